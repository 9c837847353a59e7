package io.earshot.calibration;

import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The calibrations that were published, of all sources. Of each source and query the one in force and those announced
 * for later are kept, so that a calibration holds from the audio time that it names and not from when it came. Safe for
 * several threads.
 */
public final class LiveCalibrations {
    /** Calibrations of one query on one source that are kept, newest first. */
    private static final int KEPT = 2;

    private final Map<Key, NavigableMap<Long, Calibration>> byKey = new ConcurrentHashMap<>();

    /** Takes the next calibration. */
    public void put(Calibration calibration) {
        Key key = new Key(calibration.sourceId(), calibration.queryId());
        byKey.merge(key, new TreeMap<>(Map.of(calibration.validFromMicros(), calibration)), LiveCalibrations::together);
    }

    /** Forgets a query's calibrations on a source. */
    public void remove(String sourceId, String queryId) {
        byKey.remove(new Key(sourceId, queryId));
    }

    /** What is in force for a version of a query on a source, at an audio time in microseconds since 1970. */
    public Optional<Calibration> find(String sourceId, String queryId, String queryVersion, long atMicros) {
        NavigableMap<Long, Calibration> known = byKey.get(new Key(sourceId, queryId));
        if (known == null) {
            return Optional.empty();
        }
        return Optional.ofNullable(known.floorEntry(atMicros))
                .map(Map.Entry::getValue)
                .filter(calibration -> calibration.queryVersion().equals(queryVersion));
    }

    /** Number of calibrations that are kept. */
    public int size() {
        return byKey.values().stream().mapToInt(Map::size).sum();
    }

    /** A new map, as readers may hold the old one. */
    private static NavigableMap<Long, Calibration> together(
            NavigableMap<Long, Calibration> before, NavigableMap<Long, Calibration> added) {
        NavigableMap<Long, Calibration> next = new TreeMap<>(before);
        next.putAll(added);
        while (next.size() > KEPT) {
            next.pollFirstEntry();
        }
        return next;
    }

    private record Key(String sourceId, String queryId) {}
}
