package io.earshot.app;

import io.earshot.cluster.FollowedTable;
import io.earshot.cluster.KafkaAccess;
import io.earshot.http.VerdictDesk;
import io.earshot.topology.Topics;
import io.earshot.verdict.EventVerdict;
import io.earshot.verdict.VerdictIndex;
import io.earshot.wire.ChangeNote;
import io.earshot.wire.Decoded;
import io.earshot.wire.WireSerdes;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/** The verdicts for the API: as their topic has them, followed in memory, and written to it. */
final class VerdictBook implements VerdictDesk, AutoCloseable {
    /** 60 MB at most. Those of earlier events stay in the topic. */
    private static final int MOST = 100_000;

    private static final String REMOVED = "removed";

    private final VerdictIndex index = new VerdictIndex(MOST);
    private final String topic;
    private final Clock clock;
    private final FollowedTable<Optional<EventVerdict>> table;
    private final Producer<String, Decoded<EventVerdict>> producer;

    /**
     * Starts to follow the topic.
     *
     * @param broken gets the failure that ends the reading
     */
    VerdictBook(KafkaAccess kafka, Topics topics, WireSerdes wire, Clock clock, Consumer<RuntimeException> broken) {
        this.topic = topics.verdicts().name();
        this.clock = clock;
        this.table = FollowedTable.follow(
                kafka,
                topic,
                wire.verdicts().deserializer(),
                Decoded::value,
                (eventId, verdict) -> index.put(eventId, verdict.flatMap(said -> said)),
                broken);
        this.producer = kafka.producer(wire.verdicts().serializer());
    }

    @Override
    public Optional<EventVerdict> find(String eventId) {
        waiting(() -> TopicReading.requireFilled(table));
        return index.find(eventId);
    }

    @Override
    public List<EventVerdict> before(VerdictIndex.Spot spot, int limit, Predicate<EventVerdict> wanted) {
        waiting(() -> TopicReading.requireFilled(table));
        return index.before(spot, limit, wanted);
    }

    @Override
    public void put(EventVerdict verdict) {
        ChangeNote note = new ChangeNote(verdict.judged().by(), verdict.judged().at(), "judged");
        waiting(() -> write(verdict.eventId(), new Decoded.Present<>(verdict), note));
    }

    @Override
    public boolean remove(String eventId, String by) {
        boolean isThere = find(eventId).isPresent();
        if (isThere) {
            Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            waiting(() -> write(eventId, null, new ChangeNote(by, now, REMOVED)));
        }
        return isThere;
    }

    /** Whoever asks next is answered with it. */
    private void write(String eventId, Decoded<EventVerdict> value, ChangeNote note) throws InterruptedException {
        ProducerRecord<String, Decoded<EventVerdict>> record = new ProducerRecord<>(topic, eventId, value);
        note.addTo(record.headers());
        try {
            RecordMetadata written = producer.send(record).get();
            TopicReading.requireRecord(table, written.partition(), written.offset());
        } catch (ExecutionException e) {
            throw new KafkaException(
                    "the verdict could not be written to " + topic + ": "
                            + e.getCause().getMessage(),
                    e.getCause());
        }
    }

    private interface Waiting {
        void run() throws InterruptedException;
    }

    private static void waiting(Waiting work) {
        try {
            work.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("the service is stopping", e);
        }
    }

    @Override
    public void close() {
        producer.close(Closing.SOON);
        table.close();
    }
}
