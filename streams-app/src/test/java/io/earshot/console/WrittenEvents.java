package io.earshot.console;

import io.earshot.calibration.DecidedBy;
import io.earshot.calibration.OperatingPoint;
import io.earshot.cluster.KafkaAccess;
import io.earshot.config.EarshotConfig;
import io.earshot.config.Settings;
import io.earshot.decide.EndReason;
import io.earshot.decide.Event;
import io.earshot.decide.EventPhase;
import io.earshot.decide.Subject;
import io.earshot.query.DecisionRules;
import io.earshot.query.QueryVersion;
import io.earshot.query.StandingQuery;
import io.earshot.topology.Topics;
import io.earshot.wire.WireSerdes;
import java.io.Closeable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Writes events of the source "yard" into the topic of events, as the service itself does. */
final class WrittenEvents implements Closeable {
    static final String SOURCE = "yard";

    private final Producer<String, Event> producer;
    private final String topic;
    private final Subject subject;
    private int written;

    private WrittenEvents(Producer<String, Event> producer, String topic, Subject subject) {
        this.producer = producer;
        this.topic = topic;
        this.subject = subject;
    }

    /** @param bootstrapServers of the service's own broker */
    static WrittenEvents open(String bootstrapServers, String query, String text) {
        EarshotConfig config = EarshotConfig.of(Map.of(Settings.BOOTSTRAP_SERVERS, bootstrapServers));
        Producer<String, Event> producer = new KafkaAccess(config)
                .producer(WireSerdes.of(Map.of()).events().serializer());
        StandingQuery asked = new StandingQuery(query, text, List.of(), DecisionRules.ofConfidence(0.5));
        Subject subject = new Subject(
                asked,
                QueryVersion.of(asked),
                "digest",
                new OperatingPoint(0.5, 0.3, DecidedBy.QUERY, Optional.empty()));
        return new WrittenEvents(
                producer,
                new Topics(config.string(Settings.TOPIC_PREFIX)).events().name(),
                subject);
    }

    /** A sound that ended now; returns its id once the broker has it. */
    String write() throws InterruptedException, ExecutionException {
        Event event = next();
        producer.send(new ProducerRecord<>(topic, SOURCE, event)).get();
        return event.eventId();
    }

    /** Leaves out ids that were written before. */
    void skip(int count) {
        written += count;
    }

    /** Many of them; returns the id of the last one once the broker has them all. */
    String write(int count) throws InterruptedException, ExecutionException {
        for (int i = 1; i < count; i++) {
            var unused = producer.send(new ProducerRecord<>(topic, SOURCE, next()));
        }
        return write();
    }

    private Event next() {
        long end = System.currentTimeMillis() * 1_000;
        long length = Duration.ofSeconds(2).toMillis() * 1_000;
        return new Event(
                EventPhase.CLOSE,
                String.format("%032x", ++written),
                SOURCE,
                1,
                written,
                subject,
                end - length,
                end,
                end - length / 2,
                0.75,
                0.5,
                Optional.empty(),
                EndReason.SOUND_ENDED);
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
