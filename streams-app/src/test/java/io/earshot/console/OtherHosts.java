package io.earshot.console;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of a browser to all hosts but this one: a proxy that writes down what is asked for and answers nothing. It sees the
 * requests of workers and of the browser itself, too.
 */
final class OtherHosts implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(OtherHosts.class);
    private static final int READ_MILLIS = 5_000;

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

    private OtherHosts() throws IOException {}

    static OtherHosts listen() throws IOException {
        OtherHosts hosts = new OtherHosts();
        Thread thread = new Thread(hosts::serve, "other-hosts");
        thread.setDaemon(true);
        thread.start();
        return hosts;
    }

    String address() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    /** The first line of each request. */
    List<String> asked() {
        return List.copyOf(asked);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                socket.setSoTimeout(READ_MILLIS);
                String line = new BufferedReader(
                                new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))
                        .readLine();
                asked.add(line == null ? "a connection without a request" : line);
            } catch (IOException e) {
                LOG.debug("Closed, or somebody who said nothing: neither asked for anything", e);
            }
        }
    }
}
