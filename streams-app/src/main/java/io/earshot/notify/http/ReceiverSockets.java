package io.earshot.notify.http;

import io.earshot.notify.ReceiverPolicy;
import io.earshot.source.NotAllowedException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import javax.net.SocketFactory;
import okhttp3.Dns;

/** Connects to nothing but allowed addresses. What is checked is what is connected: a name cannot lead elsewhere between the two. */
final class ReceiverSockets extends SocketFactory implements Dns {
    private final ReceiverPolicy policy;

    ReceiverSockets(ReceiverPolicy policy) {
        this.policy = policy;
    }

    /** The allowed ones of a host's addresses, so that a forbidden one is not even tried. */
    @Override
    public List<InetAddress> lookup(String host) throws UnknownHostException {
        List<InetAddress> addresses = Dns.SYSTEM.lookup(host);
        try {
            return policy.allowed(host, addresses);
        } catch (NotAllowedException e) {
            UnknownHostException refused = new UnknownHostException(e.getMessage());
            refused.initCause(e);
            throw refused;
        }
    }

    @Override
    public Socket createSocket() {
        return new Checked();
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port), null);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
        return connected(new InetSocketAddress(host, port), new InetSocketAddress(local, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port), null);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
        return connected(new InetSocketAddress(host, port), new InetSocketAddress(local, localPort));
    }

    private Socket connected(InetSocketAddress to, InetSocketAddress from) throws IOException {
        Socket socket = createSocket();
        try {
            socket.bind(from);
            socket.connect(to);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private final class Checked extends Socket {
        @Override
        public void connect(SocketAddress to, int timeoutMillis) throws IOException {
            InetSocketAddress address = (InetSocketAddress) to;
            policy.allowed(address.getHostString(), List.of(address.getAddress()));
            super.connect(to, timeoutMillis);
        }
    }
}
