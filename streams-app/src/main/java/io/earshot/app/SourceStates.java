package io.earshot.app;

import io.earshot.metrics.SourceMeters;
import io.earshot.source.SourceStatus;
import io.earshot.wire.Decoded;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes how listening goes, on a thread of its own: who listens never waits for the broker. While it is away only the newest
 * state of a source is kept. Says nothing of sources that this process does not have: another one does. Safe for several
 * threads.
 */
final class SourceStates implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SourceStates.class);

    private final Producer<String, Decoded<SourceStatus>> producer;
    private final String topic;
    private final SourceMeters meters;
    private final ExecutorService writer;
    private final Set<String> own = new HashSet<>();
    /** Empty: the source was removed. */
    private final Map<String, Optional<SourceStatus>> waiting = new HashMap<>();

    /** @param producer is left open */
    SourceStates(Producer<String, Decoded<SourceStatus>> producer, String topic, SourceMeters meters) {
        this.producer = producer;
        this.topic = topic;
        this.meters = meters;
        this.writer = Executors.newSingleThreadExecutor(work -> {
            Thread thread = new Thread(work, "source-states");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** This process has the source from now on. */
    synchronized void own(String sourceId) {
        own.add(sourceId);
    }

    /** Takes the newest state of a source. */
    synchronized void noted(SourceStatus status) {
        if (own.contains(status.sourceId())) {
            meters.read(status.sourceId(), reading(status));
            put(status.sourceId(), Optional.of(status));
        }
    }

    /** Another process has the source from now on. */
    synchronized void handedOver(String sourceId) {
        own.remove(sourceId);
        waiting.remove(sourceId);
        meters.forget(sourceId);
    }

    /** The source does not exist any more. */
    synchronized void removed(String sourceId) {
        own.remove(sourceId);
        meters.forget(sourceId);
        put(sourceId, Optional.empty());
    }

    private void put(String sourceId, Optional<SourceStatus> status) {
        boolean isQueued = waiting.put(sourceId, status) != null;
        if (!isQueued) {
            try {
                writer.execute(() -> write(sourceId));
            } catch (RejectedExecutionException closed) {
                LOG.debug("The state of {} is not written any more", sourceId);
            }
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the next state follows within seconds
    private void write(String sourceId) {
        Optional<SourceStatus> status;
        synchronized (this) {
            status = waiting.remove(sourceId);
        }
        if (status == null) {
            return;
        }
        Decoded<SourceStatus> value =
                status.<Decoded<SourceStatus>>map(Decoded.Present::new).orElse(null);
        try {
            producer.send(new ProducerRecord<>(topic, sourceId, value), (written, problem) -> {
                if (problem != null) {
                    LOG.debug("The state of {} was not written: {}", sourceId, problem.getMessage());
                }
            });
        } catch (KafkaException e) {
            LOG.debug("The state of {} was not written: {}", sourceId, e.getMessage());
        }
    }

    private static SourceMeters.Reading reading(SourceStatus status) {
        return new SourceMeters.Reading(
                status.state().name().toLowerCase(Locale.ROOT),
                status.progress().heardSeconds(),
                status.progress().missedSeconds(),
                status.progress().levelDbfs().orElse(Double.NaN),
                status.clock().driftPpm().orElse(Double.NaN),
                status.tries());
    }

    /** Writes what waits, as far as the broker takes it at once. */
    @Override
    public void close() {
        writer.shutdown();
        try {
            if (!writer.awaitTermination(Closing.SOON.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.debug("The last states are not written");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
