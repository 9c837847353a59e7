package io.earshot.coverage;

import io.earshot.audio.AudioChunk;
import io.earshot.audio.AudioOrigin;
import io.earshot.audio.ChunkKind;
import io.earshot.audio.GapReason;
import io.earshot.audio.SampleClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps the account of one lane. A minute is closed once the lane's time is {@link #MARGIN_MICROS} past its end. Audio of a
 * time that is closed already, because it was held up or because the source's clock went back, has records of its own. Not
 * safe for use by several threads.
 */
public final class CoverageAccount {
    /** More than a new epoch reaches back behind the end of the one before: the start of a live stream is some seconds old. */
    static final long MARGIN_MICROS = 120_000_000;

    /** A longer hole is a clock that was set, or a source that was given up: only so much before its end is expected. */
    public static final Duration LONGEST_HOLE = Duration.ofDays(7);

    private static final long LONGEST_MICROS = LONGEST_HOLE.toMillis() * 1000;

    /** An epoch whose first chunk lies farther from its start is joined on its way, and was not expected before. */
    private static final long JOIN_MICROS = 60_000_000;

    private final String sourceId;
    private final Timeline timeline;
    private final List<MinuteCoverage> due = new ArrayList<>();
    private long epochId;
    private long toldToMicros;
    private long closedToMicros;
    private boolean ended;
    private long appendMillis;

    private CoverageAccount(String sourceId, CoverageState state) {
        this.sourceId = sourceId;
        this.timeline = new Timeline(state.stretches());
        this.epochId = state.epochId();
        this.toldToMicros = state.toldToMicros();
        this.closedToMicros = state.closedToMicros();
        this.ended = state.ended();
        this.appendMillis = state.appendMillis();
    }

    /** An account that goes on from a state. */
    public static CoverageAccount of(String sourceId, CoverageState state) {
        return new CoverageAccount(sourceId, state);
    }

    /** Where it stands. */
    public CoverageState state() {
        return new CoverageState(epochId, toldToMicros, closedToMicros, ended, appendMillis, timeline.stretches());
    }

    /** When the newest chunk that told something was appended, milliseconds since 1970. */
    public long appendMillis() {
        return appendMillis;
    }

    /** Whether the epoch is over, so that nothing is expected after it. */
    public boolean ended() {
        return ended;
    }

    /** Takes a chunk that the segmenter accepted, appended at a time, milliseconds since 1970. */
    public void accept(AudioChunk chunk, long appendedMillis) {
        appendMillis = appendedMillis;
        long from = startMicros(chunk);
        long to = endMicros(chunk);
        begin(chunk, from);
        assume(toldToMicros, from, GapReason.CHUNKS_MISSING);
        if (chunk.kind() == ChunkKind.AUDIO) {
            timeline.late(from, Math.min(to, toldToMicros));
            hear(Math.max(from, toldToMicros), to);
        } else if (chunk.kind() == ChunkKind.GAP) {
            timeline.miss(expectedFrom(from, to), to, reason(chunk));
        } else {
            timeline.expectNothingAfter(from);
            ended = true;
        }
        toldToMicros = Math.max(toldToMicros, to);
        closeDue();
    }

    /** Takes a chunk that was not heard for a reason. */
    public void refuse(AudioChunk chunk, long appendedMillis, GapReason reason) {
        appendMillis = appendedMillis;
        long from = startMicros(chunk);
        begin(chunk, from);
        assume(toldToMicros, from, GapReason.CHUNKS_MISSING);
        long to = endMicros(chunk);
        timeline.miss(expectedFrom(from, to), to, reason);
        closeDue();
    }

    /** Takes audio that came when its time was given up, or its epoch was over: it explains what is missing, if anything is. */
    public void late(AudioChunk chunk) {
        timeline.late(Math.max(startMicros(chunk), closedToMicros), endMicros(chunk));
    }

    /** Nothing has come for a time, though the epoch is not over. */
    public void lose(Duration silence) {
        if (!ended) {
            assume(toldToMicros, toldToMicros + silence.toMillis() * 1000, GapReason.STREAM_LOST);
            closeDue();
        }
    }

    /** Closes all that is known: nothing more is awaited. */
    public void closeAll() {
        if (!timeline.isEmpty()) {
            closeBefore(MinuteCoverage.startOf(timeline.endMicros() - 1) + MinuteCoverage.MINUTE_MICROS);
        }
    }

    /** The minutes that were closed since the last call, in order. */
    public List<MinuteCoverage> due() {
        List<MinuteCoverage> closed = List.copyOf(due);
        due.clear();
        return closed;
    }

    private void begin(AudioChunk chunk, long firstMicros) {
        if (chunk.epochId() == epochId) {
            return;
        }
        boolean isJoined = firstMicros - chunk.epochStartMicros() > JOIN_MICROS;
        long start = isJoined ? firstMicros : chunk.epochStartMicros();
        if (!ended && chunk.origin() == AudioOrigin.LIVE && start - toldToMicros <= LONGEST_MICROS) {
            assume(toldToMicros, start, GapReason.HAND_OVER);
        }
        epochId = chunk.epochId();
        ended = false;
        toldToMicros = start;
    }

    private void hear(long from, long to) {
        if (from < to && from < closedToMicros) {
            closeAll();
            closedToMicros = MinuteCoverage.startOf(from);
        }
        timeline.hear(from, to);
    }

    private void assume(long from, long to, GapReason reason) {
        timeline.assume(expectedFrom(from, to), to, reason);
    }

    /** Nothing is said of time that is closed, or that lies too long ago. */
    private long expectedFrom(long from, long to) {
        return Math.max(Math.max(from, closedToMicros), to - LONGEST_MICROS);
    }

    private void closeDue() {
        if (!timeline.isEmpty()) {
            closeBefore(MinuteCoverage.startOf(timeline.endMicros() - MARGIN_MICROS));
        }
    }

    /** Minutes of which nothing is known have no record. */
    private void closeBefore(long limitMicros) {
        while (!timeline.isEmpty() && timeline.startMicros() < limitMicros) {
            long minute = MinuteCoverage.startOf(timeline.startMicros());
            due.add(minute(minute, timeline.takeBefore(minute + MinuteCoverage.MINUTE_MICROS)));
        }
        closedToMicros = Math.max(closedToMicros, limitMicros);
    }

    private MinuteCoverage minute(long startMicros, List<Stretch> known) {
        long expected = known.stream().mapToLong(Stretch::micros).sum();
        List<CoverageGap> gaps = known.stream()
                .filter(stretch -> stretch.missing().isPresent())
                .map(stretch -> new CoverageGap(
                        stretch.startMicros(),
                        stretch.endMicros(),
                        stretch.missing().get()))
                .toList();
        long missing = gaps.stream().mapToLong(CoverageGap::micros).sum();
        return new MinuteCoverage(sourceId, startMicros, expected, expected - missing, gaps, epochId);
    }

    private static GapReason reason(AudioChunk gap) {
        return gap.gapReason() == GapReason.UNKNOWN ? GapReason.SAMPLES_MISSING : gap.gapReason();
    }

    private static long startMicros(AudioChunk chunk) {
        return clock(chunk).microsAt(chunk.firstSample());
    }

    private static long endMicros(AudioChunk chunk) {
        return clock(chunk).microsAt(chunk.endSample());
    }

    private static SampleClock clock(AudioChunk chunk) {
        return new SampleClock(chunk.epochStartMicros(), chunk.format().sampleRateHz());
    }
}
