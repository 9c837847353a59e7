package io.earshot.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.audio.ChunkKind;
import io.earshot.audio.SampleEncoding;
import io.earshot.decide.EndReason;
import io.earshot.decide.EventPhase;
import io.earshot.schema.EarshotSchemas;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RecordModelTest {
    @Test
    void shouldKnowTheClassOfEveryNamedSchema() {
        EarshotSchemas.current().forEach(RecordModelTest::shouldKnow);
    }

    @Test
    void shouldKnowNoOtherClass() {
        Schema other = new Schema.Parser()
                .parse("{\"type\":\"record\",\"namespace\":\"java.lang\",\"name\":\"ProcessBuilder\",\"fields\":[]}");
        assertThat(RecordModel.INSTANCE.getClass(other)).isNull();
    }

    @ParameterizedTest
    @MethodSource("enumPairs")
    void shouldHaveTheProgramsSymbolsOnTheWire(Class<? extends Enum<?>> program, Class<? extends Enum<?>> wire) {
        assertThat(names(wire)).containsAll(names(program));
        List<String> onlyOnTheWire = new ArrayList<>(names(wire));
        onlyOnTheWire.removeAll(names(program));
        assertThat(onlyOnTheWire).isSubsetOf("UNKNOWN");
    }

    @Test
    void shouldServeSeveralThreads() throws Exception {
        WireSerdes wire = WireSerdes.of(Map.of());
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Boolean>> tasks = new ArrayList<>();
            for (int seed = 0; seed < 200; seed++) {
                WireValues values = new WireValues(seed);
                tasks.add(() -> {
                    WireSerdesTest.shouldRoundTrip("events", wire.events(), values.event());
                    WireSerdesTest.shouldRoundTrip("chunks", wire.audioChunks(), values.chunk());
                    return true;
                });
            }
            for (Future<Boolean> done : threads.invokeAll(tasks)) {
                assertThat(done.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    static Stream<Arguments> enumPairs() {
        return Stream.of(
                Arguments.of(ChunkKind.class, io.earshot.schema.ChunkKind.class),
                Arguments.of(SampleEncoding.class, io.earshot.schema.SampleEncoding.class),
                Arguments.of(EventPhase.class, io.earshot.schema.EventPhase.class),
                Arguments.of(EndReason.class, io.earshot.schema.EndReason.class));
    }

    private static List<String> names(Class<? extends Enum<?>> type) {
        return Arrays.stream(type.getEnumConstants()).map(Enum::name).toList();
    }

    private static void shouldKnow(Schema schema) {
        switch (schema.getType()) {
            case RECORD -> {
                assertThat(RecordModel.INSTANCE.getClass(schema))
                        .as(schema.getFullName())
                        .isNotNull();
                schema.getFields().forEach(field -> shouldKnow(field.schema()));
            }
            case ENUM ->
                assertThat(RecordModel.INSTANCE.getClass(schema))
                        .as(schema.getFullName())
                        .isNotNull();
            case ARRAY -> shouldKnow(schema.getElementType());
            case UNION -> schema.getTypes().forEach(RecordModelTest::shouldKnow);
            default -> {}
        }
    }
}
