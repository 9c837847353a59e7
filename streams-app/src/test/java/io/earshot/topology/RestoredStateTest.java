package io.earshot.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.wire.WireSerdes;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An upgrade in the middle of an event: from the state that another build left, the story goes on as if nothing was. */
class RestoredStateTest {
    @ParameterizedTest
    @ValueSource(strings = {"before-avro", "0.1.0"})
    void shouldGoOnWithTheStateOfAnotherBuild(String name) {
        List<String> recording = StateRecording.read(name);

        assertThat(read(StateRecording.replay(recording))).isEqualTo(read(StateRecording.emittedThen(recording)));
    }

    /** Events and near misses as a reader sees them, because a later build may write more fields; all else as bytes. */
    private static List<Object> read(List<String> lines) {
        WireSerdes wire = WireSerdes.of(Map.of());
        return lines.stream()
                .map(line -> {
                    String[] parts = line.split(" ", -1);
                    byte[] value = Base64.getDecoder().decode(parts[2]);
                    return switch (parts[1]) {
                        case "events" -> wire.events().deserializer().deserialize(parts[1], value);
                        case "near-misses" -> wire.nearMisses().deserializer().deserialize(parts[1], value);
                        default -> line;
                    };
                })
                .toList();
    }
}
