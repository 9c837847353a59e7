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
 * Whether anything listens where the brokers should be. A Kafka client goes on trying for as long as its timeouts say, and
 * then does not tell where. What a broker that listens has to say (of a password, for example) is left to it.
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
     * Connects to one of the brokers and leaves it again; takes seconds at most.
     *
     * @param bootstrapServers host:port, comma-separated
     * @param isPlain whether brokers are talked to without encryption
     * @throws KafkaException if none of them can be connected to; the message says what to do
     * @throws ConfigException if one is not of that form
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
                    if (isPlain && saysSomethingElse(socket)) {
                        throw new IOException("no Kafka broker, or one that wants kafka.security.protocol to be set");
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
     * Whether what listens answers, but not as a broker does. A Kafka client would take the first bytes of an HTTP answer
     * for a length, and ask for a gigabyte of memory. Who takes time to answer is left to the client.
     */
    private static boolean saysSomethingElse(Socket socket) throws IOException {
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

    /** Those that are left share what is left of the time. */
    private int patienceMillis(int left) {
        return (int) Math.max(200, (deadlineNanos - System.nanoTime()) / 1_000_000 / left);
    }
}
