package io.earshot.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicLong waiting = new AtomicLong();
    private final List<Metric> metrics = new ArrayList<>();
    private final Progress progress = new Progress(() -> OptionalLong.of(waiting.get()), () -> metrics, nanos::get);

    @Test
    void shouldSayNothingWhereAllIsWell() {
        asked("app-StreamThread-1-consumer", 0);
        asked("app-StreamThread-1-restore-consumer", 4_000);
        asked("app-StreamThread-2-consumer", -1);
        waiting.set(40);
        assertThat(progress.sentence()).isEmpty();
        assertThat(progress.isSlow()).isFalse();
        assertThat(progress.isHung()).isFalse();
    }

    /** One of two threads is enough: its sources are not heard. */
    @Test
    void shouldTellOfAThreadThatHangsAndGiveItUpOnlyAfterAnyHonestStall() {
        asked("app-StreamThread-1-consumer", 0);
        asked("app-StreamThread-2-consumer", 61);
        assertThat(progress.isSlow()).as("a commit that waits for a broker").isFalse();
        metrics.clear();
        pass(2);
        asked("app-StreamThread-1-consumer", 0);
        asked("app-StreamThread-2-consumer", 125);
        assertThat(progress.sentence()).hasValue("a thread that tags has not finished what it is doing for 2 min 5 s");
        assertThat(progress.isSlow()).isTrue();
        assertThat(progress.isHung()).isFalse();
        metrics.clear();
        pass(2);
        asked("app-StreamThread-2-consumer", 301);
        assertThat(progress.isHung()).isTrue();
    }

    @Test
    void shouldSayHowLongCatchingUpTakes() {
        waiting.set(13_540);
        assertThat(progress.sentence()).hasValue("13,540 records wait");
        pass(20);
        waiting.set(12_340);
        assertThat(progress.sentence()).hasValue("catching up: 12,340 records wait, at this rate 3 min 26 s");
    }

    @Test
    void shouldSayThatItFallsBehind() {
        waiting.set(600);
        assertThat(progress.sentence()).isPresent();
        pass(30);
        waiting.set(900);
        assertThat(progress.sentence()).hasValue("falling behind: 900 records wait, and not fewer than 30 s ago");
    }

    private void pass(int seconds) {
        nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }

    private void asked(String client, double secondsAgo) {
        MetricName name = new MetricName("last-poll-seconds-ago", "consumer-metrics", "", Map.of("client-id", client));
        metrics.add(new Metric() {
            @Override
            public MetricName metricName() {
                return name;
            }

            @Override
            public Object metricValue() {
                return secondsAgo;
            }
        });
    }
}
