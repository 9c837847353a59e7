package io.earshot.notify.http;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A receiver on loopback that keeps connections and answers byte by byte as a test says. */
public final class HookServer implements Closeable {
    private final List<Post> posts = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicInteger connections = new AtomicInteger();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final ServerSocket server;
    private final Script script;

    /** @param headers by name, in lower case */
    public record Post(String target, Map<String, String> headers, byte[] body, int connection) {
        public String id() {
            return headers.get("webhook-id");
        }

        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    /** Answers a request; false closes the connection. */
    @FunctionalInterface
    public interface Script {
        boolean answer(Post post, OutputStream out) throws IOException, InterruptedException;
    }

    private HookServer(ServerSocket server, Script script) {
        this.server = server;
        this.script = script;
    }

    public static HookServer start(Script script) throws IOException {
        return at(0, script);
    }

    /** On the port of one that was closed. */
    public static HookServer at(int port, Script script) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        HookServer started = new HookServer(socket, script);
        thread(started::serve);
        return started;
    }

    /** Answers each request by a status, and keeps the connection. */
    public static Script always(String status, String... headers) {
        return (post, out) -> {
            head(out, status, headers);
            return true;
        };
    }

    /** A whole answer without a body. */
    public static void head(OutputStream out, String status, String... headers) throws IOException {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + "\r\nContent-Length: 0\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        out.write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    public int port() {
        return server.getLocalPort();
    }

    public String url(String path) {
        return "http://127.0.0.1:" + port() + path;
    }

    /** All requests so far. */
    public List<Post> posts() {
        return posts;
    }

    int connections() {
        return connections.get();
    }

    /** Waits until the server is closed. */
    void hang() throws InterruptedException {
        closed.await();
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private void serve() {
        while (closed.getCount() > 0) {
            try {
                Socket socket = server.accept();
                sockets.add(socket);
                int number = connections.incrementAndGet();
                thread(() -> answer(socket, number));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void answer(Socket socket, int number) {
        try (socket) {
            boolean isKept = true;
            while (isKept) {
                Post post = read(socket.getInputStream(), number);
                posts.add(post);
                isKept = script.answer(post, socket.getOutputStream());
            }
        } catch (IOException e) {
            // The other side left, as many tests let it.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            sockets.remove(socket);
        }
    }

    private static Post read(InputStream in, int connection) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int c = in.read();
            if (c == -1) {
                throw new IOException("no request");
            }
            head.append((char) c);
        }
        List<String> lines = head.toString().lines().toList();
        Map<String, String> headers = new TreeMap<>();
        lines.stream().skip(1).filter(line -> line.indexOf(':') > 0).forEach(line -> {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(java.util.Locale.ROOT),
                    line.substring(colon + 1).strip());
        });
        byte[] body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
        return new Post(lines.get(0).split(" ", -1)[1], headers, body, connection);
    }

    private static void thread(Runnable work) {
        Thread thread = new Thread(work, "hook-server");
        thread.setDaemon(true);
        thread.start();
    }
}
