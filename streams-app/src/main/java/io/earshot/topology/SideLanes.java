package io.earshot.topology;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The side lanes that are open, and for how long nothing has come for each. */
final class SideLanes {
    /** After this time without a chunk nobody waits for more of an epoch that plays beside another. */
    static final Duration PATIENCE = Duration.ofMinutes(10);

    /** Side lanes of a source; each keeps audio that hops still need. */
    static final int MOST = 16;

    private final Map<String, Long> silentMillis = new LinkedHashMap<>(16, .75f, true);

    boolean isOpen(String lane) {
        return silentMillis.containsKey(lane);
    }

    /** A chunk came, perhaps the lane's first. */
    void hear(String lane) {
        silentMillis.put(lane, 0L);
    }

    void close(String lane) {
        silentMillis.remove(lane);
    }

    /** The lane of a source that has to make room for one more: that which is silent for longest. */
    Optional<String> surplus(String sourceId) {
        List<String> lanes = silentMillis.keySet().stream()
                .filter(lane -> LaneKey.sourceId(lane).equals(sourceId))
                .toList();
        return lanes.size() < MOST ? Optional.empty() : Optional.of(lanes.get(0));
    }

    /** Time passes; the lanes that nobody waits for any more. */
    List<String> pass(long millis) {
        List<String> over = new ArrayList<>();
        for (Iterator<Map.Entry<String, Long>> all = silentMillis.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<String, Long> lane = all.next();
            lane.setValue(lane.getValue() + millis);
            if (lane.getValue() >= PATIENCE.toMillis()) {
                over.add(lane.getKey());
            }
        }
        return over;
    }
}
