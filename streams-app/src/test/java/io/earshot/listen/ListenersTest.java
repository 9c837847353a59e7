package io.earshot.listen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.earshot.audio.AudioChunk;
import io.earshot.audio.ChunkKind;
import io.earshot.audio.PcmFormat;
import io.earshot.source.AudioSource;
import io.earshot.source.SourceState;
import io.earshot.source.SourceStatus;
import io.earshot.stream.LiveStream;
import io.earshot.stream.StreamOpener;
import io.earshot.stream.StreamRefusedException;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** With real threads, and streams whose behaviour the address names. */
@Timeout(60)
class ListenersTest {
    private static final ListenSettings QUICK = new ListenSettings(
            100,
            -60,
            Duration.ofSeconds(10),
            Duration.ofSeconds(1),
            Duration.ofMillis(50),
            Duration.ofMillis(200),
            Duration.ofMillis(300),
            Duration.ofSeconds(1));

    private final Queue<AudioChunk> chunks = new ConcurrentLinkedQueue<>();
    private final Map<String, SourceStatus> states = new ConcurrentHashMap<>();
    private final Opener opener = new Opener();
    private final Listeners listeners =
            new Listeners(opener, chunks::add, status -> states.put(status.sourceId(), status), QUICK, "here");

    @AfterEach
    void close() {
        listeners.close();
    }

    @Test
    void shouldListenUntilItIsRemoved() {
        SourceListening listening = listeners.listen(AudioSource.of("radio", "live"), -1);
        await().until(() -> state("radio") == SourceState.HEALTHY && chunks.size() > 5);
        listening.close(SourceListening.Ending.REMOVED);
        int published = chunks.size();
        assertThat(chunks.stream().reduce((a, b) -> b).orElseThrow().kind()).isEqualTo(ChunkKind.END);
        assertThat(opener.open.get()).isZero();
        assertThat(chunks).hasSize(published);
        assertThat(states.get("radio").listener()).isEqualTo("here");
    }

    @Test
    void shouldConnectAgainAfterABreak() {
        listeners.listen(AudioSource.of("radio", "breaks"), -1);
        await().until(() -> opener.opened.get() >= 3);
        assertThat(chunks.stream().map(AudioChunk::epochId).distinct().count()).isGreaterThanOrEqualTo(2);
    }

    @Test
    void shouldStopWithinTwoSecondsOnASilentServer() {
        SourceListening listening = listeners.listen(AudioSource.of("radio", "silent"), -1);
        await().until(() -> opener.open.get() == 1);
        long start = System.nanoTime();
        listening.close();
        assertThat(System.nanoTime() - start).isLessThan(Duration.ofSeconds(2).toNanos());
        assertThat(opener.open.get()).isZero();
    }

    @Test
    void shouldCloseADeadConnectionAndConnectAgain() {
        listeners.listen(AudioSource.of("radio", "silent"), -1);
        await().until(() -> state("radio") == SourceState.STALLED);
        await().until(() -> opener.opened.get() >= 2);
    }

    @Test
    void shouldNotAskAgainWhatCannotWork() {
        listeners.listen(AudioSource.of("radio", "never"), -1);
        await().until(() -> state("radio") == SourceState.REFUSED);
        await().during(Duration.ofMillis(500)).until(() -> opener.opened.get() == 1);
        assertThat(states.get("radio").reason()).isEqualTo("no such protocol");
    }

    @Test
    void shouldSayWhenListeningItselfFails() {
        listeners.listen(AudioSource.of("radio", "bug"), -1);
        await().until(() -> state("radio") == SourceState.REFUSED);
        assertThat(states.get("radio").reason()).contains("listening failed", "bug");
    }

    @Test
    void shouldEndARecordingAtItsEnd() {
        listeners.listen(AudioSource.of("tape", "file"), -1);
        await().until(() -> state("tape") == SourceState.ENDED);
        assertThat(chunks.stream().mapToInt(AudioChunk::samples).sum()).isEqualTo(8_000);
        assertThat(opener.opened.get()).isEqualTo(1);
    }

    @Test
    void shouldKeepOtherSourcesWhenOneIsStuck() {
        listeners.listen(AudioSource.of("stuck", "silent"), -1);
        listeners.listen(AudioSource.of("radio", "live"), -1);
        await().until(() -> state("radio") == SourceState.HEALTHY);
    }

    @Test
    void shouldNotOpenAPausedSource() {
        listeners.listen(AudioSource.of("radio", "live").withPaused(true), -1);
        assertThat(state("radio")).isEqualTo(SourceState.PAUSED);
        assertThat(opener.opened.get()).isZero();
    }

    private SourceState state(String id) {
        return states.get(id).state();
    }

    private static final class Opener implements StreamOpener {
        private final AtomicInteger opened = new AtomicInteger();
        private final AtomicInteger open = new AtomicInteger();

        @Override
        public LiveStream open(AudioSource source) throws IOException {
            opened.incrementAndGet();
            switch (source.address()) {
                case "never" ->
                    throw new StreamRefusedException("no such protocol", StreamRefusedException.Retry.NEVER);
                case "bug" -> throw new IllegalStateException("bug");
                default -> open.incrementAndGet();
            }
            return new Paced(source.address(), open);
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }

    /** A second of a programme, as the address says. */
    private static final class Paced implements LiveStream {
        private final Station station = new Station(8_000);
        private final CountDownLatch closed = new CountDownLatch(1);
        private final String way;
        private final AtomicInteger open;
        private long next;

        Paced(String way, AtomicInteger open) {
            this.way = way;
            this.open = open;
        }

        @Override
        public PcmFormat format() {
            return station.format();
        }

        @Override
        public int read(byte[] buffer) throws IOException {
            try {
                long millis = way.equals("silent") ? 60_000 : way.equals("file") ? 0 : buffer.length / 16;
                if (closed.await(millis, java.util.concurrent.TimeUnit.MILLISECONDS)) {
                    throw new IOException("closed");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
            if (next >= 8_000 && !way.equals("live")) {
                return -1;
            }
            byte[] pcm = station.pcm(next, buffer.length / 2);
            System.arraycopy(pcm, 0, buffer, 0, pcm.length);
            next += pcm.length / 2;
            return pcm.length;
        }

        @Override
        public Duration patience() {
            return Duration.ofMillis(500);
        }

        @Override
        public boolean isFinite() {
            return way.equals("file");
        }

        @Override
        public void close() {
            if (closed.getCount() > 0) {
                closed.countDown();
                open.decrementAndGet();
            }
        }
    }
}
