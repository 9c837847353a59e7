package io.earshot.cluster;

import io.earshot.wire.RegistryException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a thread that reads topics reading until it is told to end: a failure makes it begin again after a pause, and a record
 * that cannot be used is passed over and counted. For one thread, except {@link #end()}.
 */
public final class ReaderLife {
    private static final Logger LOG = LoggerFactory.getLogger(ReaderLife.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final String reader;
    private final ReaderNotes notes;
    private final CountDownLatch ended = new CountDownLatch(1);
    private Duration pause = FIRST_PAUSE;
    private final boolean waitsForRights;
    private boolean hasBegun;
    private boolean isDead;

    /** What is read, from where the last attempt ended. */
    @FunctionalInterface
    public interface Reading {
        /** Returns when there is nothing more to read. */
        void read() throws InterruptedException;
    }

    /** @param reader names the reader in logs and metrics */
    public ReaderLife(String reader, ReaderNotes notes) {
        this(reader, notes, false);
    }

    private ReaderLife(String reader, ReaderNotes notes, boolean waitsForRights) {
        this.reader = reader;
        this.notes = notes;
        this.waitsForRights = waitsForRights;
    }

    /** Of a reader that outlasts a right that is missing from the beginning, too. */
    public static ReaderLife waitingForRights(String reader, ReaderNotes notes) {
        return new ReaderLife(reader, notes, true);
    }

    /**
     * Reads until it is over, or told to end.
     *
     * @param broken gets what ends it for good, which is also seen as a dead reader: an {@code Error}, or a right that is missing
     *     from the beginning
     */
    public void run(Reading reading, Consumer<RuntimeException> broken) {
        notes.begins(reader);
        boolean isOver = false;
        try {
            while (!isOver && !isEnded()) {
                isOver = isRead(reading, broken);
            }
            if (isEnded()) {
                revive();
            }
        } catch (Error e) {
            die();
            broken.accept(new IllegalStateException(reader + " ended: " + e, e));
            throw e;
        }
    }

    private boolean isRead(Reading reading, Consumer<RuntimeException> broken) {
        try {
            reading.read();
            return true;
        } catch (WakeupException e) {
            LOG.debug("{} is told to end", reader);
        } catch (InterruptException | InterruptedException e) {
            Thread.currentThread().interrupt();
            end();
        } catch (AuthorizationException e) {
            if (!hasBegun && !waitsForRights) {
                die();
                broken.accept(e);
                return true;
            }
            failed(e);
        } catch (RuntimeException e) {
            failed(e);
        }
        return false;
    }

    private void failed(RuntimeException e) {
        notes.restarted(reader);
        die();
        LOG.warn("{} failed and reads again in {} ms: {}", reader, pause.toMillis(), e.toString());
        try {
            if (!ended.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            end();
        }
    }

    /**
     * Passes on a record. Without the registry nothing is known of it: it is read again later. Any other failure is the
     * record's own, and would come again.
     *
     * @throws RegistryException if the record must be read again
     */
    public void take(ConsumerRecord<String, byte[]> record, Consumer<ConsumerRecord<String, byte[]>> sink) {
        try {
            sink.accept(record);
            pause = FIRST_PAUSE;
        } catch (RegistryException | WakeupException | InterruptException e) {
            throw e;
        } catch (RuntimeException e) {
            skipped(record, e.toString());
        }
    }

    /** Says that the topic is open: the brokers have answered, after a failure again. */
    public void begun() {
        hasBegun = true;
        revive();
    }

    private void die() {
        if (!isDead) {
            isDead = true;
            notes.died(reader);
        }
    }

    private void revive() {
        if (isDead) {
            isDead = false;
            notes.revived(reader);
        }
    }

    /** Counts a record that was passed over. */
    public void skipped(ConsumerRecord<String, byte[]> record, String why) {
        notes.skipped(reader);
        LOG.warn(
                "{} passes over the record at {}-{}@{}: {}",
                reader,
                record.topic(),
                record.partition(),
                record.offset(),
                why);
    }

    public boolean isEnded() {
        return ended.getCount() == 0;
    }

    /** Ends it, at once while it pauses; the reading itself has to be woken. */
    public void end() {
        ended.countDown();
    }
}
