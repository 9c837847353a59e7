package io.earshot.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.earshot.decide.Event;
import io.earshot.schema.EarshotSchemas;
import io.earshot.schema.MatchEvent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Our client and serdes against a real registry server. Runs with {@code -Pregistry}, on Java 21 or newer. */
@Tag("registry")
class ApicurioRegistryIT {
    private static final int LEAST_JAVA = 21;
    private static final String EVENT_SCHEMA = EarshotSchemas.published(MatchEvent.getClassSchema());

    private static ApicurioServer server;
    private static RegistryClient client;
    private static RegistryAdmin admin;

    @BeforeAll
    static void start() throws IOException {
        int java = Runtime.version().feature();
        assumeTrue(java >= LEAST_JAVA, "the registry server needs Java " + LEAST_JAVA + " or newer, this is " + java);
        server = ApicurioServer.start(Path.of(System.getProperty("apicurio.home")));
        client = new RegistryClient(List.of(server.url()), Optional.empty());
        admin = new RegistryAdmin(server.url());
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void shouldRegisterAndFindSchemas() {
        int id = client.register("find-value", EVENT_SCHEMA);
        assertThat(client.register("find-value", EVENT_SCHEMA)).isEqualTo(id);
        assertThat(client.lookUp("find-value", EVENT_SCHEMA)).isEqualTo(id);
        assertThat(parse(client.schema(id))).isEqualTo(parse(EVENT_SCHEMA));
        RegisteredSchema latest = admin.latest("find-value");
        assertThat(latest.id()).isEqualTo(id);
        assertThat(latest.version()).isEqualTo(1);
        assertThat(parse(latest.schema())).isEqualTo(parse(EVENT_SCHEMA));
    }

    @Test
    void shouldHoldSubjectsToTheirCompatibilityLevel() {
        client.register("fits-value", EVENT_SCHEMA);
        admin.setCompatibility("fits-value", "FULL_TRANSITIVE");
        assertThat(admin.compatibility("fits-value")).isEqualTo("FULL_TRANSITIVE");
        String breaking = EVENT_SCHEMA.replace("\"eventId\"", "\"otherId\"");
        String growing = EVENT_SCHEMA.replaceFirst("]}$", ",{\"name\":\"extra\",\"type\":\"int\",\"default\":0}]}");
        assertThat(admin.isCompatible("fits-value", breaking)).isFalse();
        assertThat(admin.isCompatible("fits-value", growing)).isTrue();
        assertThatThrownBy(() -> client.register("fits-value", breaking))
                .isInstanceOfSatisfying(
                        RegistryException.class, e -> assertThat(e.status()).isEqualTo(409));
        client.register("fits-value", growing);
        assertThat(admin.latest("fits-value").version()).isEqualTo(2);
    }

    @Test
    void shouldLetEveryReleaseAndThisOneLiveUnderOneSubject() {
        EarshotSchemas.released().forEach(schema -> register(schema));
        EarshotSchemas.current().forEach(schema -> register(schema));
    }

    @Test
    void shouldSayWhatIsNotThere() {
        assertThatThrownBy(() -> client.schema(999_999)).isInstanceOfSatisfying(RegistryException.class, e -> {
            assertThat(e.status()).isEqualTo(404);
            assertThat(e.errorCode()).isEqualTo(40403);
        });
        assertThatThrownBy(() -> admin.latest("nobody-value"))
                .isInstanceOfSatisfying(
                        RegistryException.class, e -> assertThat(e.status()).isEqualTo(404));
    }

    @Test
    void shouldCarryEveryKindOfValue() {
        WireSerdes writing = wire();
        for (int seed = 0; seed < 20; seed++) {
            WireValues values = new WireValues(seed);
            WireSerdesTest.shouldRoundTrip("chunks", writing.audioChunks(), values.chunk());
            WireSerdesTest.shouldRoundTrip("queries", writing.queries(), new Decoded.Present<>(values.queryRecord()));
            WireSerdesTest.shouldRoundTrip(
                    "embeddings", writing.queryEmbeddings(), new Decoded.Present<>(values.registration()));
            WireSerdesTest.shouldRoundTrip("events", writing.events(), values.event());
            WireSerdesTest.roundTrip("segments", writing.segments(), values.segment());
        }
    }

    @Test
    void shouldBeReadByAnotherProgramAndByConfluentsClient() throws Exception {
        Event event = new WireValues(1).event();
        byte[] bytes = wire().events().serializer().serialize("shared", event);
        assertThat(wire().events().deserializer().deserialize("shared", bytes)).isEqualTo(event);
        int id = ByteBuffer.wrap(bytes).getInt(1);
        try (CachedSchemaRegistryClient theirs =
                new CachedSchemaRegistryClient(server.url().toString(), 10)) {
            assertThat(parse(theirs.getSchemaById(id).canonicalString())).isEqualTo(parse(EVENT_SCHEMA));
        }
    }

    private static void register(Schema schema) {
        String subject = "all." + schema.getName() + "-value";
        int id = client.register(subject, EarshotSchemas.published(schema));
        admin.setCompatibility(subject, "FULL_TRANSITIVE");
        assertThat(id).isPositive();
    }

    private static WireSerdes wire() {
        return WireSerdes.of(Map.of(WireSettings.REGISTRY_URL, server.url().toString()));
    }

    private static Schema parse(String schema) {
        return new Schema.Parser().parse(schema);
    }
}
