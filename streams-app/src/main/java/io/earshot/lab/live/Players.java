package io.earshot.lab.live;

import io.earshot.audio.AudioChunk;
import io.earshot.audio.PcmFormat;
import io.earshot.audio.PcmStream;
import io.earshot.ingest.AudioFiles;
import io.earshot.ingest.ChunkPublisher;
import io.earshot.ingest.LimitedStream;
import io.earshot.ingest.LoopedStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Sources that play recordings over and over, one thread for all: what it costs to play them is not to be mistaken for what it costs
 * to hear them. Each begins a little later than the one before, so that their chunks come evenly.
 */
public final class Players {
    /** Of each recording; all of it is held in memory. */
    private static final int LOOP_SECONDS = 60;

    private final ChunkPublisher publisher;
    private final int chunkMillis;
    private final List<Loop> loops = new ArrayList<>();

    /** Audio that is played over and over. */
    private record Loop(PcmFormat format, byte[] bytes) {
        byte[] from(long firstSample, int samples) {
            int frame = format.frameBytes();
            int at = (int) (firstSample % (bytes.length / frame)) * frame;
            return Arrays.copyOfRange(bytes, at, at + samples * frame);
        }
    }

    /**
     * Reads the recordings.
     *
     * @param recordings taken in turns
     */
    public Players(ChunkPublisher publisher, AudioFiles files, List<Path> recordings, int chunkMillis)
            throws IOException {
        this.publisher = publisher;
        this.chunkMillis = chunkMillis;
        for (Path recording : recordings) {
            try (PcmStream stream = new LimitedStream(new LoopedStream(() -> files.open(recording), 0), LOOP_SECONDS)) {
                loops.add(loop(stream));
            }
        }
    }

    /** Whole chunks only, so that none goes over the end. */
    private Loop loop(PcmStream stream) throws IOException {
        int chunk = chunkSamples(stream.format()) * stream.format().frameBytes();
        byte[] bytes = new byte[LOOP_SECONDS * 1_000 / chunkMillis * chunk];
        byte[] buffer = new byte[chunk];
        int filled = 0;
        for (int read = stream.read(buffer); read > 0 && filled < bytes.length; read = stream.read(buffer)) {
            int kept = Math.min(read, bytes.length - filled);
            System.arraycopy(buffer, 0, bytes, filled, kept);
            filled += kept;
        }
        return new Loop(stream.format(), bytes);
    }

    private int chunkSamples(PcmFormat format) {
        return format.sampleRateHz() * chunkMillis / 1_000;
    }

    /** The id of a source. */
    static String sourceId(int number) {
        return "bench-" + number;
    }

    /** Plays in the audio's own time until it is told to end. */
    public void play(int sources, BooleanSupplier isOver) throws InterruptedException {
        long startNanos = System.nanoTime();
        long startMicros = System.currentTimeMillis() * 1_000;
        for (long chunk = 0; !isOver.getAsBoolean(); chunk++) {
            for (int source = 0; source < sources && !isOver.getAsBoolean(); source++) {
                long laterMicros = laterMicros(source, sources);
                long dueMicros = laterMicros + (chunk + 1) * chunkMillis * 1_000;
                sleepUntil(startNanos + dueMicros * 1_000);
                publish(source, chunk, startMicros + laterMicros);
            }
        }
        publisher.flush();
    }

    /** Publishes so much audio of each source at once. */
    public void publish(int sources, long seconds) {
        long startMicros = System.currentTimeMillis() * 1_000;
        for (long chunk = 0; chunk * chunkMillis < seconds * 1_000; chunk++) {
            for (int source = 0; source < sources; source++) {
                publish(source, chunk, startMicros + laterMicros(source, sources));
            }
        }
        publisher.flush();
    }

    /** Spread over a chunk. */
    private long laterMicros(int source, int sources) {
        return chunkMillis * 1_000L * source / sources;
    }

    private void publish(int source, long chunk, long epochStartMicros) {
        Loop loop = loops.get(source % loops.size());
        int samples = chunkSamples(loop.format());
        long first = chunk * samples;
        publisher.publish(AudioChunk.audio(
                sourceId(source), epochStartMicros, first, epochStartMicros, loop.format(), loop.from(first, samples)));
    }

    private static void sleepUntil(long nanos) throws InterruptedException {
        long wait = nanos - System.nanoTime();
        if (wait > 0) {
            TimeUnit.NANOSECONDS.sleep(wait);
        }
    }
}
