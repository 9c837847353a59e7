package io.earshot.listen;

import io.earshot.audio.AudioOrigin;
import io.earshot.audio.GapReason;
import io.earshot.audio.PcmFormat;
import io.earshot.audio.SampleEncoding;
import io.earshot.ingest.ChunkSink;

/** The epochs of a source, one after the other: what was heard in them, what is missing, and why. */
final class Epochs {
    /** In which nothing was heard yet: only its gaps count. */
    private static final PcmFormat UNHEARD = new PcmFormat(32_000, 1, SampleEncoding.S16);

    private final ChunkSink sink;
    private final String sourceId;
    private final int chunkMillis;
    private final Clocks clocks;
    private final long beganMicros;
    private EpochWriter newest;
    private long lastId;
    private long heardEndMicros;
    private Tail tail = new Tail(UNHEARD);
    private long leftOut;
    private double heardSeconds;
    private double missedSeconds;

    /** @param lastId the newest epoch that any listener of the source opened; -1: none */
    Epochs(ChunkSink sink, String sourceId, int chunkMillis, Clocks clocks, long lastId) {
        this.sink = sink;
        this.sourceId = sourceId;
        this.chunkMillis = chunkMillis;
        this.clocks = clocks;
        this.beganMicros = clocks.micros();
        this.lastId = lastId;
    }

    /** The newest epoch; -1: none. */
    long lastId() {
        return lastId;
    }

    /** Notes an epoch that is known to be done. */
    void lastId(long done) {
        lastId = done;
    }

    double heardSeconds() {
        return heardSeconds;
    }

    double missedSeconds() {
        return missedSeconds;
    }

    /** Whether there is an epoch that goes on. */
    boolean isOpen() {
        return newest != null && !newest.ended();
    }

    /** Capture time of the first sample after all that was said; where listening began, if nothing was. */
    long endMicros() {
        return isOpen() ? newest.endMicros() : beganMicros;
    }

    /** Capture time of the first sample after what was heard. */
    long heardEndMicros() {
        return heardEndMicros;
    }

    /** The last that was heard. */
    Tail tail() {
        return tail;
    }

    /** Begins a live epoch. */
    void begin(long startMicros, PcmFormat format) throws InterruptedException {
        begin(startMicros, format, AudioOrigin.LIVE, Math.max(clocks.micros(), lastId + 1));
    }

    /** Begins an epoch; the one before stays open, unless it was ended. */
    void begin(long startMicros, PcmFormat format, AudioOrigin origin, long id) throws InterruptedException {
        flush();
        lastId = id;
        newest = new EpochWriter(sink, sourceId, id, startMicros, format, origin, chunkMillis);
        tail = tail.format().equals(format) ? tail : new Tail(format);
        heardEndMicros = startMicros;
    }

    /** So many of the next samples were heard before, or given up. */
    void leaveOut(long samples) {
        leftOut = samples;
    }

    /** Takes whole samples of all channels. */
    void write(byte[] pcm, int from, int count) throws InterruptedException {
        PcmFormat format = newest.format();
        int skipped = (int) Math.min(leftOut, count / format.frameBytes());
        leftOut -= skipped;
        int start = from + skipped * format.frameBytes();
        int bytes = from + count - start;
        if (bytes > 0) {
            newest.audio(pcm, start, bytes);
            tail.hear(pcm, start, bytes);
            heardEndMicros = newest.endMicros();
            heardSeconds += format.seconds(bytes / format.frameBytes());
        }
    }

    /** What follows is what the stream says that it plays. */
    void title(String title) throws InterruptedException {
        if (newest != null) {
            newest.title(title);
        }
    }

    /** So many samples are missing within the stream. */
    void missing(long samples) throws InterruptedException {
        if (samples > 0) {
            newest.gap(samples, GapReason.SAMPLES_MISSING);
            tail.forget();
            missedSeconds += newest.format().seconds(samples);
        }
    }

    /** What lies between here and a capture time is missing; begins an epoch for it if none is open. */
    void missingUntil(long micros, GapReason reason) throws InterruptedException {
        if (!isOpen()) {
            begin(beganMicros, UNHEARD);
        }
        missedSeconds += newest.format().seconds(newest.gapUntil(micros, reason));
    }

    /**
     * Whatever comes next is another epoch: one that holds nothing but what is missing begins at once, so that sounds that went
     * on are not held open for a source that is away.
     */
    void breakOff() throws InterruptedException {
        begin(newest.endMicros(), newest.format());
        newest.gap(1, GapReason.SOURCE_DOWN);
    }

    /** Hands out what waits for a whole chunk. */
    void flush() throws InterruptedException {
        if (newest != null) {
            newest.flush();
        }
    }

    /** The newest epoch is over: nothing is missing after it. */
    void end() throws InterruptedException {
        if (newest != null) {
            newest.end();
        }
    }
}
