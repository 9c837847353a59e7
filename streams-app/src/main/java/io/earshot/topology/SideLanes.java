package io.earshot.topology;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The side lanes that are open, by source, in the order in which they were heard last. */
final class SideLanes {
    /** After this time without a chunk nobody waits for more of an epoch that plays beside another. */
    static final Duration PATIENCE = Duration.ofMinutes(10);

    /** Side lanes of a source; each keeps audio that hops still need. */
    static final int MOST = 16;

    private final Map<String, Set<String>> bySource = new LinkedHashMap<>();

    boolean isOpen(String lane) {
        return of(LaneKey.sourceId(lane)).contains(lane);
    }

    /** A chunk came, perhaps the lane's first. */
    void hear(String lane) {
        Set<String> lanes = bySource.computeIfAbsent(LaneKey.sourceId(lane), source -> new LinkedHashSet<>());
        lanes.remove(lane);
        lanes.add(lane);
    }

    void close(String lane) {
        bySource.computeIfPresent(LaneKey.sourceId(lane), (source, lanes) -> {
            lanes.remove(lane);
            return lanes.isEmpty() ? null : lanes;
        });
    }

    /** Those of a source. */
    Set<String> of(String sourceId) {
        return bySource.getOrDefault(sourceId, Set.of());
    }

    /** The lane of a source that has to make room for one more: that which is silent for longest. */
    Optional<String> surplus(String sourceId) {
        Set<String> lanes = of(sourceId);
        return lanes.size() < MOST ? Optional.empty() : lanes.stream().findFirst();
    }
}
