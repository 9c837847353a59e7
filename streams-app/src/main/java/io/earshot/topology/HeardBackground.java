package io.earshot.topology;

import io.earshot.calibration.BackgroundSegment;
import io.earshot.calibration.EmbeddingReservoir;
import io.earshot.calibration.HeardSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The background of the sources of a task: a sample of segments, an entry each, and the amount of audio. Of more
 * sources than are allowed, one that has been silent for long makes room; if there is none, the new one is not kept.
 */
final class HeardBackground {
    /** Appended to the topic without a record of a source, after which it may be forgotten for another. */
    private static final long SILENT_MILLIS = 3_600_000;

    private final SourceStore<BackgroundSegment> segments;
    private final KeyValueStore<String, HeardSource> heard;
    private final int mostSources;
    private final Map<String, EmbeddingReservoir> reservoirs = new HashMap<>();
    private final Map<String, Long> appendMillis = new HashMap<>();

    /** Takes over what the stores hold. */
    HeardBackground(
            KeyValueStore<byte[], BackgroundSegment> segments,
            KeyValueStore<String, HeardSource> heard,
            int mostSources) {
        this.segments = new SourceStore<>(segments);
        this.heard = heard;
        this.mostSources = mostSources;
        try (KeyValueIterator<String, HeardSource> stored = heard.all()) {
            stored.forEachRemaining(source -> reservoirs.put(source.key, restored(source.key)));
        }
    }

    /**
     * Takes the next segment of a source.
     *
     * @param endMicros audio time at which it ends
     * @return the source that was forgotten for it
     */
    Optional<String> hear(String sourceId, BackgroundSegment segment, double seconds, long endMicros, long appended) {
        Optional<String> forgotten = makeRoom(sourceId, appended);
        if (!reservoirs.containsKey(sourceId) && reservoirs.size() >= mostSources) {
            return Optional.empty();
        }
        appendMillis.put(sourceId, appended);
        EmbeddingReservoir.Verdict verdict = reservoirs
                .computeIfAbsent(sourceId, EmbeddingReservoir::new)
                .offer(segment.epochId(), segment.gridIndex(), segment.startMicros());
        verdict.evicted().ifPresent(block -> evict(sourceId, block));
        if (verdict.isKept()) {
            segments.put(SourceKey.of(sourceId, segment.epochId(), segment.gridIndex()), segment);
        }
        heard.put(sourceId, of(sourceId).heard(seconds, endMicros));
        return forgotten;
    }

    /** The amount of audio of a source. */
    HeardSource of(String sourceId) {
        HeardSource known = heard.get(sourceId);
        return known == null ? HeardSource.NOTHING : known;
    }

    /** Records that all queries were fitted to a source. */
    void fitted(String sourceId) {
        heard.put(sourceId, of(sourceId).fitted());
    }

    /** The sources; a copy. */
    List<String> sources() {
        return List.copyOf(reservoirs.keySet());
    }

    /** The sample of a source, in the order of epoch and grid. */
    List<BackgroundSegment> sample(String sourceId) {
        return segments.values(sourceId);
    }

    private Optional<String> makeRoom(String sourceId, long appended) {
        if (reservoirs.containsKey(sourceId) || reservoirs.size() < mostSources) {
            return Optional.empty();
        }
        Optional<String> silent = reservoirs.keySet().stream()
                .filter(id -> appended - appendMillis.computeIfAbsent(id, same -> appended) >= SILENT_MILLIS)
                .min(Comparator.comparing(appendMillis::get));
        silent.ifPresent(this::forget);
        return silent;
    }

    private void forget(String sourceId) {
        segments.deleteAll(sourceId);
        heard.delete(sourceId);
        reservoirs.remove(sourceId);
        appendMillis.remove(sourceId);
    }

    private void evict(String sourceId, EmbeddingReservoir.Block block) {
        for (int hop = 0; hop < EmbeddingReservoir.BLOCK_HOPS; hop++) {
            segments.delete(SourceKey.of(sourceId, block.epochId(), block.firstHop() + hop));
        }
    }

    private EmbeddingReservoir restored(String sourceId) {
        EmbeddingReservoir reservoir = new EmbeddingReservoir(sourceId);
        segments.values(sourceId)
                .forEach(segment -> reservoir.offer(segment.epochId(), segment.gridIndex(), segment.startMicros()));
        return reservoir;
    }
}
