package io.earshot.source;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import javax.net.SocketFactory;

/**
 * Connects to nothing but allowed addresses. What is checked is what is connected: a name cannot lead elsewhere between the
 * two, and numbers in whatever form are checked as names are.
 */
public final class AllowedSockets extends SocketFactory {
    private final Rule rule;

    /** Says which addresses are allowed. */
    @FunctionalInterface
    public interface Rule {
        /**
         * The allowed ones of a host's addresses.
         *
         * @param host as it was written, in messages
         * @throws NotAllowedException if there is none
         */
        List<InetAddress> allowed(String host, List<InetAddress> addresses) throws NotAllowedException;
    }

    public AllowedSockets(Rule rule) {
        this.rule = rule;
    }

    /**
     * The allowed ones of a host's addresses, so that a forbidden one is not even tried.
     *
     * @throws UnknownHostException if there is none; its cause is the {@link NotAllowedException}
     */
    public List<InetAddress> allowed(String host, List<InetAddress> addresses) throws UnknownHostException {
        try {
            return rule.allowed(host, addresses);
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
            rule.allowed(address.getHostString(), List.of(address.getAddress()));
            super.connect(to, timeoutMillis);
        }
    }
}
