package io.earshot.audio;

/**
 * The PCM that arrived in one record, and where in its epoch it belongs.
 *
 * @param sourceId names the source; not empty
 * @param kind of the chunk; only {@link ChunkKind#AUDIO} carries a payload
 * @param epochId names the epoch among those of its source; not negative. Epochs follow each other in the order of
 *     their first chunks
 * @param firstSample index in the epoch of the first sample (of each channel); for GAP the first missing one,
 *     for END the number of samples that the epoch has
 * @param epochStartMicros capture time of the epoch's sample 0, microseconds since 1970 in UTC
 * @param format of the payload
 * @param gapSamples how many samples are missing (GAP), else 0
 * @param payload interleaved PCM, read-only
 * @param origin of the epoch; the same in all of its chunks
 * @param gapReason why the samples of a GAP are missing; {@link GapReason#UNKNOWN} for every other kind
 * @param title what the stream says that it plays, as it was sent; empty if it says nothing
 */
public record AudioChunk(
        String sourceId,
        ChunkKind kind,
        long epochId,
        long firstSample,
        long epochStartMicros,
        PcmFormat format,
        long gapSamples,
        byte[] payload,
        AudioOrigin origin,
        GapReason gapReason,
        String title) {
    /** Greatest payload of a chunk: what fits a broker's default record limit. */
    public static final int MAX_PAYLOAD_BYTES = 900_000;

    public static final int MIN_MILLIS = 20;
    public static final int MAX_MILLIS = 2_000;
    /** Long enough for a path. */
    public static final int MAX_SOURCE_ID_CHARS = 4_096;
    /** Longer titles are cut off. */
    public static final int MAX_TITLE_CHARS = 1_024;
    /** Greatest sample index: 23 years at the highest rate, and small enough that the arithmetic cannot overflow. */
    public static final long MAX_SAMPLE = 1L << 47;
    /** The year 10000. */
    private static final long MAX_EPOCH_MICROS = 253_402_300_800_000_000L;

    /** @throws InvalidAudioException if the chunk contradicts itself or is out of range */
    public AudioChunk {
        if (sourceId == null || sourceId.isEmpty()) {
            throw new InvalidAudioException("a chunk needs a source id");
        }
        if (sourceId.length() > MAX_SOURCE_ID_CHARS) {
            throw new InvalidAudioException(
                    "source id of " + sourceId.length() + " characters, at most " + MAX_SOURCE_ID_CHARS);
        }
        if (kind == null || format == null || payload == null || origin == null || gapReason == null) {
            throw new InvalidAudioException("a chunk needs a kind, a format, a payload, an origin and a gap reason");
        }
        title = title.length() <= MAX_TITLE_CHARS ? title : title.substring(0, MAX_TITLE_CHARS);
        requireRange("epoch id", epochId, Long.MAX_VALUE);
        requireRange("first sample", firstSample, MAX_SAMPLE);
        requireRange("number of missing samples", gapSamples, MAX_SAMPLE - firstSample);
        requireRange("epoch start in microseconds", epochStartMicros, MAX_EPOCH_MICROS);
        if ((kind == ChunkKind.GAP) != (gapSamples > 0)) {
            throw new InvalidAudioException(kind + " chunk with " + gapSamples + " missing samples");
        }
        if (kind != ChunkKind.AUDIO && payload.length != 0) {
            throw new InvalidAudioException(kind + " chunk with " + payload.length + " bytes of payload");
        }
        if (kind == ChunkKind.AUDIO) {
            requirePlausible(format, payload.length);
        }
    }

    /** A chunk with samples. */
    public static AudioChunk audio(
            String sourceId, long epochId, long firstSample, long epochStartMicros, PcmFormat format, byte[] payload) {
        return live(sourceId, ChunkKind.AUDIO, epochId, firstSample, epochStartMicros, format, 0, payload);
    }

    /** The chunk that ends an epoch of {@code samples} samples. */
    public static AudioChunk end(String sourceId, long epochId, long samples, long epochStartMicros, PcmFormat format) {
        return live(sourceId, ChunkKind.END, epochId, samples, epochStartMicros, format, 0, new byte[0]);
    }

    /** The chunk that reports missing samples. */
    public static AudioChunk gap(
            String sourceId, long epochId, long firstSample, long epochStartMicros, PcmFormat format, long gapSamples) {
        return live(sourceId, ChunkKind.GAP, epochId, firstSample, epochStartMicros, format, gapSamples, new byte[0]);
    }

    /** The same from another origin. */
    public AudioChunk withOrigin(AudioOrigin other) {
        return with(other, gapReason, title);
    }

    /** The same gap for another reason. */
    public AudioChunk withGapReason(GapReason other) {
        return with(origin, other, title);
    }

    /** The same under another title. */
    public AudioChunk withTitle(String other) {
        return with(origin, gapReason, other);
    }

    private static AudioChunk live(
            String sourceId,
            ChunkKind kind,
            long epochId,
            long firstSample,
            long epochStartMicros,
            PcmFormat format,
            long gapSamples,
            byte[] payload) {
        return new AudioChunk(
                sourceId,
                kind,
                epochId,
                firstSample,
                epochStartMicros,
                format,
                gapSamples,
                payload,
                AudioOrigin.LIVE,
                GapReason.UNKNOWN,
                "");
    }

    private AudioChunk with(AudioOrigin otherOrigin, GapReason otherReason, String otherTitle) {
        return new AudioChunk(
                sourceId,
                kind,
                epochId,
                firstSample,
                epochStartMicros,
                format,
                gapSamples,
                payload,
                otherOrigin,
                otherReason,
                otherTitle);
    }

    /** Samples of each channel in the payload. */
    public int samples() {
        return payload.length / format.frameBytes();
    }

    /** Index in the epoch of the first sample after this chunk. */
    public long endSample() {
        return firstSample + (kind == ChunkKind.GAP ? gapSamples : samples());
    }

    private static void requireRange(String what, long value, long greatest) {
        if (value < 0 || value > greatest) {
            throw new InvalidAudioException(what + " " + value + " is outside 0.." + greatest);
        }
    }

    private static void requirePlausible(PcmFormat format, int bytes) {
        if (bytes == 0 || bytes % format.frameBytes() != 0) {
            throw new InvalidAudioException(
                    "payload of " + bytes + " bytes is not a positive multiple of " + format.frameBytes());
        }
        if (bytes > MAX_PAYLOAD_BYTES) {
            throw new InvalidAudioException("payload of " + bytes + " bytes exceeds " + MAX_PAYLOAD_BYTES);
        }
        long millis = 1000L * (bytes / format.frameBytes()) / format.sampleRateHz();
        if (millis > MAX_MILLIS) {
            throw new InvalidAudioException("chunk of " + millis + " ms exceeds " + MAX_MILLIS);
        }
    }
}
