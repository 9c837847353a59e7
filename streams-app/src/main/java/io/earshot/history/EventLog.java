package io.earshot.history;

import io.earshot.decide.Event;
import java.util.List;
import java.util.Optional;

/** The recorded events. Each call may take seconds; safe for use by several threads. */
public interface EventLog {
    /**
     * Events, the latest to open first; without a wanted phase each once, as its newest record.
     *
     * @throws org.apache.kafka.common.KafkaException if the topic cannot be read
     */
    Page<Event> list(EventFilter filter, PageRequest request);

    /**
     * All kept records of one event, in order; empty if there are none.
     *
     * @throws StillReadingException if that is not known yet
     * @throws org.apache.kafka.common.KafkaException if the topic cannot be read
     */
    List<Event> find(String eventId);

    /**
     * How many events began when.
     *
     * @param wanted by source and query; its span and confidence are not looked at
     * @throws StillReadingException if that is not known yet
     * @throws org.apache.kafka.common.KafkaException if the topic cannot be read
     */
    EventDensity density(Wanted wanted, EventDensity.Axis axis);

    /** The place behind the newest record. */
    Place end();

    /**
     * What was recorded between two places.
     *
     * @param from partitions that it does not name are read from their beginning; one beyond the end of the topic names a topic
     *     that was made anew since, and is read from its beginning
     * @param most how many records are read
     */
    Passage passage(Place from, Place to, int most);

    /**
     * A part of the topic.
     *
     * @param records in the order of their partitions
     * @param end where reading stopped
     * @param isWhole whether everything up to the asked place was read
     */
    record Passage(List<Recorded> records, Place end, boolean isWhole) {
        public Passage {
            records = List.copyOf(records);
        }
    }

    /**
     * A record and where it lies.
     *
     * @param event what it says
     * @param partition of the topic
     * @param offset in the partition
     */
    record Recorded(Event event, int partition, long offset) {}

    /** The events of the past are still being read. */
    final class StillReadingException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public StillReadingException(String message) {
            super(message);
        }
    }

    /** The newest of an event's records. */
    static Optional<Event> newest(List<Event> records) {
        return records.isEmpty() ? Optional.empty() : Optional.of(records.get(records.size() - 1));
    }
}
