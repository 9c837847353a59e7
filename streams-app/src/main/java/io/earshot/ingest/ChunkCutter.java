package io.earshot.ingest;

import io.earshot.audio.AudioChunk;
import io.earshot.audio.AudioOrigin;
import io.earshot.audio.GapReason;
import io.earshot.audio.PcmFormat;
import io.earshot.audio.PcmStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/**
 * Cuts a stream into the chunks of one epoch, the last of which is its END; where samples are missing there is a GAP. Leaves the
 * stream open.
 */
public final class ChunkCutter {
    /** The default length of a chunk. */
    public static final int DEFAULT_MILLIS = 320;

    private final PcmStream stream;
    private final String sourceId;
    private final long epochId;
    private final long epochStartMicros;
    private final AudioOrigin origin;
    private final byte[] buffer;
    private long nextSample;
    private boolean atHole = true;
    private boolean ended;

    /**
     * @param epochStartMicros capture time of the first sample, microseconds since 1970
     * @param origin of the epoch: RECORDING for files and pipes, so that their names do not change what is heard in them
     * @param chunkMillis of a chunk; shortened where so much would be too large for a record
     */
    public ChunkCutter(
            PcmStream stream,
            String sourceId,
            long epochId,
            long epochStartMicros,
            AudioOrigin origin,
            int chunkMillis) {
        if (chunkMillis < AudioChunk.MIN_MILLIS || chunkMillis > AudioChunk.MAX_MILLIS) {
            throw new IllegalArgumentException("chunks of " + chunkMillis + " ms are outside " + AudioChunk.MIN_MILLIS
                    + ".." + AudioChunk.MAX_MILLIS);
        }
        this.stream = stream;
        this.sourceId = sourceId;
        this.epochId = epochId;
        this.epochStartMicros = epochStartMicros;
        this.origin = origin;
        this.buffer = new byte[chunkBytes(stream.format(), chunkMillis)];
    }

    /** The next chunk; nothing after the END. */
    public Optional<AudioChunk> next() throws IOException {
        if (ended) {
            return Optional.empty();
        }
        PcmFormat format = stream.format();
        if (atHole && stream.missingSamples() > 0) {
            return Optional.of(gap(stream.missingSamples()));
        }
        int bytes = stream.read(buffer);
        atHole = true;
        if (bytes == -1) {
            ended = true;
            return Optional.of(AudioChunk.end(sourceId, epochId, nextSample, epochStartMicros, format)
                    .withOrigin(origin));
        }
        byte[] payload = Arrays.copyOf(buffer, bytes);
        AudioChunk chunk = AudioChunk.audio(sourceId, epochId, nextSample, epochStartMicros, format, payload)
                .withOrigin(origin)
                .withTitle(stream.title());
        nextSample = chunk.endSample();
        return Optional.of(chunk);
    }

    private AudioChunk gap(long samples) {
        atHole = false;
        AudioChunk gap = AudioChunk.gap(sourceId, epochId, nextSample, epochStartMicros, stream.format(), samples)
                .withOrigin(origin)
                .withGapReason(GapReason.SAMPLES_MISSING)
                .withTitle(stream.title());
        nextSample = gap.endSample();
        return gap;
    }

    private static int chunkBytes(PcmFormat format, int chunkMillis) {
        long samples = (long) format.sampleRateHz() * chunkMillis / 1000;
        long greatest = AudioChunk.MAX_PAYLOAD_BYTES / format.frameBytes();
        return (int) Math.min(samples, greatest) * format.frameBytes();
    }
}
