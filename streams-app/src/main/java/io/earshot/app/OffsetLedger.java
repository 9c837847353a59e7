package io.earshot.app;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Up to where records are done with, when some take longer than those behind them. For one thread. */
final class OffsetLedger {
    private final Map<TopicPartition, Lane> lanes = new HashMap<>();

    private static final class Lane {
        private final TreeSet<Long> open = new TreeSet<>();
        private long next;
        private long committed = -1;

        long done() {
            return open.isEmpty() ? next : open.first();
        }
    }

    /** A record was read, and is being worked on. */
    void begin(TopicPartition partition, long offset) {
        Lane lane = lanes.computeIfAbsent(partition, first -> new Lane());
        lane.open.add(offset);
        lane.next = Math.max(lane.next, offset + 1);
    }

    /** It is done with. */
    void end(TopicPartition partition, long offset) {
        Lane lane = lanes.get(partition);
        if (lane != null) {
            lane.open.remove(offset);
        }
    }

    /** What can be committed and is not yet. */
    Map<TopicPartition, OffsetAndMetadata> ready() {
        Map<TopicPartition, OffsetAndMetadata> ready = new HashMap<>();
        lanes.forEach((partition, lane) -> {
            if (lane.done() > lane.committed) {
                ready.put(partition, new OffsetAndMetadata(lane.done()));
            }
        });
        return ready;
    }

    /** Offsets were committed. */
    void committed(Map<TopicPartition, OffsetAndMetadata> offsets) {
        offsets.forEach((partition, at) -> lanes.get(partition).committed = at.offset());
    }

    /** Somebody else reads a partition now. */
    void forget(TopicPartition partition) {
        lanes.remove(partition);
    }
}
