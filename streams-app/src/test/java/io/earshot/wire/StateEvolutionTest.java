package io.earshot.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.calibration.HeardSource;
import io.earshot.coverage.CoverageState;
import io.earshot.decide.NearMissLedger;
import io.earshot.decide.TrackedSound;
import io.earshot.segment.CarryOverBlock;
import io.earshot.segment.SegmenterState;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.util.RandomData;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An upgrade reads the state of every release, and every release, rolled back to, reads the state of this build. */
class StateEvolutionTest {
    private static final String LATER = "{\"name\": \"later\", \"type\": [\"null\", \"string\"], \"default\": null}";

    /** A kind of state, with a value of it. */
    private record State<T>(Class<T> type, T value) {
        Schema current() {
            return StateSchemas.current().of(type);
        }

        /** As a build with a schema has it, which may lack the newest fields. */
        Object toAvro(Schema schema) {
            Schema known = schema.isUnion() ? StateSchemas.named(value.getClass(), schema) : schema;
            GenericRecord now = (GenericRecord) StateRecords.toAvro(value, current());
            boolean isOlder =
                    known.getFields().size() < now.getSchema().getFields().size();
            return isOlder ? as(known, now) : StateRecords.toAvro(value, schema);
        }

        /** As this build reads what one with an older schema wrote: new fields have their defaults. */
        Object through(Schema older) {
            GenericRecord then = (GenericRecord) toAvro(older);
            GenericRecord now = (GenericRecord) toAvro(current());
            return as(now.getSchema(), then);
        }

        private static GenericRecord as(Schema schema, GenericRecord found) {
            GenericRecord record = new GenericData.Record(schema);
            for (Schema.Field field : schema.getFields()) {
                record.put(
                        field.pos(),
                        found.hasField(field.name())
                                ? found.get(field.name())
                                : GenericData.get().getDefaultValue(field));
            }
            return record;
        }

        Serde<T> build(Schema current, Schema... released) {
            return StateSerdes.serde(type, current, List.of(released));
        }
    }

    @ParameterizedTest
    @MethodSource("statesOfReleases")
    void shouldReadWhatEveryReleaseWrote(String release, State<?> state) {
        Schema released = StateSchemas.released(release).of(state.type());
        assertThat(read(state, released, state.current(), released)).isEqualTo(state.through(released));
    }

    @ParameterizedTest
    @MethodSource("statesOfReleases")
    void shouldBeReadByEveryRelease(String release, State<?> state) {
        Schema released = StateSchemas.released(release).of(state.type());
        assertThat(read(state, state.current(), released)).isEqualTo(state.toAvro(released));
    }

    @ParameterizedTest
    @MethodSource("states")
    void shouldIgnoreAFieldOfALaterRelease(State<?> state) {
        Schema later = edited(state, state.value().getClass().getSimpleName(), false);
        assertThat(read(state, later, state.current())).isEqualTo(state.toAvro(state.current()));
        roundTrip(state, later, state.current());
    }

    @ParameterizedTest
    @MethodSource("states")
    void shouldGiveANewFieldItsDefault(State<?> state) {
        Schema later = edited(state, state.value().getClass().getSimpleName(), false);
        assertThat(read(state, state.current(), later, state.current())).isEqualTo(state.toAvro(later));
        roundTrip(state, state.current(), later);
    }

    @ParameterizedTest
    @ValueSource(strings = {"DecisionRules", "StandingQuery", "OperatingPoint", "Subject", "Peak"})
    void shouldLetARecordWithinAValueGrow(String name) {
        Schema known = StateSchemas.current().named(name);
        Schema later = edited(known, name, false);
        GenericRecord newer = new GenericData.Record(later);
        GenericRecord older = new GenericData.Record(known);
        for (Schema.Field field : known.getFields()) {
            Object value = new RandomData(field.schema(), 1, 7L).iterator().next();
            newer.put(field.name(), value);
            older.put(field.name(), value);
        }
        newer.put("later", "unheard of");
        assertThat(StatePart.read(StatePart.write(newer), known)).isEqualTo(older);
        newer.put("later", null);
        assertThat(StatePart.read(StatePart.write(older), later)).isEqualTo(newer);
    }

