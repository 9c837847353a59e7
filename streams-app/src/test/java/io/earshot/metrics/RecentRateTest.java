package io.earshot.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RecentRateTest {
    private final AtomicLong nanos = new AtomicLong(-5_000_000_000L);
    private final RecentRate rate = new RecentRate(nanos::get);

    @Test
    void shouldBeOfTheTimeSinceTheStartDuringTheFirstMinute() {
        assertThat(rate.perSecond()).isZero();
        add(10, 3);
        assertThat(rate.perSecond()).isCloseTo(3, within(1e-9));
    }

    @Test
    void shouldBeOfTheLastMinuteAfterwards() {
        add(300, 1);
        add(60, 5);
        assertThat(rate.perSecond()).isCloseTo(5, within(1e-9));
        add(30, 1);
        assertThat(rate.perSecond()).isBetween(2.9, 3.1);
    }

    @Test
    void shouldForgetEverythingAfterAMinuteOfNothing() {
        add(100, 4);
        pass(30);
        assertThat(rate.perSecond()).isBetween(1.9, 2.1);
        pass(31);
        assertThat(rate.perSecond()).isZero();
    }

    @Test
    void shouldNotJumpWithinASecond() {
        add(120, 2);
        double before = rate.perSecond();
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(990));
        assertThat(rate.perSecond()).isCloseTo(before, within(.05));
    }

    private void add(int seconds, double each) {
        for (int second = 0; second < seconds; second++) {
            rate.add(each);
            pass(1);
        }
    }

    private void pass(int seconds) {
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
    }
}
