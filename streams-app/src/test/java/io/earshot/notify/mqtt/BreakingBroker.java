package io.earshot.notify.mqtt;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** Takes connections and acknowledges what is published, but for one word: at that it breaks the connection. */
final class BreakingBroker implements Closeable {
    private static final int CONNECT = 1;
    private static final int PUBLISH = 3;
    private static final int SUBSCRIBE = 8;

    private final ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    private final AtomicInteger breaks = new AtomicInteger();
    private final String word;

    BreakingBroker(String word) throws IOException {
        this.word = word;
        thread(this::accept);
    }

    String url() {
        return "mqtt://127.0.0.1:" + server.getLocalPort();
    }

    int breaks() {
        return breaks.get();
    }

    private void accept() {
        try {
            while (!server.isClosed()) {
                Socket socket = server.accept();
                thread(() -> serve(socket));
            }
        } catch (IOException e) {
            // It was closed.
            return;
        }
    }

    private void serve(Socket socket) {
        try (socket;
                DataInputStream in = new DataInputStream(socket.getInputStream());
                OutputStream out = socket.getOutputStream()) {
            while (answer(in, out)) {
                out.flush();
            }
        } catch (IOException e) {
            // The sender has left.
            return;
        }
    }

    /** MQTT 5: type and flags, the length in groups of seven bits, and so many bytes. */
    private boolean answer(DataInputStream in, OutputStream out) throws IOException {
        int first = in.readUnsignedByte();
        byte[] packet = in.readNBytes(length(in));
        switch (first >> 4) {
            case CONNECT -> out.write(new byte[] {0x20, 3, 0, 0, 0});
            case SUBSCRIBE -> out.write(new byte[] {(byte) 0x90, 4, packet[0], packet[1], 0, 1});
            case PUBLISH -> {
                if (new String(packet, StandardCharsets.UTF_8).contains(word)) {
                    breaks.incrementAndGet();
                    return false;
                }
                int id = 2 + (((packet[0] & 0xff) << 8) | (packet[1] & 0xff));
                out.write(new byte[] {0x40, 2, packet[id], packet[id + 1]});
            }
            default -> {
                // Others need no answer here.
            }
        }
        return true;
    }

    private static int length(DataInputStream in) throws IOException {
        int length = 0;
        for (int shift = 0; ; shift += 7) {
            int b = in.readUnsignedByte();
            length |= (b & 0x7f) << shift;
            if (b < 0x80) {
                return length;
            }
        }
    }

    private static void thread(Runnable task) {
        Thread thread = new Thread(task, "breaking-broker");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
