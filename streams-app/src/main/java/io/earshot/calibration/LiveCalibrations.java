package io.earshot.calibration;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The published calibrations of all sources. Keeps the newest two of each source and query, so that a calibration holds
 * from the audio time that it names and not from its arrival. One that names an earlier time than those before it replaces
 * them: the source's clock went back. Safe for several threads.
 *
 * <p>About 130 bytes for each source and query, twice that once it has been fitted again: ids of queries and versions are kept once,
 * values in the single precision in which they are published.
 */
public final class LiveCalibrations {
    private final Map<String, Map<String, KeptCalibration>> bySource = new ConcurrentHashMap<>();
    private final Map<String, String> names = new ConcurrentHashMap<>();

    /** Adds the next calibration. */
    public void put(Calibration calibration) {
        bySource.compute(calibration.sourceId(), (source, known) -> {
            Map<String, KeptCalibration> ofSource = known == null ? new ConcurrentHashMap<>() : known;
            ofSource.compute(
                    name(calibration.queryId()), (id, before) -> KeptCalibration.of(calibration, before, this::name));
            return ofSource;
        });
    }

    /** Removes a query's calibrations on a source, and the source with the last of them. */
    public void remove(String sourceId, String queryId) {
        bySource.computeIfPresent(sourceId, (source, ofSource) -> {
            ofSource.remove(queryId);
            return ofSource.isEmpty() ? null : ofSource;
        });
    }

    /** What is in force for a version of a query on a source, at an audio time in microseconds since 1970. */
    public Optional<Calibration> find(String sourceId, String queryId, String queryVersion, long atMicros) {
        return kept(sourceId, queryId)
                .flatMap(newest -> newest.at(atMicros))
                .filter(kept -> kept.isOf(queryVersion))
                .map(kept -> kept.calibration(sourceId, queryId));
    }

    /** The newest of a query on a source, in force or not. */
    public Optional<Calibration> newest(String sourceId, String queryId) {
        return kept(sourceId, queryId).map(kept -> kept.calibration(sourceId, queryId));
    }

    /** Ids of the sources that have calibrations; a copy. */
    public List<String> sourceIds() {
        return List.copyOf(bySource.keySet());
    }

    /** Ids of the queries that have a calibration on a source; a copy. */
    public List<String> queryIds(String sourceId) {
        return List.copyOf(bySource.getOrDefault(sourceId, Map.of()).keySet());
    }

    /** Number of sources and queries that have a calibration. */
    public int size() {
        return bySource.values().stream().mapToInt(Map::size).sum();
    }

    private Optional<KeptCalibration> kept(String sourceId, String queryId) {
        return Optional.ofNullable(bySource.getOrDefault(sourceId, Map.of()).get(queryId));
    }

    /** The same object for the same text. */
    private String name(String text) {
        return names.computeIfAbsent(text, same -> same);
    }
}
