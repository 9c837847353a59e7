package io.earshot.topology;

import io.earshot.audio.AudioChunk;
import io.earshot.audio.SampleClock;
import java.util.Map;

/**
 * How fast a source may send audio, so that it does not hold up the others of its partition: a partition is one order, and
 * what stands behind a flood has to wait for it. A source may be behind and catch up with {@link #BURST_SECONDS} at once.
 * Counts by the times at which chunks were appended; a restart begins anew. Not safe for several threads.
 */
final class SourceQuota {
    /** Seconds of the allowed rate that may come at once: after an outage of an hour at 10 times real time, 10 minutes. */
    static final int BURST_SECONDS = 60;

    private final int timesRealTime;
    private final Map<String, Used> bySource = new RecentSources<>();

    private record Used(double seconds, long appendMillis) {}

    /** @param timesRealTime seconds of audio that a source may send a second; 0: any */
    SourceQuota(int timesRealTime) {
        this.timesRealTime = timesRealTime;
    }

    /** Whether a chunk that was appended at a time, milliseconds since 1970, may be heard. */
    boolean takes(AudioChunk chunk, long appendMillis) {
        if (timesRealTime == 0) {
            return true;
        }
        Used before = bySource.getOrDefault(chunk.sourceId(), new Used(0, appendMillis));
        double leaked = Math.max(0, appendMillis - before.appendMillis) / 1e3 * timesRealTime;
        double used = Math.max(0, before.seconds - leaked);
        double more = Math.max(AudioChunk.MIN_MILLIS / 1e3, seconds(chunk));
        boolean takes = used + more <= (double) BURST_SECONDS * timesRealTime;
        bySource.put(chunk.sourceId(), new Used(takes ? used + more : used, appendMillis));
        return takes;
    }

    /** Of a chunk without audio nothing. */
    private static double seconds(AudioChunk chunk) {
        return new SampleClock(0, chunk.format().sampleRateHz()).microsAt(chunk.samples()) / 1e6;
    }
}
