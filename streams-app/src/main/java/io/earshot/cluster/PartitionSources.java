package io.earshot.cluster;

import io.earshot.source.AudioSource;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The sources of one partition of their topic. None is held before the partition is read to its end: what was changed or
 * removed since is not opened first.
 */
final class PartitionSources {
    private final HeldSources held;
    private final Map<String, AudioSource> byId = new TreeMap<>();
    private boolean isRead;

    PartitionSources(HeldSources held) {
        this.held = held;
    }

    /** A source was added or changed. */
    void put(AudioSource source) {
        byId.put(source.id(), source);
        if (isRead) {
            held.hold(source);
        }
    }

    /** A source was removed. */
    void remove(String id) {
        if (byId.remove(id) != null && isRead) {
            held.end(id);
        }
    }

    /** The partition is read to its end: its sources are held from now on. */
    void readToEnd() {
        if (!isRead) {
            isRead = true;
            byId.values().forEach(held::hold);
        }
    }

    boolean isRead() {
        return isRead;
    }

    Set<String> ids() {
        return byId.keySet();
    }
}
