package io.earshot.app;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.Metric;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Streams applications of this process and their first failure. Safe for several threads. */
final class Applications implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Applications.class);
    /** Leaves the group, so that nobody waits for this member's session to time out. */
    private static final CloseOptions CLOSE = CloseOptions.timeout(Duration.ofSeconds(3))
            .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP);

    private static final long LOOK_MILLIS = 50;

    private final Map<String, KafkaStreams> running = new LinkedHashMap<>();
    private final Closing closing = new Closing();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final CountDownLatch stopped = new CountDownLatch(1);

    /** Starts one; closed with this. */
    void start(String name, Topology topology, Properties settings) {
        KafkaStreams streams = new KafkaStreams(topology, settings);
        closing.add(name, () -> streams.close(CLOSE));
        streams.setUncaughtExceptionHandler(e -> {
            fail(name, e);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
        streams.start();
        synchronized (running) {
            running.put(name, streams);
        }
    }

    /** The state of one, in a word. */
    String state(String name) {
        synchronized (running) {
            return running.containsKey(name) ? running.get(name).state().name() : "STARTING";
        }
    }

    boolean isRunning(String name) {
        return state(name).equals(KafkaStreams.State.RUNNING.name());
    }

    /** What Kafka measures of one; empty before it is started. */
    Collection<? extends Metric> metrics(String name) {
        synchronized (running) {
            return running.containsKey(name) ? running.get(name).metrics().values() : List.of();
        }
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
