package io.earshot.coverage;

import io.earshot.audio.AudioChunk;
import io.earshot.audio.AudioOrigin;
import io.earshot.audio.ChunkKind;
import io.earshot.audio.GapReason;
import java.util.Map;
import java.util.TreeMap;

/** The slow, plain oracle: a word for each ten milliseconds. What it is given begins and ends with one. */
final class PlainCoverage {
    static final int RATE_HZ = 8_000;
    static final long UNIT_MICROS = 10_000;
    private static final int UNIT_SAMPLES = RATE_HZ / 100;
    private static final long MINUTE = 60_000_000 / UNIT_MICROS;
    private static final String HEARD = "HEARD";

    private final TreeMap<Long, String> byUnit = new TreeMap<>();
    private long epochId = -1;
    private long told;
    private boolean ended = true;

    void accept(AudioChunk chunk) {
        long from = unit(chunk, chunk.firstSample());
        long to = unit(chunk, chunk.endSample());
        begin(chunk);
        assume(told, from, GapReason.CHUNKS_MISSING);
        for (long at = from; at < to; at++) {
            if (chunk.kind() == ChunkKind.GAP) {
                miss(at, chunk.gapReason() == GapReason.UNKNOWN ? GapReason.SAMPLES_MISSING : chunk.gapReason());
            } else if (at >= told) {
                byUnit.put(at, HEARD);
            } else {
                late(at);
            }
        }
        if (chunk.kind() == ChunkKind.END) {
            ended = true;
            byUnit.tailMap(from).values().removeIf(word -> !word.equals(HEARD));
        }
        told = Math.max(told, to);
    }

    void refuse(AudioChunk chunk) {
        begin(chunk);
        long from = unit(chunk, chunk.firstSample());
        assume(told, from, GapReason.CHUNKS_MISSING);
        for (long at = from; at < unit(chunk, chunk.endSample()); at++) {
            miss(at, GapReason.BAD_RECORDS);
        }
    }

    void late(AudioChunk chunk) {
        for (long at = unit(chunk, chunk.firstSample()); at < unit(chunk, chunk.endSample()); at++) {
            late(at);
        }
    }

    void lose(long millis) {
        if (!ended) {
            assume(told, told + millis * 1_000 / UNIT_MICROS, GapReason.STREAM_LOST);
        }
    }

    /** Units of each minute by what became of them, in minutes of which something is known. */
    Map<Long, Map<String, Long>> minutes() {
        Map<Long, Map<String, Long>> minutes = new TreeMap<>();
        byUnit.forEach((at, word) ->
                minutes.computeIfAbsent(at / MINUTE, first -> new TreeMap<>()).merge(word, 1L, Long::sum));
        return minutes;
    }

    private void begin(AudioChunk chunk) {
        if (chunk.epochId() == epochId) {
            return;
        }
        long start = unit(chunk, chunk.firstSample() > 60L * RATE_HZ ? chunk.firstSample() : 0);
        if (!ended && chunk.origin() == AudioOrigin.LIVE) {
            assume(told, start, GapReason.HAND_OVER);
        }
        epochId = chunk.epochId();
        ended = false;
        told = start;
    }

    private void assume(long from, long to, GapReason reason) {
        for (long at = from; at < to; at++) {
            byUnit.putIfAbsent(at, reason.name());
        }
    }

    private void miss(long at, GapReason reason) {
        byUnit.merge(at, reason.name(), (known, fresh) -> known.equals(HEARD) ? known : fresh);
    }

    private void late(long at) {
        byUnit.computeIfPresent(at, (same, known) -> known.equals(HEARD) ? known : GapReason.LATE.name());
    }

    private static long unit(AudioChunk chunk, long sample) {
        return chunk.epochStartMicros() / UNIT_MICROS + sample / UNIT_SAMPLES;
    }
}
