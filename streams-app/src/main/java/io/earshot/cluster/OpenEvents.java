package io.earshot.cluster;

import io.earshot.decide.Event;
import io.earshot.decide.EventPhase;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;

/** The events that lasted at a place of their topic. Reading is bounded: what opened long before is not found. */
final class OpenEvents {
    private static final long MOST_RECORDS = 20_000;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private OpenEvents() {}

    /**
     * Their newest records before the place, in the order in which they opened.
     *
     * @param before offsets by partition; others are left out
     */
    static List<Event> read(
            KafkaAccess kafka, String topic, Deserializer<Event> decoder, Map<TopicPartition, Long> before) {
        Map<String, Event> open = new LinkedHashMap<>();
        try (TopicRead read = new TopicRead(kafka.reader(), topic)) {
            Map<TopicPartition, Long> to = new HashMap<>(read.begin());
            before.forEach(to::replace);
            read.read(
                    read.moved(to, -MOST_RECORDS),
                    to,
                    TopicRead.after(PATIENCE),
                    record -> TopicRead.decode(record, decoder).ifPresent(event -> note(open, event)));
        }
        return List.copyOf(open.values());
    }

    private static void note(Map<String, Event> open, Event event) {
        if (event.phase() == EventPhase.CLOSE) {
            open.remove(event.eventId());
        } else {
            open.put(event.eventId(), event);
        }
    }
}
