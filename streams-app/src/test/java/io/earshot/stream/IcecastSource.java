package io.earshot.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URL;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A station's encoder: sends audio to an Icecast mount, over and over, at the pace at which it plays. */
public final class IcecastSource implements Closeable {
    private static final int TICK_MILLIS = 20;

    private final ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "icecast-source");
        thread.setDaemon(true);
        return thread;
    });
    private final IcecastServer server;
    private final String mount;
    private final Socket socket;
    private final byte[] audio;
    private final double bytesPerSecond;
    private final long startNanos = System.nanoTime();
    private Future<?> sending;
    private long sent;

    private IcecastSource(IcecastServer server, String mount, Socket socket, byte[] audio, double seconds) {
        this.server = server;
        this.mount = mount;
        this.socket = socket;
        this.audio = audio;
        this.bytesPerSecond = audio.length / seconds;
    }

    /**
     * Connects and sends.
     *
     * @param seconds how long the audio plays
     */
    public static IcecastSource start(IcecastServer server, String mount, String type, byte[] audio, double seconds)
            throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        OutputStream out = socket.getOutputStream();
        out.write(("PUT " + mount + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: " + authorization()
                        + "\r\nContent-Type: " + type + "\r\nIce-Public: 0\r\nExpect: 100-continue\r\n\r\n")
                .getBytes(UTF_8));
        out.flush();
        String answer = line(socket.getInputStream());
        if (!answer.contains(" 100 ") && !answer.contains(" 200 ")) {
            socket.close();
            throw new IOException("icecast answers " + answer);
        }
        IcecastSource source = new IcecastSource(server, mount, socket, audio, seconds);
        source.sending = source.pace.scheduleAtFixedRate(source::send, 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
        return source;
    }

    /** Says what is played. */
    public void title(String title) throws IOException {
        URL url = new URL(server.url("/admin/metadata?mode=updinfo&charset=UTF-8&mount=" + mount + "&song="
                + URLEncoder.encode(title, UTF_8)));
        HttpURLConnection connection = (HttpURLConnection) url.openConnection();
        connection.setRequestProperty("Authorization", authorization());
        try (InputStream in = connection.getInputStream()) {
            in.readAllBytes();
        }
    }

    /** Seconds of audio sent. */
    public synchronized double seconds() {
        return sent / bytesPerSecond;
    }

    @Override
    public void close() throws IOException {
        sending.cancel(true);
        pace.shutdownNow();
        socket.close();
    }

    private synchronized void send() {
        long due = (long) ((System.nanoTime() - startNanos) / 1e9 * bytesPerSecond);
        try {
            while (sent < due) {
                int from = (int) (sent % audio.length);
                int count = (int) Math.min(due - sent, audio.length - from);
                socket.getOutputStream().write(audio, from, count);
                sent += count;
            }
        } catch (IOException e) {
            // The server is gone; so is this station.
            pace.shutdown();
        }
    }

    private static String authorization() {
        return "Basic " + Base64.getEncoder().encodeToString(("source:" + IcecastServer.PASSWORD).getBytes(UTF_8));
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != -1 && c != '\n'; c = in.read()) {
            line.append((char) c);
        }
        return line.toString().strip();
    }
}
