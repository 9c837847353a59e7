package io.earshot.cluster;

import io.earshot.decide.Event;
import io.earshot.notify.EventGroup;
import io.earshot.notify.Notification;
import io.earshot.notify.Receiver;
import io.earshot.notify.ReceiverState;
import io.earshot.notify.Teller;
import io.earshot.notify.TellingLog;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells one receiver of one group of events after the other, on a thread of its own. */
public final class ReceiverQueue implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ReceiverQueue.class);
    private static final Duration LATE = Duration.ofMinutes(10);
    private static final Duration AGAIN = Duration.ofSeconds(5);
    private static final Duration LEAVING = Duration.ofSeconds(1);

    private final Receiver receiver;
    private final String link;
    private final Teller teller;
    private final DeadNotifications dead;
    private final Consumer<String> disable;
    private final TellingLog log;
    private final Clock clock;
    private final BlockingQueue<Job> jobs = new LinkedBlockingQueue<>();
    private final Queue<Job> told = new ConcurrentLinkedQueue<>();
    private final Thread thread;
    private volatile Job current;
    private volatile boolean isClosing;

    private final AtomicReference<List<Event>> lasting = new AtomicReference<>();

    /** @param partition null: there is nothing to tell, but what lasts */
    private record Job(ReceiverPartition partition, EventGroup group) {
        boolean isRevoked() {
            return partition != null && partition.isRevoked();
        }
    }

    /**
     * @param link that events have, without their ids; empty if there is none
     * @param dead keeps what the receiver never takes
     * @param disable keeps that the receiver wants nothing any more, for a reason
     */
    public ReceiverQueue(
            Receiver receiver,
            String link,
            Teller teller,
            DeadNotifications dead,
            Consumer<String> disable,
            TellingLog log,
            Clock clock) {
        this.receiver = receiver;
        this.link = link;
        this.teller = teller;
        this.dead = dead;
        this.disable = disable;
        this.log = log;
        this.clock = clock;
        this.thread = new Thread(this::run, "receiver-" + receiver.id());
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** How telling goes. Safe to ask from any thread. */
    public ReceiverState state() {
        return teller.state();
    }

    /** What keeps the receiver from being told now; empty: nothing is known to. Safe to ask from any thread. */
    public Optional<String> problem() {
        return teller.problem();
    }

    void add(ReceiverPartition partition, EventGroup group) {
        jobs.add(new Job(partition, group));
    }

    /** Has the receiver shown what lasts of the events that it was told of, before it is told of the next. */
    void lasting(List<Event> open) {
        lasting.set(open);
        jobs.add(new Job(null, null));
    }

    int waiting() {
        return jobs.size();
    }

    /** Notes in their partitions what has been told since the last call; whether there was any. */
    boolean takeTold() {
        boolean isAny = false;
        for (Job job = told.poll(); job != null; job = told.poll()) {
            job.partition.done(job.group);
            isAny = true;
        }
        return isAny;
    }

    /** What other processes go on with is left to them. */
    void abandonRevoked() {
        jobs.removeIf(Job::isRevoked);
        Job now = current;
        if (now != null && now.isRevoked()) {
            thread.interrupt();
        }
    }

    private void run() {
        while (!isClosing) {
            try {
                if (!tellNext()) {
                    return;
                }
            } catch (InterruptedException e) {
                retake();
            }
        }
    }

    /** Whoever was interrupted for another job does this one again. */
    private void retake() {
        Job job = current;
        while (!isClosing && job != null && job.partition != null && !job.isRevoked()) {
            try {
                if (!tell(job)) {
                    isClosing = true;
                }
                return;
            } catch (InterruptedException e) {
                LOG.debug("Receiver {} is told once more", receiver.id());
            }
        }
    }

    private boolean tellNext() throws InterruptedException {
        current = null;
        Job job = jobs.take();
        current = job;
        List<Event> open = lasting.getAndSet(null);
        if (open != null) {
            teller.lasting(open);
        }
        return job.partition == null || job.isRevoked() || tell(job);
    }

    /** Whether the receiver goes on. */
    private boolean tell(Job job) throws InterruptedException {
        Notification notification = job.group.notification(receiver.id(), link, clock.millis(), LATE.toMillis());
        Teller.Told result = teller.tell(notification);
        if (result instanceof Teller.Told.Gone gone) {
            log.disabled(receiver, gone.reason());
            untilWritten(() -> disable.accept(gone.reason()));
            return false;
        }
        if (result instanceof Teller.Told.GivenUp givenUp) {
            untilWritten(() -> dead.write(
                    receiver.id(), notification.id(), job.group.listed(), givenUp.reason(), givenUp.attempts()));
        }
        told.add(job);
        return true;
    }

    private interface Writing {
        void write() throws InterruptedException;
    }

    private void untilWritten(Writing writing) throws InterruptedException {
        while (true) {
            try {
                writing.write();
                return;
            } catch (KafkaException e) {
                LOG.warn("Receiver {}: {}", receiver.id(), e.getMessage());
                TimeUnit.MILLISECONDS.sleep(AGAIN.toMillis());
            }
        }
    }

    /** Ends what is under way; it is told again by whoever goes on. */
    @Override
    public void close() {
        isClosing = true;
        thread.interrupt();
        try {
            thread.join(LEAVING.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        teller.close();
    }
}
