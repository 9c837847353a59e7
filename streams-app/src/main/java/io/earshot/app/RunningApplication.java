package io.earshot.app;

import io.earshot.metrics.LifeMeters;
import io.earshot.topology.Allowance;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.common.Metric;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One Streams application, kept running: a thread that failed is replaced, and where that does not help, the application is
 * closed and started anew, while the others go on. One without which the process is of no use does so a few times only, and
 * then ends the process. Safe for several threads.
 */
final class RunningApplication implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunningApplication.class);
    /** Leaves the group, so that nobody waits for this member's session to time out. */
    private static final CloseOptions CLOSE = CloseOptions.timeout(Duration.ofSeconds(3))
            .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP);

    private static final Duration LATELY = Duration.ofMinutes(10);
    private static final int REPLACEMENTS = 10;
    private static final int RESTARTS_OF_THE_VITAL = 3;

    private final String name;
    private final boolean isVital;
    private final Supplier<KafkaStreams> maker;
    private final LifeMeters meters;
    private final ScheduledExecutorService restarts;
    private final Consumer<Throwable> fatal;
    private final Allowance replacements =
            new Allowance(REPLACEMENTS, LATELY, Duration.ofMillis(500), Duration.ofSeconds(10), System::nanoTime);
    private final Allowance starts;
    private final AtomicBoolean isRestarting = new AtomicBoolean();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Optional<Throwable> trouble = Optional.empty();
    private volatile KafkaStreams streams;

    /**
     * @param isVital whether the process is of no use without it
     * @param maker makes it, as often as it is started
     * @param restarts does what takes time
     * @param fatal gets the failure that the process does not survive
     */
    RunningApplication(
            String name,
            boolean isVital,
            Supplier<KafkaStreams> maker,
            LifeMeters meters,
            ScheduledExecutorService restarts,
            Consumer<Throwable> fatal) {
        this.name = name;
        this.isVital = isVital;
        this.maker = maker;
        this.meters = meters;
        this.restarts = restarts;
        this.fatal = fatal;
        this.starts = new Allowance(
                isVital ? RESTARTS_OF_THE_VITAL : Integer.MAX_VALUE,
                LATELY,
                Duration.ofSeconds(1),
                Duration.ofSeconds(60),
                System::nanoTime);
        meters.know(name);
    }

    /** The first start. */
    void start() {
        KafkaStreams started = maker.get();
        streams = started;
        started.setUncaughtExceptionHandler(this::failed);
        started.start();
    }

    private StreamThreadExceptionResponse failed(Throwable e) {
        boolean isReplaceable = !Thread.currentThread().getName().contains("GlobalStreamThread");
        Remedy remedy = Remedy.of(e, isVital, isReplaceable);
        if (remedy == Remedy.REPLACE_THREAD && replacements.take()) {
            return replaced(e);
        }
        if (remedy == Remedy.END_PROCESS) {
            end(e);
        } else {
            restart(e);
        }
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }

    /** Waits on the thread that failed, which is still there. */
    private StreamThreadExceptionResponse replaced(Throwable e) {
        meters.threadReplaced(name);
        LOG.warn("A thread of {} failed and is replaced: {}", name, told(e));
        try {
            boolean isOver = closed.await(replacements.pause().toMillis(), TimeUnit.MILLISECONDS);
            return isOver
                    ? StreamThreadExceptionResponse.SHUTDOWN_CLIENT
                    : StreamThreadExceptionResponse.REPLACE_THREAD;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
    }

    private void end(Throwable e) {
        trouble = Optional.of(e);
        fatal.accept(e);
    }

    /** Several threads may fail at once. */
    private void restart(Throwable e) {
        if (isOver() || !isRestarting.compareAndSet(false, true)) {
            return;
        }
        if (!starts.take()) {
            end(e);
            return;
        }
        trouble = Optional.of(e);
        Duration pause = starts.pause();
        meters.applicationRestarted(name);
        LOG.error("{} failed and is started again in {} s: {}", name, pause.toSeconds(), told(e));
        var unused = restarts.schedule(this::startAgain, pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void startAgain() {
        try {
            // Its folder is free only then.
            if (!streams.close(CLOSE)) {
                throw new IllegalStateException("its threads do not end");
            }
            isRestarting.set(false);
            if (!isOver()) {
                start();
                trouble = Optional.empty();
                LOG.warn("{} was started again", name);
            }
        } catch (RuntimeException e) {
            isRestarting.set(false);
            restart(e);
        } finally {
            if (isOver()) {
                streams.close(CLOSE);
            }
        }
    }

    private static String told(Throwable e) {
        Throwable deepest = e;
        for (int i = 0; i < 20 && deepest.getCause() != null; i++) {
            deepest = deepest.getCause();
        }
        return deepest == e ? e.toString() : e.getMessage() + " (" + deepest + ")";
    }

    private boolean isOver() {
        return closed.getCount() == 0;
    }

    /** Its state, in a word; while it is started again, with the reason. */
    String state() {
        return trouble.map(e -> "restarting, time " + starts.lately() + " in 10 minutes, after " + told(e))
                .orElseGet(() -> streams == null ? "STARTING" : streams.state().name());
    }

    boolean isRunning() {
        return trouble.isEmpty() && streams != null && streams.state() == KafkaStreams.State.RUNNING;
    }

    /** Whether it failed and does not run again yet. */
    boolean isRestarting() {
        return trouble.isPresent();
    }

    Collection<? extends Metric> metrics() {
        KafkaStreams now = streams;
        return now == null ? List.of() : now.metrics().values();
    }

    @Override
    public void close() {
        closed.countDown();
        if (streams != null) {
            streams.close(CLOSE);
        }
    }
}
