package io.earshot.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * An HLS station on loopback. Its segments are single seconds of {@link ToneCode}, as plain samples behind a map that is the
 * head of a WAVE file, so that each sample counts. It answers with one list after the other, and repeats the last.
 */
final class HlsStation implements Closeable {
    static final String HEAD = "#EXTM3U\n#EXT-X-TARGETDURATION:0.4\n";
    static final String MAP = "#EXT-X-MAP:URI=\"head.wav\"\n";

    private static final int SECONDS = 40;
    private static final byte[] PCM = ToneCode.pcm(SECONDS);

    /** Seconds that are answered 404. */
    final Set<Integer> absent = ConcurrentHashMap.newKeySet();

    final AtomicInteger listsAsked = new AtomicInteger();
    private final List<String> lists;
    private final ScriptedServer server;

    HlsStation(String... lists) throws IOException {
        this.lists = List.of(lists);
        this.server = ScriptedServer.start(this::answer);
    }

    String url() {
        return server.url("/list.m3u8");
    }

    List<String> asked() {
        return server.requests.stream().map(ScriptedServer.Request::target).toList();
    }

    /** A second of the programme, as a list names it. */
    static String second(int number) {
        return "#EXTINF:1.000,\nsecond-" + number + ".dat\n";
    }

    static String seconds(int from, int to) {
        StringBuilder lines = new StringBuilder();
        for (int i = from; i < to; i++) {
            lines.append(second(i));
        }
        return lines.toString();
    }

    static byte[] key(int number) {
        byte[] key = new byte[16];
        Arrays.fill(key, (byte) number);
        return key;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void answer(ScriptedServer.Request request, OutputStream out) throws IOException {
        String name = request.target().substring(1);
        if (name.startsWith("list")) {
            int index = Math.min(listsAsked.getAndIncrement(), lists.size() - 1);
            ScriptedServer.body(
                    out, "application/vnd.apple.mpegurl", lists.get(index).getBytes(UTF_8));
        } else if (name.equals("head.wav")) {
            ScriptedServer.body(out, "audio/wav", head());
        } else if (name.startsWith("key-")) {
            ScriptedServer.body(out, "application/octet-stream", key(number(name)));
        } else if (name.equals("all.dat")) {
            range(request, out);
        } else if (absent.contains(number(name))) {
            ScriptedServer.status(out, "404 Not Found");
        } else {
            byte[] pcm =
                    Arrays.copyOfRange(PCM, 2 * ToneCode.RATE * number(name), 2 * ToneCode.RATE * (number(name) + 1));
            ScriptedServer.body(out, "video/mp2t", name.startsWith("coded-") ? encrypted(name, pcm) : pcm);
        }
    }

    private static int number(String name) {
        return Integer.parseInt(name.replaceAll("^[a-z]+-([0-9]+).*", "$1"));
    }

    /** {@code coded-SECOND-KEY-SEQUENCE}: by that key, with the sequence number as vector. */
    private static byte[] encrypted(String name, byte[] pcm) throws IOException {
        String[] parts = name.split("-", -1);
        byte[] vector =
                ByteBuffer.allocate(16).putLong(8, Long.parseLong(parts[3])).array();
        try {
            Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
            SecretKeySpec key = new SecretKeySpec(key(Integer.parseInt(parts[2])), "AES");
            cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(vector));
            return cipher.doFinal(pcm);
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private static void range(ScriptedServer.Request request, OutputStream out) throws IOException {
        String[] range = request.headers().get("range").replace("bytes=", "").split("-", -1);
        byte[] part = Arrays.copyOfRange(PCM, Integer.parseInt(range[0]), Integer.parseInt(range[1]) + 1);
        ScriptedServer.head(out, "HTTP/1.1 206 Partial Content", "Content-Length: " + part.length, "Connection: close");
        out.write(part);
        out.flush();
    }

    private static byte[] head() {
        ByteBuffer head = ByteBuffer.allocate(44).order(ByteOrder.LITTLE_ENDIAN);
        head.put("RIFF".getBytes(UTF_8))
                .putInt(-1)
                .put("WAVEfmt ".getBytes(UTF_8))
                .putInt(16);
        head.putShort((short) 1).putShort((short) 1).putInt(ToneCode.RATE).putInt(2 * ToneCode.RATE);
        head.putShort((short) 2).putShort((short) 16);
        return head.put("data".getBytes(UTF_8)).putInt(-1).array();
    }
}
