package io.earshot.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AllowanceTest {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final Allowance allowance =
            new Allowance(3, Duration.ofMinutes(10), Duration.ofSeconds(1), Duration.ofSeconds(3), nanos::get);

    @Test
    void shouldAllowSoManyWithinATimeAndMoreLater() {
        assertThat(allowance.take()).isTrue();
        assertThat(allowance.take()).isTrue();
        assertThat(allowance.take()).isTrue();
        assertThat(allowance.take()).isFalse();
        nanos.addAndGet(Duration.ofMinutes(11).toNanos());
        assertThat(allowance.lately()).isZero();
        assertThat(allowance.take()).isTrue();
    }

    @Test
    void shouldPauseLongerEachTimeButNotForEver() {
        allowance.take();
        assertThat(allowance.pause()).isEqualTo(Duration.ofSeconds(1));
        allowance.take();
        assertThat(allowance.pause()).isEqualTo(Duration.ofSeconds(2));
        allowance.take();
        assertThat(allowance.pause()).isEqualTo(Duration.ofSeconds(3));
    }
}
