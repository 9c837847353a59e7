package io.earshot.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.schema.AudioChunk;
import io.earshot.schema.AudioSource;
import io.earshot.schema.Calibration;
import io.earshot.schema.Coverage;
import io.earshot.schema.MatchEvent;
import io.earshot.schema.NearMiss;
import io.earshot.schema.QueryEmbedding;
import io.earshot.schema.Receiver;
import io.earshot.schema.SegmentEmbedding;
import io.earshot.schema.SourceStatus;
import io.earshot.schema.StandingQuery;
import io.earshot.schema.Verdict;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A class that is missing here shows only when a record holds it. */
class RecordModelTest {
    static Stream<Schema> topics() {
        return Stream.of(
                AudioChunk.getClassSchema(),
                AudioSource.getClassSchema(),
                Calibration.getClassSchema(),
                Coverage.getClassSchema(),
                MatchEvent.getClassSchema(),
                NearMiss.getClassSchema(),
                QueryEmbedding.getClassSchema(),
                Receiver.getClassSchema(),
                SegmentEmbedding.getClassSchema(),
                SourceStatus.getClassSchema(),
                StandingQuery.getClassSchema(),
                Verdict.getClassSchema());
    }

    @ParameterizedTest
    @MethodSource("topics")
    void shouldHaveAClassForEachNamedType(Schema schema) {
        Map<String, Schema> named = new TreeMap<>();
        collect(schema, named);
        assertThat(named.values())
                .allSatisfy(
                        type -> assertThat(RecordModel.INSTANCE.getClass(type).getName())
                                .isEqualTo(type.getFullName()));
    }

    private static void collect(Schema schema, Map<String, Schema> named) {
        switch (schema.getType()) {
            case RECORD -> {
                if (named.put(schema.getFullName(), schema) == null) {
                    schema.getFields().forEach(field -> collect(field.schema(), named));
                }
            }
            case ENUM -> named.put(schema.getFullName(), schema);
            case UNION -> schema.getTypes().forEach(type -> collect(type, named));
            case ARRAY -> collect(schema.getElementType(), named);
            case MAP -> collect(schema.getValueType(), named);
            default -> {
                // It has no name.
            }
        }
    }
}
