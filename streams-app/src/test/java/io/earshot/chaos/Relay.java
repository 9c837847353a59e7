package io.earshot.chaos;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** A network between a service and a broker, on loopback: it can break, swallow what is sent, be slow or narrow. */
final class Relay implements Closeable {
    private static final int BUFFER_BYTES = 16 << 10;

    private final ServerSocket server;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final int to;
    private final Object change = new Object();
    private volatile State state = State.GOOD;

    /** How the network is. */
    enum State {
        GOOD,
        /** Connections are reset, new ones too. */
        CUT,
        /** Nothing comes through, and nobody is told. */
        SILENT,
        /** Each buffer takes 150 ms longer. */
        SLOW,
        /** About 128 kB/s for each connection and direction. */
        NARROW
    }

    private Relay(ServerSocket server, int to) {
        this.server = server;
        this.to = to;
    }

    static Relay start(int port, int to) throws IOException {
        Relay relay = new Relay(new ServerSocket(port, 50, InetAddress.getLoopbackAddress()), to);
        relay.run("relay " + port, relay::accept);
        return relay;
    }

    int port() {
        return server.getLocalPort();
    }

    void become(State next) throws IOException {
        state = next;
        synchronized (change) {
            change.notifyAll();
        }
        if (next == State.CUT) {
            reset();
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        state = State.CUT;
        synchronized (change) {
            change.notifyAll();
        }
        reset();
    }

    private void reset() throws IOException {
        for (Socket socket : List.copyOf(sockets)) {
            reset(socket);
        }
    }

    private void reset(Socket socket) throws IOException {
        sockets.remove(socket);
        try {
            socket.setSoLinger(true, 0);
        } catch (SocketException closed) {
            return; // by its own thread
        }
        socket.close();
    }

    private void accept() throws IOException {
        while (!server.isClosed()) {
            Socket client = server.accept();
            sockets.add(client);
            if (state == State.CUT) {
                reset(client);
            } else {
                run("relay " + port(), () -> connect(client));
            }
        }
    }

    private void connect(Socket client) throws IOException {
        Socket target = new Socket();
        try {
            target.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), to), 5_000);
        } catch (IOException away) {
            reset(client);
            return;
        }
        client.setTcpNoDelay(true);
        target.setTcpNoDelay(true);
        sockets.add(target);
        run("relay " + port(), () -> pass(client, target));
        pass(target, client);
    }

    private void pass(Socket from, Socket into) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = into.getOutputStream();
            for (int read = in.read(buffer); read != -1; read = in.read(buffer)) {
                hold();
                out.write(buffer, 0, read);
            }
        } finally {
            reset(from);
            reset(into);
        }
    }

    private void hold() throws IOException {
        try {
            synchronized (change) {
                while (state == State.SILENT) {
                    change.wait();
                }
            }
            if (state == State.SLOW) {
                TimeUnit.MILLISECONDS.sleep(150);
            } else if (state == State.NARROW) {
                TimeUnit.MILLISECONDS.sleep(125);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private void run(String name, Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException cut) {
                        // What is cut ends with an error, which is meant.
                        Thread.currentThread().interrupt();
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }
}
