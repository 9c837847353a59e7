package io.earshot.ingest;

import io.earshot.audio.AudioChunk;
import io.earshot.audio.ChunkKind;
import io.earshot.audio.GapReason;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Chunks that wait to be written, in order, no more of them than a limit. Live audio that finds no room is lost: a gap
 * stands in its place as soon as there is room again, so that all later samples keep their positions and times. Holds chunks
 * of any number of sources. Safe for several threads.
 */
final class ChunkBacklog {
    /** Of a chunk beside its payload, in memory. */
    private static final int CHUNK_BYTES = 200;

    private final long mostBytes;
    private final Consumer<AudioChunk> lost;
    private final Deque<AudioChunk> chunks = new ArrayDeque<>();
    /** What each source has lost since its last chunk that found room. */
    private final Map<String, AudioChunk> gaps = new LinkedHashMap<>();

    private long bytes;
    private boolean abandoned;

    /**
     * @param mostBytes that wait at once
     * @param lost gets each gap, once its length is known
     */
    ChunkBacklog(long mostBytes, Consumer<AudioChunk> lost) {
        this.mostBytes = mostBytes;
        this.lost = lost;
    }

    /** Takes a chunk, or loses it if there is no room; never waits. */
    synchronized void offer(AudioChunk chunk) {
        AudioChunk gap = gaps.get(chunk.sourceId());
        if (gap != null && gap.epochId() != chunk.epochId()) {
            addGap(gap);
            gap = null;
        }
        if (chunk.kind() == ChunkKind.AUDIO && !hasRoom(chunk)) {
            gaps.put(
                    chunk.sourceId(),
                    gap == null ? gap(chunk, chunk.samples()) : gap(gap, gap.gapSamples() + chunk.samples()));
            return;
        }
        if (gap != null) {
            addGap(gap);
        }
        add(chunk);
    }

    private void addGap(AudioChunk gap) {
        lost.accept(gap);
        add(gap);
        gaps.remove(gap.sourceId());
    }

    /** Takes a chunk, once there is room. */
    synchronized void put(AudioChunk chunk) throws InterruptedException {
        while (!hasRoom(chunk)) {
            wait();
        }
        add(chunk);
    }

    /** Drops all that waits, and all that comes: nothing will be written any more. */
    synchronized void abandon() {
        abandoned = true;
        chunks.clear();
        bytes = 0;
        notifyAll();
    }

    /** The chunks that have waited longest, which stay; waits until there is one. */
    synchronized List<AudioChunk> first(int most) throws InterruptedException {
        while (chunks.isEmpty()) {
            wait();
        }
        return chunks.stream().limit(most).toList();
    }

    /** Forgets the chunks that have waited longest: they are written. */
    synchronized void remove(int count) {
        for (int i = 0; i < count; i++) {
            bytes -= size(chunks.remove());
        }
        if (count > 0) {
            // There is room. Also for sources that say nothing any more.
            List.copyOf(gaps.values()).forEach(this::addGap);
        }
        notifyAll();
    }

    synchronized boolean isEmpty() {
        return chunks.isEmpty();
    }

    private void add(AudioChunk chunk) {
        if (abandoned) {
            return;
        }
        chunks.add(chunk);
        bytes += size(chunk);
        notifyAll();
    }

    private boolean hasRoom(AudioChunk chunk) {
        return chunks.isEmpty() || bytes + size(chunk) <= mostBytes;
    }

    /** In place of audio that is lost. */
    static AudioChunk gap(AudioChunk first, long samples) {
        return AudioChunk.gap(
                        first.sourceId(),
                        first.epochId(),
                        first.firstSample(),
                        first.epochStartMicros(),
                        first.format(),
                        samples)
                .withOrigin(first.origin())
                .withGapReason(GapReason.OVERLOAD);
    }

    private static int size(AudioChunk chunk) {
        return CHUNK_BYTES + chunk.payload().length;
    }
}
