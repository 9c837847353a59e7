package io.earshot.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An upgrade in the middle of an event: from the state that another build left, the story goes on as if nothing was. */
class RestoredStateTest {
    @ParameterizedTest
    @ValueSource(strings = {"before-avro", "0.1.0"})
    void shouldGoOnWithTheStateOfAnotherBuild(String name) {
        List<String> recording = StateRecording.read(name);

        assertThat(StateRecording.replay(recording)).isEqualTo(StateRecording.emittedThen(recording));
    }
}
