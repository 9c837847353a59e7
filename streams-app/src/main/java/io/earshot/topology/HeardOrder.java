package io.earshot.topology;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lanes in the order in which they were heard last, with what is kept of each. To find the silent ones costs as much as there
 * are of them, however many there are in all.
 */
final class HeardOrder {
    private final Map<String, Heard> lanes = new LinkedHashMap<>();
    private long bytes;

    private record Heard(long atMillis, int bytes) {}

    /**
     * A lane was heard.
     *
     * @param atMillis time on the {@link SilenceClock}
     * @param kept bytes kept of it
     */
    void heard(String lane, long atMillis, int kept) {
        remove(lane);
        lanes.put(lane, new Heard(atMillis, kept));
        bytes += kept;
    }

    /** Other bytes are kept of a lane; its place stays. */
    void resize(String lane, int kept) {
        lanes.computeIfPresent(lane, (key, heard) -> {
            bytes += kept - heard.bytes;
            return new Heard(heard.atMillis, kept);
        });
    }

    boolean remove(String lane) {
        Heard removed = lanes.remove(lane);
        bytes -= removed == null ? 0 : removed.bytes;
        return removed != null;
    }

    boolean contains(String lane) {
        return lanes.containsKey(lane);
    }

    /** Whether a lane that is here was heard last at a time or before. */
    boolean wasHeardBy(String lane, long atMillis) {
        return lanes.get(lane).atMillis <= atMillis;
    }

    /** When a lane that is here was heard last. */
    long heardAt(String lane) {
        return lanes.get(lane).atMillis;
    }

    int size() {
        return lanes.size();
    }

    /** Bytes kept of all. */
    long bytes() {
        return bytes;
    }

    /** The lane that was not heard for longest. */
    Optional<String> first() {
        return lanes.isEmpty()
                ? Optional.empty()
                : Optional.of(lanes.keySet().iterator().next());
    }

    /** Those that were heard last at a time or before, at most so many; a copy. */
    List<String> heardBy(long atMillis, int most) {
        List<String> silent = new ArrayList<>();
        for (Map.Entry<String, Heard> lane : lanes.entrySet()) {
            if (lane.getValue().atMillis > atMillis || silent.size() == most) {
                break;
            }
            silent.add(lane.getKey());
        }
        return silent;
    }
}
