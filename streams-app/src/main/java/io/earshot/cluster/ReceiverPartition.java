package io.earshot.cluster;

import io.earshot.notify.EventGroup;
import io.earshot.notify.Gathering;
import io.earshot.notify.LoggedEvent;
import io.earshot.notify.Progress;
import io.earshot.notify.Receiver;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/** What one receiver has been told of one partition. For the thread that reads, but for {@link #isRevoked()}. */
final class ReceiverPartition {
    private final Gathering gathering;
    private final Progress progress;
    private OffsetAndMetadata kept;
    private volatile boolean revoked;

    ReceiverPartition(Receiver receiver, OffsetAndMetadata kept) {
        this.gathering = new Gathering(receiver);
        this.progress = new Progress(kept.offset(), kept.metadata());
        this.kept = kept;
    }

    void offer(LoggedEvent event) {
        if (progress.isDone(event.offset()) || !gathering.offer(event)) {
            progress.skip(event.offset());
        } else {
            progress.begin(event.offset());
        }
    }

    void skip(long offset) {
        progress.skip(offset);
    }

    /** All before this offset was offered. */
    void reach(long offset) {
        progress.reach(offset);
    }

    /** @param isAtEnd whether nothing is left to read */
    List<EventGroup> due(Instant now, boolean isAtEnd) {
        return gathering.due(now, isAtEnd || isFull());
    }

    void done(EventGroup group) {
        progress.done(group.offsets());
    }

    int left() {
        return progress.left();
    }

    boolean isFull() {
        return progress.isFull();
    }

    /** What to keep. */
    OffsetAndMetadata place() {
        return new OffsetAndMetadata(progress.offset(), progress.text());
    }

    boolean isKept() {
        return place().equals(kept);
    }

    void kept(OffsetAndMetadata place) {
        kept = place;
    }

    void revoke() {
        revoked = true;
    }

    /** Whether another process goes on with it. */
    boolean isRevoked() {
        return revoked;
    }
}
