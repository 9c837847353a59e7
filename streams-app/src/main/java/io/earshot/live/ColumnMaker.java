package io.earshot.live;

import io.earshot.audio.AudioChunk;
import io.earshot.audio.ChunkKind;
import io.earshot.audio.InvalidAudioException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * From chunks to what watchers see of them, for all sources. Keeps what is not yet a whole column of each epoch, of those heard
 * last. For one thread.
 */
public final class ColumnMaker {
    private static final int MOST_EPOCHS = 2_000;

    private final Map<Epoch, EpochColumns> epochs = new LinkedHashMap<>(16, .75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Epoch, EpochColumns> eldest) {
            return size() > MOST_EPOCHS;
        }
    };

    private record Epoch(String sourceId, long epochId) {}

    /** What a chunk adds; empty if nothing can be seen of it yet. Audio that cannot be decoded leaves a hole. */
    public Optional<LiveItem> see(AudioChunk chunk) {
        Epoch epoch = new Epoch(chunk.sourceId(), chunk.epochId());
        if (chunk.kind() == ChunkKind.END) {
            epochs.remove(epoch);
        }
        if (!EpochColumns.hasSpan(chunk)) {
            return Optional.empty();
        }
        EpochColumns columns = epochs.get(epoch);
        if (columns == null || !columns.isOf(chunk)) {
            columns = new EpochColumns(chunk);
            epochs.put(epoch, columns);
        }
        return see(chunk, columns);
    }

    private static Optional<LiveItem> see(AudioChunk chunk, EpochColumns columns) {
        if (chunk.kind() == ChunkKind.GAP) {
            columns.gap(chunk);
            return Optional.of(EpochColumns.spanOf(chunk));
        }
        try {
            return columns.audio(chunk).map(item -> item);
        } catch (InvalidAudioException e) {
            // The tagging service writes it to the dead letters, with its reason.
            return Optional.empty();
        }
    }
}
