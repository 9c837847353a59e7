package io.earshot.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class AwaitedAudioTest {
    private static final int PARTITION = 3;

    private OptionalLong end = OptionalLong.of(8);
    private final AwaitedAudio audio = new AwaitedAudio(partition -> end);

    @Test
    void shouldAwaitAudioWhereAllWasTaken() {
        assertThat(audio.isAwaited(PARTITION, 0)).as("nothing was taken yet").isTrue();
        audio.take(PARTITION, 6, 1_000);
        assertThat(audio.isAwaited(PARTITION, 1_000)).isFalse();
        audio.take(PARTITION, 7, 2_000);
        assertThat(audio.isAwaited(PARTITION, 2_000)).isTrue();
    }

    @Test
    void shouldAwaitNothingWhileTheBrokerDoesNotAnswer() {
        audio.take(PARTITION, 7, 0);
        end = OptionalLong.empty();
        assertThat(audio.isAwaited(PARTITION, 1_000)).isFalse();
        assertThat(audio.isAwaited(PARTITION, 100_000)).isFalse();
    }

    @Test
    void shouldPassOverMarkersAtTheEnd() {
        audio.take(PARTITION, 6, 0);
        assertThat(audio.isAwaited(PARTITION, 0)).isFalse();
        assertThat(audio.isAwaited(PARTITION, AwaitedAudio.MARKERS_MILLIS - 1)).isFalse();
        assertThat(audio.isAwaited(PARTITION, AwaitedAudio.MARKERS_MILLIS)).isTrue();
    }

    /** After a silent network, a fetch waits for its answer for half a minute, while another client is answered at once. */
    @Test
    void shouldAwaitNothingWhileMoreAndMoreRecordsWait() {
        audio.take(PARTITION, 6, 0);
        for (long millis = 0; millis < 30_000; millis += 1_000) {
            end = OptionalLong.of(8 + millis / 1_000);
            assertThat(audio.isAwaited(PARTITION, millis)).isFalse();
        }
    }
}
