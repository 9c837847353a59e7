package io.earshot.cluster;

import io.earshot.wire.ChangeNote;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The records of one key that a compacted topic still holds, oldest first. The newest is always there; older ones until the
 * broker compacts them away.
 *
 * @param changes oldest first
 */
public record ChangeHistory(List<Change> changes) {
    /**
     * A record that is still there.
     *
     * @param note who wrote it; by an empty name, and at the time of the broker or producer, if it does not say
     * @param digest of its value, as in {@link FollowedTable.Entry#digest}; empty if it removes
     */
    public record Change(ChangeNote note, String digest) {
        private static Change of(ConsumerRecord<String, byte[]> record) {
            boolean removes = record.value() == null;
            ChangeNote note = ChangeNote.of(record.headers())
                    .orElseGet(() -> new ChangeNote(
                            "", Instant.ofEpochMilli(record.timestamp()), removes ? "removed" : "changed"));
            return new Change(note, removes ? "" : FollowedTable.digest(record.value()));
        }
    }

    public ChangeHistory {
        changes = List.copyOf(changes);
    }

    /** Reads the partition of the key, up to its present end. */
    public static ChangeHistory read(KafkaAccess kafka, String topic, String key) {
        List<Change> changes = new ArrayList<>();
        try (TopicRead read = new TopicRead(kafka.reader(), topic, List.of(key))) {
            read.read(read.begin(), read.end(), () -> false, record -> {
                if (key.equals(record.key())) {
                    changes.add(Change.of(record));
                }
            });
        }
        return new ChangeHistory(changes);
    }
}