    @Test
    void shouldHoldInBytesWhateverMayGrow() {
        String schemas = StateSchemas.current().of(TrackedSound.class).toString();
        assertThat(schemas)
                .contains("\"holds\":\"Subject\"", "\"holds\":\"Peak\"")
                .doesNotContain("DecisionRules\",\"namespace", "StandingQuery\",\"namespace");
    }

    @Test
    void shouldCatchAFieldThatIsNotBehindAllOthers() {
        State<?> open = sounds(1).get(1);
        for (Schema broken : List.of(edited(open, "OpenSound", true), edited(open, "SoundEdges", false))) {
            Object found;
            try {
                found = read(open, broken, open.current());
            } catch (SerializationException e) {
                found = e;
            }
            assertThat(found).isNotEqualTo(open.toAvro(open.current()));
        }
    }

    @Test
    void shouldKnowEveryReleaseThereIs() throws IOException, URISyntaxException {
        Path folder = Path.of(StateSchemas.class.getResource("state/released").toURI());
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(StateSchemas.RELEASES.stream()
                            .map(release -> release + ".avsc")
                            .toList());
        }
    }

    static Stream<Arguments> statesOfReleases() {
        return StateSchemas.RELEASES.stream()
                .flatMap(release -> states().filter(state -> StateSchemas.released(release)
                                .find(state.type())
                                .isPresent())
                        .map(state -> Arguments.of(release, state)));
    }

    static Stream<State<?>> states() {
        return Stream.of(1, 2, 3, 4).flatMap(seed -> {
            List<State<?>> states = new ArrayList<>(sounds(seed));
            WireValues values = new WireValues(seed);
            NearMissLedger ledger = new NearMissLedger(seed, List.of(values.nearMiss(), values.nearMiss()));
            states.add(new State<>(NearMissLedger.class, ledger));
            states.add(new State<>(SegmenterState.class, StateSerdesTest.STATE));
            states.add(new State<>(CoverageState.class, StateSerdesTest.COVERAGE));
            states.add(new State<>(HeardSource.class, new HeardSource(1.5, 1, 17)));
            CarryOverBlock block = new CarryOverBlock(7, 320, new byte[] {1, 2});
            states.add(new State<>(CarryOverBlock.class, block));
            return states.stream();
        });
    }

    private static List<State<?>> sounds(int seed) {
        WireValues values = new WireValues(seed);
        List<State<?>> states = new ArrayList<>();
        for (TrackedSound sound : List.of(
                StateSerdesTest.candidate(values),
                StateSerdesTest.open(values),
                StateSerdesTest.REST,
                StateSerdesTest.absence(values, seed % 2 == 0))) {
            states.add(new State<>(TrackedSound.class, sound));
        }
        return states;
    }

    /** What a build with one schema wrote, as a build with another reads it that knows some of the first's releases. */
    private static Object read(State<?> state, Schema writer, Schema reader, Schema... released) {
        byte[] bytes = new StateFormat(writer, List.of()).write(state.toAvro(writer));
        return new StateFormat(reader, List.of(released)).read(bytes);
    }

    /** The same as values of the program; of a block, whose payload is an array, this is what Avro said already. */
    private static <T> void roundTrip(State<T> state, Schema writer, Schema reader) {
        byte[] bytes = state.build(writer).serializer().serialize("t", state.value());
        T found = state.build(reader, writer).deserializer().deserialize("t", bytes);
        if (state.type() != CarryOverBlock.class) {
            assertThat(found).isEqualTo(state.value());
        }
    }

    /** The schema of a later build that has a new field in one of the records: its last, or its first. */
    private static Schema edited(State<?> state, String name, boolean first) {
        return edited(state.current(), name, first);
    }

    private static Schema edited(Schema schema, String name, boolean first) {
        String json = schema.toString();
        int fields = json.indexOf("\"fields\":[", json.indexOf("\"name\":\"" + name + "\"")) + "\"fields\":[".length();
        int at = first ? fields : endOf(json, fields);
        String edited = json.substring(0, at) + (first ? LATER + "," : "," + LATER) + json.substring(at);
        return new Schema.Parser().parse(edited);
    }

    /** The bracket that closes the one before a place. */
    private static int endOf(String json, int from) {
        int depth = 1;
        int at = from;
        while (depth > 0) {
            char each = json.charAt(at++);
            depth += each == '[' ? 1 : each == ']' ? -1 : 0;
        }
        return at - 1;
    }
}
