package io.earshot.app;

import io.earshot.cluster.EvidenceWishes;
import io.earshot.cluster.ReaderLife;
import io.earshot.decide.Event;
import io.earshot.decide.EventPhase;
import io.earshot.evidence.AudioGoneException;
import io.earshot.metrics.EvidenceMeters;
import io.earshot.query.KeptEvidence;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the evidence of events when they close, for queries that ask for it. Reads the events as one of a group that commits its
 * offsets: each closed event is kept at least once, and under a name of its own, so that twice is once. What cannot be kept is
 * tried again while others go on, and given up after some tries, so that nothing waits for ever.
 */
public final class EvidenceKeeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EvidenceKeeper.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration CLEANING = Duration.ofHours(1);
    private static final int MOST_TASKS = 200;

    private final EvidenceKeeping keeping;
    private final EvidenceWishes wishes;
    private final EvidenceMeters meters;
    private final Supplier<Consumer<String, byte[]>> members;
    private final ReaderLife life;
    private final String topic;
    private final Deserializer<Event> decoder;
    private final Pace pace;
    private final Clock clock;
    private final java.util.function.Consumer<RuntimeException> broken;
    private OffsetLedger ledger = new OffsetLedger();
    private final PriorityQueue<Task> tasks = new PriorityQueue<>(Comparator.comparing(Task::dueAt));
    private final Thread thread = new Thread(this::run, "evidence-keeper");
    private Instant cleanAt;
    private volatile Consumer<String, byte[]> consumer;

    /**
     * How patient it is.
     *
     * @param tries before an event is given up
     * @param firstPause before the second try; doubles each time
     * @param longestPause between tries
     * @param silence how long after its close, beside the sound asked for, the audio after an event is awaited
     */
    public record Pace(int tries, Duration firstPause, Duration longestPause, Duration silence) {
        /** Ten tries in about half an hour. */
        public static final Pace DEFAULT =
                new Pace(10, Duration.ofSeconds(2), Duration.ofMinutes(10), Duration.ofSeconds(30));

        Duration pause(int failures) {
            Duration doubled = firstPause.multipliedBy(1L << Math.min(20, failures - 1));
            return doubled.compareTo(longestPause) > 0 ? longestPause : doubled;
        }
    }

    private record Task(
            TopicPartition partition, long offset, Event event, long appendMillis, int failures, Instant dueAt) {
        Task again(int failures, Instant dueAt) {
            return new Task(partition, offset, event, appendMillis, failures, dueAt);
        }
    }

    /**
     * Starts keeping.
     *
     * @param members makes consumers of a group that commits; closed with this
     * @param life keeps it reading
     * @param broken gets the {@code Error} that ends the keeping; after any other failure it reads on
     */
    EvidenceKeeper(
            EvidenceKeeping keeping,
            EvidenceWishes wishes,
            EvidenceMeters meters,
            Supplier<Consumer<String, byte[]>> members,
            ReaderLife life,
            String topic,
            Deserializer<Event> decoder,
            Pace pace,
            Clock clock,
            java.util.function.Consumer<RuntimeException> broken) {
        this.keeping = keeping;
        this.wishes = wishes;
        this.meters = meters;
        this.members = members;
        this.life = life;
        this.topic = topic;
        this.decoder = decoder;
        this.pace = pace;
        this.clock = clock;
        this.broken = broken;
        this.cleanAt = clock.instant();
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        life.end();
        Consumer<String, byte[]> now = consumer;
        if (now != null) {
            now.wakeup();
        }
        try {
            thread.join(Duration.ofSeconds(5).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        life.run(this::keepAsMember, broken);
    }

    /** What was not committed is read again. */
    private void keepAsMember() {
        ledger = new OffsetLedger();
        tasks.clear();
        try (Consumer<String, byte[]> member = members.get()) {
            consumer = member;
            member.subscribe(List.of(topic), new Handover());
            try {
                while (!life.isEnded()) {
                    step();
                }
            } catch (WakeupException e) {
                LOG.debug("Keeping of evidence is told to end");
            }
            commitAtTheEnd();
        }
    }

    private void step() {
        boolean isDue = !tasks.isEmpty() && !tasks.peek().dueAt().isAfter(clock.instant());
        // What a query wants is known only when all queries are.
        boolean isReading = wishes.isComplete() && tasks.size() < MOST_TASKS;
        if (isReading) {
            consumer.resume(consumer.paused());
        } else {
            consumer.pause(consumer.assignment());
        }
        for (ConsumerRecord<String, byte[]> record : consumer.poll(isDue ? Duration.ZERO : POLL)) {
            take(record);
        }
        if (isDue) {
            work(tasks.poll());
        } else if (isReading && !clock.instant().isBefore(cleanAt)) {
            clean();
        }
        commit();
    }

    private void take(ConsumerRecord<String, byte[]> record) {
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        ledger.begin(partition, record.offset());
        Optional<Event> closed = event(record).filter(event -> event.phase() == EventPhase.CLOSE);
        if (closed.isPresent() && keeping.wish(closed.get()).isPresent()) {
            tasks.add(new Task(partition, record.offset(), closed.get(), record.timestamp(), 0, clock.instant()));
        } else {
            ledger.end(partition, record.offset());
        }
    }

    private Optional<Event> event(ConsumerRecord<String, byte[]> record) {
        try {
            return Optional.ofNullable(record.value()).map(value -> decoder.deserialize(topic, value));
        } catch (SerializationException e) {
            life.skipped(record, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private void work(Task task) {
        Optional<KeptEvidence> wish = keeping.wish(task.event());
        try {
            if (wish.isPresent()
                    && !keeping.keep(task.event(), wish.get(), task.appendMillis(), patience(task, wish.get()))) {
                tasks.add(task.again(task.failures(), clock.instant().plus(pace.firstPause())));
                return;
            }
            ledger.end(task.partition(), task.offset());
            if (wish.isPresent()) {
                expire(task.event().query().id(), wish.get());
            }
        } catch (AudioGoneException e) {
            meters.gone();
            LOG.warn("No evidence of event {} can be kept: {}", task.event().eventId(), e.getMessage());
            ledger.end(task.partition(), task.offset());
        } catch (WakeupException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            failed(task, e);
        }
    }

    /** Audio of the event's end lies before its close in the topic; what is asked for after it comes in its own time. */
    private Instant patience(Task task, KeptEvidence wish) {
        return Instant.ofEpochMilli(task.appendMillis())
                .plusMillis(Math.round(wish.postSeconds() * 1e3))
                .plus(pace.silence());
    }

    private void failed(Task task, Exception e) {
        int failures = task.failures() + 1;
        if (failures >= pace.tries()) {
            meters.failed();
            LOG.error(
                    "Evidence of event {} is given up after {} tries: {}",
                    task.event().eventId(),
                    failures,
                    e.toString());
            ledger.end(task.partition(), task.offset());
            return;
        }
        meters.triedInVain();
        Duration pause = pace.pause(failures);
        LOG.warn(
                "Evidence of event {} could not be kept, try {} of {}, again in {} s: {}",
                task.event().eventId(),
                failures,
                pace.tries(),
                pause.toSeconds(),
                e.toString());
        tasks.add(task.again(failures, clock.instant().plus(pause)));
    }

    private void expire(String queryId, KeptEvidence wish) {
        try {
            keeping.expire(queryId, wish);
        } catch (IOException | RuntimeException e) {
            LOG.warn("Old evidence of query {} could not be deleted: {}", queryId, e.toString());
        }
    }

    private void clean() {
        cleanAt = clock.instant().plus(CLEANING);
        try {
            keeping.expireAll();
        } catch (IOException | RuntimeException e) {
            LOG.warn("Old evidence could not be deleted: {}", e.toString());
        }
    }

    private void commit() {
        Map<TopicPartition, OffsetAndMetadata> ready = ledger.ready();
        if (ready.isEmpty()) {
            return;
        }
        try {
            consumer.commitSync(ready);
            ledger.committed(ready);
        } catch (WakeupException e) {
            throw e;
        } catch (KafkaException e) {
            // What is kept twice is kept once.
            LOG.warn("Offsets of {} could not be committed: {}", topic, e.getMessage());
        }
    }

    private void commitAtTheEnd() {
        try {
            commit();
        } catch (WakeupException e) {
            LOG.debug("Closed while committing", e);
        }
    }

    private final class Handover implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            commitAtTheEnd();
            partitions.forEach(this::forget);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            partitions.forEach(this::forget);
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            // The next step resumes them when it is known what the queries want: what is read before that would be
            // dropped.
            consumer.pause(partitions);
            life.begun();
        }

        private void forget(TopicPartition partition) {
            ledger.forget(partition);
            tasks.removeIf(task -> task.partition().equals(partition));
        }
    }
}
