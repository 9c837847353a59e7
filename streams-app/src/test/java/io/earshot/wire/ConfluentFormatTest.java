package io.earshot.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earshot.decide.Event;
import io.earshot.schema.EarshotSchemas;
import io.earshot.schema.MatchEvent;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConfluentFormatTest {
    private static final String TOPIC = "earshot.events.v1";
    private static final String SUBJECT = "earshot.events.v1-value";

    private FakeRegistry fake;

    @BeforeEach
    void start() throws IOException {
        fake = new FakeRegistry();
    }

    @AfterEach
    void stop() {
        fake.close();
    }

    @Test
    void shouldPutTheIdBeforeTheBody() {
        fake.put("something-else", "\"string\"");
        byte[] bytes = write(wire().events(), new WireValues(1).event());
        assertThat(bytes).startsWith(0, 0, 0, 0, 2);
        assertThat(fake.requests()).containsExactly("POST /subjects/" + SUBJECT + "/versions");
    }

    @Test
    void shouldReadEveryKindAsItWasWritten() {
        WireSerdes wire = wire();
        for (int seed = 0; seed < 50; seed++) {
            WireValues values = new WireValues(seed);
            WireSerdesTest.shouldRoundTrip("audioChunks", wire.audioChunks(), values.chunk());
            WireSerdesTest.shouldRoundTrip("queries", wire.queries(), new Decoded.Present<>(values.queryRecord()));
            WireSerdesTest.shouldRoundTrip(
                    "queryEmbeddings", wire.queryEmbeddings(), new Decoded.Present<>(values.registration()));
            WireSerdesTest.shouldRoundTrip("events", wire.events(), values.event());
            WireSerdesTest.roundTrip("segments", wire.segments(), values.segment());
        }
    }

    @Test
    void shouldAskOnceForEachSchema() {
        WireSerdes wire = wire();
        WireValues values = new WireValues(2);
        byte[] bytes = write(wire.events(), values.event());
        write(wire.events(), values.event());
        for (int i = 0; i < 3; i++) {
            wire.events().deserializer().deserialize(TOPIC, bytes);
        }
        assertThat(fake.requests()).containsExactly("POST /subjects/" + SUBJECT + "/versions", "GET /schemas/ids/1");
    }

    @Test
    void shouldRegisterUnderEachTopic() {
        WireSerdes wire = wire();
        Event event = new WireValues(3).event();
        wire.events().serializer().serialize("a", event);
        wire.events().serializer().serialize("b", event);
        assertThat(fake.requests())
                .containsExactly("POST /subjects/a-value/versions", "POST /subjects/b-value/versions");
    }

    @Test
    void shouldRegisterNothingWhenThatIsSwitchedOff() {
        WireSerdes wire = wire(WireSettings.AUTO_REGISTER, "false");
        Event event = new WireValues(4).event();
        assertThatThrownBy(() -> write(wire.events(), event))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("MatchEvent")
                .hasMessageContaining(SUBJECT)
                .hasMessageContaining("switched off");
        fake.put(SUBJECT, EarshotSchemas.published(MatchEvent.getClassSchema()));
        assertThat(write(wire.events(), event)).startsWith(0, 0, 0, 0, 1);
    }

    @Test
    void shouldSayThatASchemaDoesNotFit() {
        fake.put(SUBJECT, EarshotSchemas.published(MatchEvent.getClassSchema()).replace("eventId", "otherId"));
        assertThatThrownBy(() -> write(wire().events(), new WireValues(5).event()))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("does not fit")
                .hasMessageContaining(SUBJECT);
    }

    @Test
    void shouldReadWhatANewerProgramWrote() {
        Event event = new WireValues(6).event();
        byte[] written = write(wire().events(), event);
        byte[] bytes = Arrays.copyOf(written, written.length + 1);
        bytes[4] = (byte) fake.put(SUBJECT, newer());
        assertThat(wire().events().deserializer().deserialize(TOPIC, bytes)).isEqualTo(event);
    }

    @Test
    void shouldSayThatANewerProgramsSymbolIsNotKnown() {
        byte[] written = write(wire().events(), new WireValues(6).event());
        byte[] bytes = Arrays.copyOf(written, written.length + 1);
        bytes[4] = (byte) fake.put(SUBJECT, newer());
        bytes[5] = 2 * 4;
        assertThatThrownBy(() -> wire().events().deserializer().deserialize(TOPIC, bytes))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("EventPhase UNKNOWN is not known to this version");
    }

    /** One more phase, and one more field at the end. */
    private static String newer() {
        return EarshotSchemas.published(MatchEvent.getClassSchema())
                .replace("\"CLOSE\"],", "\"CLOSE\",\"PAUSE\"],")
                .replaceFirst("]}$", ",{\"name\":\"extra\",\"type\":\"int\",\"default\":0}]}");
    }

    @Test
    void shouldCallARecordBadWhoseSchemaNobodyHas() {
        assertThatThrownBy(() -> wire().events().deserializer().deserialize(TOPIC, new byte[] {0, 0, 0, 0, 9, 1}))
                .isInstanceOf(SerializationException.class)
                .hasMessage("schema 9 is not in the registry");
        assertThatThrownBy(() -> wire().events().deserializer().deserialize(TOPIC, new byte[] {0, -1, 0, 0, 9, 1}))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("negative");
    }

    @Test
    void shouldCallARecordBadWhoseSchemaCannotBeParsed() {
        int id = fake.put("x", "{\"type\":\"nonsense\"}");
        assertThatThrownBy(() ->
                        wire().events().deserializer().deserialize(TOPIC, new byte[] {0, 0, 0, 0, (byte) id, 1}))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("cannot be parsed")
                .hasMessageNotContaining("\n");
    }

    @Test
    void shouldNotCallARecordBadWhenTheRegistryFails() {
        fake.failNextWith(403);
        assertThatThrownBy(() -> wire().queries().deserializer().deserialize(TOPIC, new byte[] {0, 0, 0, 0, 1, 1}))
                .isInstanceOf(RegistryException.class);
    }

    private WireSerdes wire(String... keyAndValue) {
        Map<String, String> settings =
                new HashMap<>(Map.of(WireSettings.REGISTRY_URL, fake.url().toString()));
        if (keyAndValue.length == 2) {
            settings.put(keyAndValue[0], keyAndValue[1]);
        }
        return WireSerdes.of(settings);
    }

    private static <T> byte[] write(Serde<T> serde, T value) {
        return serde.serializer().serialize(TOPIC, value);
    }
}
