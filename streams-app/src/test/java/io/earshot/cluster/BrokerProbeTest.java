package io.earshot.cluster;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

class BrokerProbeTest {
    @Test
    void shouldBeContentWithOneThatListens() throws IOException {
        try (ServerSocket broker = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int free = freePort();
            assertThatCode(() ->
                            BrokerProbe.require("127.0.0.1:" + free + ", 127.0.0.1:" + broker.getLocalPort(), true))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void shouldNameEachAddressAndSayWhatToDo() throws IOException {
        int free = freePort();
        assertThatThrownBy(() -> BrokerProbe.require("127.0.0.1:" + free + ",no-such-host.invalid:9092", true))
                .isInstanceOf(KafkaException.class)
                .hasMessageStartingWith("no broker answers at 127.0.0.1:" + free + " (connection refused),"
                        + " no-such-host.invalid:9092 (unknown host)")
                .hasMessageContainingAll("--bootstrap-servers", "bootstrap.servers", "./earshot demo");
    }

    /** A Kafka client takes the answer's first bytes for a length and asks for a gigabyte. */
    @Test
    void shouldTellAWebServerFromABroker() throws Exception {
        try (ServerSocket web = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> answer = CompletableFuture.runAsync(() -> answer(web));
            String address = "127.0.0.1:" + web.getLocalPort();
            assertThatThrownBy(() -> BrokerProbe.require(address, true))
                    .isInstanceOf(KafkaException.class)
                    .hasMessageContaining(address + " (no Kafka broker, or one that needs kafka.security.protocol");
            answer.get();
        }
    }

    private static void answer(ServerSocket web) {
        try (Socket asked = web.accept()) {
            asked.getInputStream().read();
            asked.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void shouldRefuseWhatIsNoAddress() {
        assertThatThrownBy(() -> BrokerProbe.require("broker", true))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("HOST:PORT");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
