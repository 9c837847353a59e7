package io.earshot.cluster;

import io.earshot.config.Settings;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.utils.Utils;

/**
 * Checks that something listens at the addresses of the brokers. A Kafka client retries until its timeouts end, and then does
 * not name the address. Errors of a listening broker (a wrong password, for example) are left to the client.
 */
final class BrokerProbe {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int ANSWER_MILLIS = 1_000;
    private static final int MAX_ANSWER = 1 << 20;
    private static final int CORRELATION = 0x0ea25407;
    private static final byte[] API_VERSIONS = apiVersions();

    private final List<String> refusals = new ArrayList<>();
    private final long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();

    private final boolean isPlain;

    private BrokerProbe(boolean isPlain) {
        this.isPlain = isPlain;
    }

    /**
     * Connects to one of the brokers and disconnects; takes seconds at most.
     *
     * @param bootstrapServers host:port, comma-separated
     * @param isPlain whether connections are not encrypted
     * @throws KafkaException if no broker accepts a connection; the message says what to do
     * @throws ConfigException if an address is not of that form
     */
    static void require(String bootstrapServers, boolean isPlain) {
        List<String> addresses = Arrays.stream(bootstrapServers.split(","))
                .map(String::strip)
                .filter(address -> !address.isEmpty())
                .toList();
        BrokerProbe probe = new BrokerProbe(isPlain);
        for (int i = 0; i < addresses.size(); i++) {
            if (probe.answers(addresses.get(i), addresses.size() - i)) {
                return;
            }
        }
        throw new KafkaException("no broker answers at " + String.join(", ", probe.refusals)
                + ": is one running there? Say where yours is with --bootstrap-servers HOST:PORT (setting "
                + Settings.BOOTSTRAP_SERVERS + "), or try ./earshot demo, which brings its own");
    }

    private boolean answers(String address, int left) {
        String host = Utils.getHost(address);
        Integer port = Utils.getPort(address);
        if (host == null || port == null) {
            throw new ConfigException(
                    "setting " + Settings.BOOTSTRAP_SERVERS + ": \"" + address + "\" is not HOST:PORT");
        }
        String reason = "unknown host";
        try {
            for (InetAddress resolved : InetAddress.getAllByName(host)) {
                try (Socket socket = new Socket()) {
                    socket.connect(new InetSocketAddress(resolved, port), patienceMillis(left));
                    if (isPlain && isNoBroker(socket)) {
                        throw new IOException("no Kafka broker, or one that needs kafka.security.protocol");
                    }
                    return true;
                } catch (IOException e) {
                    reason = reason(e);
                }
            }
        } catch (UnknownHostException e) {
            reason = "unknown host";
        }
        refusals.add(address + " (" + reason + ")");
        return false;
    }

    /**
     * Whether something else than a broker answers. A Kafka client would take the first bytes of an HTTP answer for a length,
     * and allocate a gigabyte of memory. A slow answer is left to the client.
     */
    private static boolean isNoBroker(Socket socket) throws IOException {
        socket.setSoTimeout(ANSWER_MILLIS);
        try {
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.write(API_VERSIONS);
            out.flush();
            DataInputStream in = new DataInputStream(socket.getInputStream());
            int length = in.readInt();
            return length < Integer.BYTES || length > MAX_ANSWER || in.readInt() != CORRELATION;
        } catch (SocketTimeoutException | EOFException e) {
            return false;
        }
    }

    private static byte[] apiVersions() {
        byte[] client = "earshot".getBytes(StandardCharsets.US_ASCII);
        int length = 3 * Short.BYTES + Integer.BYTES + client.length;
        return ByteBuffer.allocate(Integer.BYTES + length)
                .putInt(length)
                .putShort(ApiKeys.API_VERSIONS.id)
                .putShort((short) 0)
                .putInt(CORRELATION)
                .putShort((short) client.length)
                .put(client)
                .array();
    }

    private static String reason(IOException e) {
        String message = String.valueOf(e.getMessage());
        return message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
    }

    /** The remaining addresses share the remaining time. */
    private int patienceMillis(int left) {
        return (int) Math.max(200, (deadlineNanos - System.nanoTime()) / 1_000_000 / left);
    }
}
