package io.earshot.service;

import io.earshot.audio.AudioChunk;
import io.earshot.audio.AudioOrigin;
import io.earshot.audio.PcmStream;
import io.earshot.ingest.AudioFiles;
import io.earshot.ingest.ChunkCutter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The bundled recordings as chunks. */
final class Recordings {
    static final long EPOCH = 1_700_000_000_000_000L;

    private Recordings() {}

    static Path folder() {
        return Path.of(System.getProperty("earshot.home"), "models", "demo");
    }

    /** A recording as the chunks of a source, the END included. */
    static List<AudioChunk> chunks(String recording, String sourceId) throws IOException {
        return chunks(recording, sourceId, EPOCH);
    }

    /** The same, captured at another time: an epoch of its own. */
    static List<AudioChunk> chunks(String recording, String sourceId, long epoch) throws IOException {
        List<AudioChunk> chunks = new ArrayList<>();
        try (PcmStream pcm = AudioFiles.bundled().open(folder().resolve(recording))) {
            ChunkCutter cutter =
                    new ChunkCutter(pcm, sourceId, epoch, epoch, AudioOrigin.RECORDING, ChunkCutter.DEFAULT_MILLIS);
            for (Optional<AudioChunk> chunk = cutter.next(); chunk.isPresent(); chunk = cutter.next()) {
                chunks.add(chunk.get());
            }
        }
        return chunks;
    }
}
