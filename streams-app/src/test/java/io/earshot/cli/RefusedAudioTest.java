package io.earshot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RefusedAudioTest {
    private final AtomicLong chunks = new AtomicLong();
    private final RefusedAudio refused = new RefusedAudio(chunks::get);

    @Test
    void shouldSaySoAtOnceAndThenNowAndThen() {
        assertThat(refused.line(seconds(0))).isEmpty();
        chunks.set(1);
        assertThat(refused.line(seconds(1)).orElseThrow()).startsWith("could not listen to 1 chunk of audio so far");
        chunks.set(20);
        assertThat(refused.line(seconds(2))).isEmpty();
        assertThat(refused.line(seconds(12)).orElseThrow()).startsWith("could not listen to 20 chunks of audio");
        assertThat(refused.line(seconds(40))).isEmpty();
    }

    private static long seconds(long seconds) {
        return TimeUnit.SECONDS.toNanos(seconds);
    }
}
