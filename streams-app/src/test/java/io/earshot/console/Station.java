package io.earshot.console;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.earshot.decoder.ffmpeg.SoundEncoder;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A radio station on loopback: plays bundled recordings over and over as one endless MP3 stream, at the pace of sound. */
final class Station implements Closeable {
    private static final int RATE = 32_000;
    private static final int WAV_HEADER = 44;
    private static final int TICK_MILLIS = 40;

    /** Sent at once, so that the listener has something to begin with. */
    private static final double HEAD_SECONDS = 1;

    private final CountDownLatch closed = new CountDownLatch(1);
    private final ExecutorService listeners = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "station");
        thread.setDaemon(true);
        return thread;
    });
    private final HttpServer server;
    private final byte[] audio;
    private final double bytesPerSecond;

    private Station(HttpServer server, byte[] audio, double seconds) {
        this.server = server;
        this.audio = audio;
        this.bytesPerSecond = audio.length / seconds;
    }

    /** @param recordings of models/demo, as in "siren.wav" */
    static Station start(Path folder, String... recordings) throws IOException {
        byte[] pcm = programme(recordings);
        byte[] mp3 = Files.readAllBytes(
                SoundEncoder.encode(folder.resolve(String.join("-", recordings) + ".mp3"), "libmp3lame", RATE, 1, pcm));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        Station station = new Station(server, mp3, pcm.length / 2.0 / RATE);
        server.createContext("/", station::play);
        server.setExecutor(station.listeners);
        server.start();
        return station;
    }

    private static byte[] programme(String... recordings) throws IOException {
        Path folder = Path.of(System.getProperty("earshot.home"), "models", "demo");
        ByteArrayOutputStream pcm = new ByteArrayOutputStream();
        for (String recording : recordings) {
            byte[] wav = Files.readAllBytes(folder.resolve(recording));
            pcm.writeBytes(Arrays.copyOfRange(wav, WAV_HEADER, wav.length));
        }
        return pcm.toByteArray();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/live.mp3";
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        listeners.shutdownNow();
    }

    private void play(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "audio/mpeg");
        exchange.sendResponseHeaders(200, 0);
        long start = System.nanoTime();
        long sent = 0;
        try (OutputStream out = exchange.getResponseBody()) {
            while (!closed.await(TICK_MILLIS, TimeUnit.MILLISECONDS)) {
                long due = (long) (((System.nanoTime() - start) / 1e9 + HEAD_SECONDS) * bytesPerSecond);
                for (; sent < due; sent += write(out, sent, due)) {}
                out.flush();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private int write(OutputStream out, long sent, long due) throws IOException {
        int from = (int) (sent % audio.length);
        int count = (int) Math.min(due - sent, audio.length - from);
        out.write(audio, from, count);
        return count;
    }
}
