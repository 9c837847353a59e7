package io.earshot.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.earshot.decide.NearMissLedger;
import io.earshot.fuzz.Fuzz;
import io.earshot.segment.CarryOverBlock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever lies on a topic or in a changelog is read, or refused by the one documented exception; what is read is written alike. */
class WireFuzzTest {
    private static final String MODEL = "00112233445566778899";

    private record Format(String name, Serde<Object> serde, List<byte[]> samples) {
        @Override
        public String toString() {
            return name;
        }
    }

    @SuppressWarnings("unchecked") // of what it writes itself
    private static <T> Format format(String name, Serde<T> serde, List<T> values) {
        List<byte[]> samples = values.stream()
                .map(value -> serde.serializer().serialize(name, value))
                .toList();
        return new Format(name, (Serde<Object>) serde, samples);
    }

    static Stream<Format> topics() {
        return topics(WireSerdes.of(Map.of())).stream();
    }

    private static List<Format> topics(WireSerdes wire) {
        WireValues values = new WireValues(11);
        return List.of(
                format("chunks", wire.audioChunks(), List.of(values.chunk(), values.chunk())),
                format("queries", wire.queries(), List.of(new Decoded.Present<>(values.queryRecord()))),
                format("embeddings", wire.queryEmbeddings(), List.of(new Decoded.Present<>(values.registration()))),
                format("events", wire.events(), List.of(values.event(), values.event())),
                format("near misses", wire.nearMisses(), List.of(values.nearMiss())),
                format("segments", wire.segments(), List.of(values.segment())));
    }

    static Stream<Format> states() {
        WireValues values = new WireValues(12);
        return Stream.of(
                format("segmenter state", StateSerdes.segmenterState(MODEL), List.of(StateSerdesTest.STATE)),
                format("coverage state", StateSerdes.coverage(), List.of(StateSerdesTest.COVERAGE)),
                format("tracked sound", StateSerdes.trackedSound(), List.of(StateSerdesTest.REST)),
                format(
                        "near-miss ledger",
                        StateSerdes.nearMisses(),
                        List.of(new NearMissLedger(3, List.of(values.nearMiss())))),
                format("carry-over", StateSerdes.carryOverBlock(), List.of(new CarryOverBlock(7, 320, new byte[] {
                    1, 2, 3, 4
                }))),
                format("tokens", StateSerdes.tokens(MODEL), List.of(new float[] {0.5f, -2, 0, 1})));
    }

    @ParameterizedTest
    @MethodSource("topics")
    void shouldReadOrRefuseWhatLiesOnATopic(Format format) {
        feed(format);
    }

    @ParameterizedTest
    @MethodSource("states")
    void shouldReadOrRefuseWhatLiesInAChangelog(Format format) {
        feed(format);
    }

    @Test
    void shouldReadOrRefuseTheFormatOfARegistry() throws IOException {
        try (FakeRegistry fake = new FakeRegistry()) {
            topics(WireSerdes.of(Map.of(WireSettings.REGISTRY_URL, fake.url().toString()))).stream()
                    .filter(format -> format.name().equals("chunks"))
                    .forEach(WireFuzzTest::feed);
        }
    }

    private static void feed(Format format) {
        Fuzz.of(format.name(), format.samples(), SerializationException.class).feed(input -> {
            Object value = format.serde().deserializer().deserialize(format.name(), input);
            if (value != null && !(value instanceof Decoded.Undecodable<?>)) {
                byte[] again = format.serde().serializer().serialize(format.name(), value);
                Object same = format.serde().deserializer().deserialize(format.name(), again);
                assertThat(format.serde().serializer().serialize(format.name(), same))
                        .isEqualTo(again);
            }
        });
    }

    @Test
    void shouldReadOrRefuseWhatARegistryAnswers() throws IOException {
        AtomicReference<byte[]> answer = new AtomicReference<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.getRequestBody().readAllBytes();
                exchange.sendResponseHeaders(200, answer.get().length == 0 ? -1 : answer.get().length);
                exchange.getResponseBody().write(answer.get());
            }
        });
        server.start();
        try {
            URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
            RegistryClient client =
                    new RegistryClient(List.of(url), Optional.empty(), pause -> {}, Duration.ofSeconds(10));
            List<String> answers = List.of(
                    "{\"id\":7,\"version\":1,\"schema\":\"{\\\"type\\\":\\\"string\\\"}\",\"schemaType\":\"AVRO\"}",
                    "{\"schema\":\"\\\"int\\\"\",\"references\":[]}");
            Fuzz.ofTexts("answers of a registry", answers, RegistryException.class)
                    .feed(input -> {
                        answer.set(input);
                        assertThat(client.schema(7)).isNotNull();
                    });
        } finally {
            server.stop(0);
        }
    }
}
