package io.earshot.app;

import io.earshot.cluster.KafkaAccess;
import io.earshot.metrics.LifeMeters;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.kafka.common.Metric;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Streams applications of this process, and the first failure that the process does not survive. Safe for several threads.
 */
final class Applications implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Applications.class);
    private static final long LOOK_MILLIS = 50;

    private final LifeMeters meters;
    private final KafkaAccess kafka;
    private final Map<String, RunningApplication> running = new ConcurrentHashMap<>();
    private final Closing closing = new Closing();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final CountDownLatch stopped = new CountDownLatch(1);
    /** One starts an application again, which takes its time, while others look after the transactions of each. */
    private final ScheduledExecutorService work = Executors.newScheduledThreadPool(4, task -> {
        Thread thread = new Thread(task, "applications");
        thread.setDaemon(true);
        return thread;
    });

    /** @param kafka ends what killed processes left open */
    Applications(LifeMeters meters, KafkaAccess kafka) {
        this.meters = meters;
        this.kafka = kafka;
        closing.add("restarts of applications", work::shutdownNow);
    }

    /**
     * Starts one; closed with this.
     *
     * @param isVital whether the process is of no use without it
     * @param topology made for each start
     */
    void start(String name, boolean isVital, Supplier<Topology> topology, Properties settings) {
        RunningApplication application = new RunningApplication(
                name, isVital, () -> made(topology.get(), settings), meters, work, e -> fail(name, e));
        running.put(name, application);
        closing.add(name, application);
        application.start();
    }

    private KafkaStreams made(Topology topology, Properties settings) {
        KafkaStreams streams = new KafkaStreams(topology, settings);
        TransactionSweep sweep = new TransactionSweep(kafka, settings.getProperty(StreamsConfig.APPLICATION_ID_CONFIG));
        streams.setStateListener((now, before) -> {
            if (now == KafkaStreams.State.REBALANCING && TransactionSweep.isPossible(settings)) {
                sweep.begin(work, () -> streams.state() == KafkaStreams.State.REBALANCING);
            }
        });
        return streams;
    }

    /** The state of one, in a few words. */
    String state(String name) {
        return of(name).map(RunningApplication::state).orElse("STARTING");
    }

    boolean isRunning(String name) {
        return of(name).filter(RunningApplication::isRunning).isPresent();
    }

    /** Whether one failed and does not run again yet. */
    boolean isRestarting(String name) {
        return of(name).filter(RunningApplication::isRestarting).isPresent();
    }

    private Optional<RunningApplication> of(String name) {
        return Optional.ofNullable(running.get(name));
    }

    /** What Kafka measures of one; empty before it is started. */
    Collection<? extends Metric> metrics(String name) {
        return running.containsKey(name) ? running.get(name).metrics() : List.of();
    }

    /** The first failure, if any. */
    Optional<Throwable> failure() {
        return Optional.ofNullable(failure.get());
    }

    /** Waits until the service that they make up is ready; false if it takes longer, or one fails. */
    boolean awaitReady(RunningService service, Duration most) throws InterruptedException {
        long end = System.nanoTime() + most.toNanos();
        while (!service.isReady() && System.nanoTime() < end && !stopped.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
            LOG.debug("waiting: {}", service.state());
        }
        return service.isReady();
    }

    @Override
    public void close() {
        closing.close();
    }

    /** Records a failure of something that all of them need. */
    void fail(String name, Throwable e) {
        if (failure.compareAndSet(null, e)) {
            LOG.error("{} failed: {}", name, e.getMessage());
        }
        stopped.countDown();
    }
}
