package io.earshot.notify.mail;

import io.earshot.notify.ReceiverPolicy;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocketFactory;

/** The connections of one mail: to allowed addresses only, and ended from another thread where they take too long. */
final class MailSockets implements Closeable {
    private final ReceiverPolicy policy;
    private final String host;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** @param host as it was written, in messages */
    MailSockets(ReceiverPolicy policy, String host) {
        this.policy = policy;
        this.host = host;
    }

    /** Connects. */
    SocketFactory plain() {
        return new Plain();
    }

    /** Encrypts what is connected. */
    SSLSocketFactory encrypting(SSLSocketFactory trusted) {
        return new Encrypting(trusted);
    }

    private void require(InetAddress address) throws IOException {
        policy.allowed(host, List.of(address));
    }

    private <S extends Socket> S kept(S socket) throws IOException {
        open.add(socket);
        if (closed) {
            socket.close();
        }
        return socket;
    }

    @Override
    public void close() throws IOException {
        closed = true;
        for (Socket socket : open) {
            socket.close();
        }
    }

    private final class Checked extends Socket {
        @Override
        public void connect(SocketAddress to, int timeoutMillis) throws IOException {
            require(((InetSocketAddress) to).getAddress());
            super.connect(to, timeoutMillis);
        }
    }

    private final class Plain extends SocketFactory {
        @Override
        public Socket createSocket() throws IOException {
            return kept(new Checked());
        }

        @Override
        public Socket createSocket(String name, int port) throws IOException {
            return createSocket(InetAddress.getByName(name), port);
        }

        @Override
        public Socket createSocket(String name, int port, InetAddress local, int localPort) throws IOException {
            return createSocket(InetAddress.getByName(name), port, local, localPort);
        }

        @Override
        public Socket createSocket(InetAddress address, int port) throws IOException {
            Socket socket = createSocket();
            socket.connect(new InetSocketAddress(address, port));
            return socket;
        }

        @Override
        public Socket createSocket(InetAddress address, int port, InetAddress local, int localPort) throws IOException {
            Socket socket = createSocket();
            socket.bind(new InetSocketAddress(local, localPort));
            socket.connect(new InetSocketAddress(address, port));
            return socket;
        }
    }

    /** The mail library connects by itself where it encrypts from the first byte, and hands over the connection. */
    private final class Encrypting extends SSLSocketFactory {
        private final SSLSocketFactory trusted;

        Encrypting(SSLSocketFactory trusted) {
            this.trusted = trusted;
        }

        @Override
        public Socket createSocket(Socket socket, String name, int port, boolean closes) throws IOException {
            require(socket.getInetAddress());
            kept(socket);
            return kept(trusted.createSocket(socket, name, port, closes));
        }

        @Override
        public String[] getDefaultCipherSuites() {
            return trusted.getDefaultCipherSuites();
        }

        @Override
        public String[] getSupportedCipherSuites() {
            return trusted.getSupportedCipherSuites();
        }

        @Override
        public Socket createSocket(String name, int port) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(String name, int port, InetAddress local, int localPort) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(InetAddress address, int port) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(InetAddress address, int port, InetAddress local, int localPort) {
            throw new UnsupportedOperationException();
        }
    }
}
