package io.earshot.stream;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
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

/** A server on loopback that answers byte by byte as a test says, one request a connection. */
final class ScriptedServer implements Closeable {
    /** Counted down when the server is closed: what an answer that never ends waits for. */
    final CountDownLatch closed = new CountDownLatch(1);

    final List<Request> requests = new CopyOnWriteArrayList<>();
    private final ServerSocket server;
    private final Script script;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

    /** @param headers by name, in lower case */
    record Request(String target, Map<String, String> headers) {}

    @FunctionalInterface
    interface Script {
        void answer(Request request, OutputStream out) throws IOException, InterruptedException;
    }

    private ScriptedServer(ServerSocket server, Script script) {
        this.server = server;
        this.script = script;
    }

    static ScriptedServer start(Script script) throws IOException {
        ScriptedServer started = new ScriptedServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), script);
        thread(started::serve);
        return started;
    }

    String hostAndPort() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    String url(String path) {
        return "http://" + hostAndPort() + path;
    }

    /** Waits until the server is closed. */
    void hang() throws InterruptedException {
        closed.await();
    }

    static void head(OutputStream out, String status, String... headers) throws IOException {
        StringBuilder head = new StringBuilder(status).append("\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        out.write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    /** A whole answer with its length. */
    static void body(OutputStream out, String type, byte[] body) throws IOException {
        head(out, "HTTP/1.1 200 OK", "Content-Type: " + type, "Content-Length: " + body.length, "Connection: close");
        out.write(body);
        out.flush();
    }

    static void status(OutputStream out, String status) throws IOException {
        head(out, "HTTP/1.1 " + status, "Content-Length: 0", "Connection: close");
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
                thread(() -> answer(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void answer(Socket socket) {
        try (socket) {
            Request request = read(socket.getInputStream());
            requests.add(request);
            script.answer(request, socket.getOutputStream());
        } catch (IOException e) {
            // The other side left, as many tests let it.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            sockets.remove(socket);
        }
    }

    private static Request read(InputStream in) throws IOException {
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
        return new Request(lines.get(0).split(" ", -1)[1], headers);
    }

    private static void thread(Runnable work) {
        Thread thread = new Thread(work, "scripted-server");
        thread.setDaemon(true);
        thread.start();
    }
}
