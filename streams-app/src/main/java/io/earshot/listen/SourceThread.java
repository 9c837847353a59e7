package io.earshot.listen;

import io.earshot.audio.InvalidAudioException;
import io.earshot.source.AudioSource;
import io.earshot.source.SourceStatus;
import io.earshot.stream.LiveStream;
import io.earshot.stream.StreamOpener;
import io.earshot.stream.StreamRefusedException;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens a source and reads it, again and again, on a thread of its own, until it is closed or a recording has ended. */
final class SourceThread implements SourceListening {
    private static final Logger LOG = LoggerFactory.getLogger(SourceThread.class);
    private static final int READ_MILLIS = 40;
    private static final long CLOSE_MILLIS = 2_000;
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final AudioSource source;
    private final StreamOpener opener;
    private final ListeningSession session;
    private final Runnable onClosed;
    private final ReentrantLock lock = new ReentrantLock();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private volatile LiveStream stream;
    private FolderReader folder;
    private String waiting = "waits for the first recording";

    SourceThread(AudioSource source, StreamOpener opener, ListeningSession session, Runnable onClosed) {
        this.source = source;
        this.opener = opener;
        this.session = session;
        this.onClosed = onClosed;
        this.thread = new Thread(this::run, "listen-" + source.id());
        thread.setDaemon(true);
    }

    SourceThread started() {
        if (!source.paused()) {
            thread.start();
        }
        return this;
    }

    @Override
    public SourceStatus status() {
        return session.status();
    }

    /** A few times a second. A session that waits for its sink is not watched meanwhile. */
    void tick() {
        if (closed.getCount() == 0 || !lock.tryLock()) {
            return;
        }
        try {
            if (session.tick()) {
                closeStream();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (KafkaException e) {
            // The reader meets it too, and says so.
            LOG.debug("{}: {}", source.id(), e.getMessage());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close(Ending ending) {
        if (closed.getCount() == 0) {
            return;
        }
        closed.countDown();
        onClosed.run();
        closeStream();
        thread.interrupt();
        try {
            thread.join(CLOSE_MILLIS);
            lock.lockInterruptibly();
            try {
                session.close(ending);
            } finally {
                lock.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (KafkaException e) {
            LOG.warn("{}: the end could not be published: {}", source.id(), e.getMessage());
        }
    }

    private void run() {
        try {
            Optional<Duration> pause = Optional.of(Duration.ZERO);
            while (pause.isPresent() && !closed.await(pause.get().toMillis(), TimeUnit.MILLISECONDS)) {
                pause = attempt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("{}: listening failed", source.id(), e);
            failed(e);
        }
    }

    /** One connection, from its beginning to its end; the pause before the next, unless there is none. */
    private Optional<Duration> attempt() throws InterruptedException {
        try {
            if (folder == null) {
                folder = FolderReader.of(source, opener, session.lastEpochId()).orElse(null);
            }
            return folder == null ? connection() : recording();
        } catch (StreamRefusedException e) {
            return locked(() -> session.refused(e));
        } catch (IOException | InvalidAudioException e) {
            return lost(e.getMessage() == null ? e.toString() : e.getMessage());
        } catch (KafkaException e) {
            return lost("cannot be published: " + e.getMessage());
        } finally {
            stream = null;
        }
    }

    private Optional<Duration> connection() throws IOException, InterruptedException {
        try (LiveStream opened = opener.open(source)) {
            stream = opened;
            locked(() -> session.connected(opened));
            read(opened);
            if (opened.isFinite() && closed.getCount() > 0) {
                locked(session::ended);
                return Optional.empty();
            }
            return lost("the other side ended the stream");
        }
    }

    /** A recording of a folder, if one has come. */
    private Optional<Duration> recording() throws IOException, InterruptedException {
        Optional<FolderReader.Done> done = folder.next(recording -> {
            stream = recording.stream();
            locked(() -> session.recording(recording.stream(), recording.startMicros(), recording.epochId()));
            read(recording.stream());
        });
        if (closed.getCount() == 0) {
            return Optional.empty();
        }
        if (done.isEmpty()) {
            locked(() -> session.waits(waiting));
            return Optional.of(LOOK_AGAIN);
        }
        LOG.info("{}: {}", source.id(), done.get().note());
        waiting = done.get().note() + "; waits for the next recording";
        locked(() -> session.recorded(waiting, done.get().doneId()));
        return Optional.of(Duration.ZERO);
    }

    private Optional<Duration> lost(String reason) throws InterruptedException {
        return closed.getCount() == 0 ? Optional.empty() : Optional.of(locked(() -> session.lost(reason)));
    }

    private void read(LiveStream opened) throws IOException, InterruptedException {
        int frames = opened.format().sampleRateHz() * READ_MILLIS / 1000;
        byte[] buffer = new byte[frames * opened.format().frameBytes()];
        while (closed.getCount() > 0) {
            OptionalLong stated = opened.statedMicros();
            int bytes = opened.read(buffer);
            if (bytes == -1) {
                return;
            }
            byte[] pcm = Arrays.copyOf(buffer, bytes);
            Duration lead = locked(() -> {
                session.audio(pcm, stated, opened);
                return session.lead();
            });
            if (!lead.isZero() && closed.await(lead.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        }
    }

    /** A fault of this program: the source says so instead of falling silent. */
    private void failed(RuntimeException e) {
        try {
            locked(() -> session.refused(
                    new StreamRefusedException("listening failed: " + e, StreamRefusedException.Retry.NEVER)));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException again) {
            LOG.error("{}: its state cannot be reported", source.id(), again);
        }
    }

    private void closeStream() {
        LiveStream open = stream;
        if (open == null) {
            return;
        }
        try {
            open.close();
        } catch (IOException e) {
            LOG.debug("{}: {}", source.id(), e.getMessage());
        }
    }

    private interface Work {
        void run() throws InterruptedException;
    }

    private interface Question<T> {
        T ask() throws InterruptedException;
    }

    private void locked(Work work) throws InterruptedException {
        locked(() -> {
            work.run();
            return true;
        });
    }

    private <T> T locked(Question<T> question) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            return question.ask();
        } finally {
            lock.unlock();
        }
    }
}
