package io.earshot.stream;

import io.earshot.source.NotAllowedException;
import io.earshot.source.Protocol;
import io.earshot.source.StreamPolicy;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A proxy on this machine's own address for one source whose requests somebody else's code makes: it connects to allowed
 * addresses only. One request a connection.
 */
final class PolicyProxy implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(PolicyProxy.class);
    private static final int MOST_HEAD_BYTES = 32 * 1024;
    private static final int CONNECT_MILLIS = 10_000;
    private static final int QUIET_MILLIS = 30_000;
    private static final Pattern REQUEST = Pattern.compile("([A-Z]+) (\\S+) HTTP/1\\.[01]");
    private static final Pattern TUNNEL = Pattern.compile("\\[?([^\\[\\]/]+?)]?:([0-9]{1,5})");

    private final StreamPolicy policy;
    private final ServerSocket server;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    private PolicyProxy(StreamPolicy policy, ServerSocket server) {
        this.policy = policy;
        this.server = server;
    }

    static PolicyProxy start(StreamPolicy policy) throws IOException {
        ServerSocket server = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
        PolicyProxy proxy = new PolicyProxy(policy, server);
        thread(proxy::serve, "policy-proxy");
        return proxy;
    }

    /** Its own URL. */
    String address() {
        return "http://" + server.getInetAddress().getHostAddress() + ":" + server.getLocalPort();
    }

    /** Ends what goes through it. */
    @Override
    public void close() {
        closed = true;
        shut(server);
        sockets.forEach(PolicyProxy::shut);
    }

    private void serve() {
        while (!closed) {
            try {
                Socket client = kept(server.accept());
                thread(() -> answer(client), "policy-proxy-request");
            } catch (IOException e) {
                LOG.debug("the proxy takes no request: {}", e.getMessage());
            }
        }
    }

    private void answer(Socket client) {
        Socket target = null;
        try (client) {
            client.setSoTimeout(QUIET_MILLIS);
            String head = head(client.getInputStream());
            Matcher request = REQUEST.matcher(head.lines().findFirst().orElse(""));
            if (!request.matches()) {
                refuse(client, "400 Bad Request");
                return;
            }
            boolean tunnel = request.group(1).equals("CONNECT");
            target = tunnel ? tunnel(client, request.group(2)) : forward(client, request, head);
            if (target != null) {
                Socket to = target;
                thread(() -> copy(client, to), "policy-proxy-upstream");
                copy(to, client);
            }
        } catch (IOException | IllegalArgumentException e) {
            // The client asked for no URL, or sees its connection end, and says so.
            return;
        } finally {
            sockets.remove(client);
            if (target != null) {
                shut(target);
                sockets.remove(target);
            }
        }
    }

    private Socket tunnel(Socket client, String where) throws IOException {
        Matcher host = TUNNEL.matcher(where);
        Socket target = host.matches()
                ? connected(client, Protocol.HTTPS, host.group(1), Integer.parseInt(host.group(2)))
                : null;
        if (target != null) {
            write(client, "HTTP/1.1 200 Connection established\r\n\r\n");
        }
        return target;
    }

    private Socket forward(Socket client, Matcher request, String head) throws IOException {
        URI uri = URI.create(request.group(2));
        int port = uri.getPort() < 0 ? 80 : uri.getPort();
        boolean http = "http".equalsIgnoreCase(uri.getScheme()) && uri.getHost() != null;
        String host = http ? uri.getHost().replaceAll("[\\[\\]]", "") : "";
        Socket target = http ? connected(client, Protocol.HTTP, host, port) : null;
        if (target != null) {
            String path = uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
            String rest = head.substring(head.indexOf('\n') + 1).replaceAll("(?im)^(proxy-)?connection:.*\r\n", "");
            write(
                    target,
                    request.group(1) + " " + (path.isEmpty() ? "/" : path) + " HTTP/1.1\r\nConnection: close\r\n"
                            + rest);
        }
        return target;
    }

    /** A connection to an allowed address, or null: the client was told why not. */
    private Socket connected(Socket client, Protocol protocol, String host, int port) throws IOException {
        Socket target = new Socket();
        try {
            policy.requireProtocol(protocol);
            InetAddress address = policy.addresses(host, protocol).get(0);
            target.connect(new InetSocketAddress(address, port), CONNECT_MILLIS);
            target.setSoTimeout(QUIET_MILLIS);
            return kept(target);
        } catch (NotAllowedException e) {
            refuse(client, "403 Forbidden");
        } catch (IOException e) {
            refuse(client, "502 Bad Gateway");
        }
        target.close();
        return null;
    }

    private Socket kept(Socket socket) {
        sockets.add(socket);
        if (closed) {
            shut(socket);
        }
        return socket;
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        for (int c = in.read(); c != -1 && head.length() < MOST_HEAD_BYTES; c = in.read()) {
            head.append((char) c);
            if (c == '\n' && head.length() > 3 && head.charAt(head.length() - 3) == '\n') {
                return head.toString();
            }
        }
        throw new IOException("no head of a request");
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException e) {
            shut(to);
        }
    }

    private static void refuse(Socket client, String status) throws IOException {
        write(client, "HTTP/1.1 " + status + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    }

    private static void write(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    private static void thread(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private static void shut(Closeable socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // There is nothing left to be ended.
            return;
        }
    }
}
