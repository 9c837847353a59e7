package io.earshot.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.audio.GapReason;
import io.earshot.query.SourceFilter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class LiveFeedTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final AtomicLong nanos = new AtomicLong();
    private final LiveFeed feed = new LiveFeed(nanos::get);

    @Test
    void shouldTellEachWatcherOfItsSourcesOnly() throws Exception {
        LiveWatcher all = watch(10);
        LiveWatcher streets =
                feed.watch(SourceFilter.of(List.of("street-*")), 10).orElseThrow();
        feed.arrived(gap("yard"));
        feed.arrived(gap("street-1"));
        assertThat(all.take(PATIENCE)).containsExactly(gap("yard"), gap("street-1"));
        assertThat(streets.take(PATIENCE)).containsExactly(gap("street-1"));
        all.close();
        assertThat(feed.isWatched("yard")).isFalse();
        assertThat(feed.isWatched("street-1")).isTrue();
    }

    @Test
    void shouldDropTheWatcherThatIsTooSlowAndNoOther() throws Exception {
        LiveWatcher slow = watch(2);
        LiveWatcher quick = watch(3);
        for (int i = 0; i < 3; i++) {
            feed.arrived(gap("yard"));
        }
        assertThat(slow.isOpen()).isFalse();
        assertThat(slow.take(PATIENCE)).isEmpty();
        assertThat(quick.take(PATIENCE)).hasSize(3);
        assertThat(quick.isOpen()).isTrue();
    }

    @Test
    void shouldTellTheReaderWhenSomebodyWatches() throws Exception {
        assertThat(feed.isWatched()).isFalse();
        CompletableFuture<Boolean> awaited = CompletableFuture.supplyAsync(this::await);
        LiveWatcher watcher = watch(1);
        assertThat(awaited.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(feed.isWatched()).isTrue();
        watcher.close();
        assertThat(feed.isWatched()).isFalse();
        CompletableFuture<Boolean> ended = CompletableFuture.supplyAsync(this::await);
        feed.close();
        assertThat(ended.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isFalse();
    }

    @Test
    void shouldTellANewWatcherOfTheLastMinuteFirst() throws Exception {
        LiveWatcher first = watch(10);
        feed.arrived(gap("old"));
        nanos.addAndGet(Duration.ofSeconds(30).toNanos());
        feed.arrived(gap("yard"));
        nanos.addAndGet(Duration.ofSeconds(31).toNanos());
        LiveWatcher second = watch(10);
        feed.arrived(gap("street"));
        assertThat(second.take(PATIENCE)).containsExactly(gap("yard"), gap("street"));
        first.close();
        second.close();
        CompletableFuture<Boolean> awaited = CompletableFuture.supplyAsync(this::await);
        Awaitility.await().atMost(PATIENCE).until(() -> {
            LiveWatcher late = watch(10);
            boolean isTold = !late.take(Duration.ZERO).isEmpty();
            late.close();
            return !isTold;
        });
        watch(1);
        assertThat(awaited.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void shouldEndAllAtItsEnd() throws Exception {
        LiveWatcher watcher = watch(1);
        feed.close();
        assertThat(watcher.isOpen()).isFalse();
        assertThat(watcher.take(PATIENCE)).isEmpty();
        assertThat(feed.watch(SourceFilter.ALL, 1)).isEmpty();
    }

    private boolean await() {
        try {
            return feed.awaitWatchers();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private LiveWatcher watch(int most) {
        return feed.watch(SourceFilter.ALL, most).orElseThrow();
    }

    private static Gap gap(String source) {
        return new Gap(source, 1, 2, GapReason.UNKNOWN);
    }
}
