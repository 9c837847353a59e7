package io.earshot.segment;

import io.earshot.audio.AudioChunk;
import io.earshot.audio.AudioOrigin;
import io.earshot.audio.ChunkKind;
import io.earshot.audio.PcmDecoder;
import io.earshot.audio.PcmFormat;
import io.earshot.audio.SampleClock;
import io.earshot.dsp.Resampler;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The slow, plain oracle: collects each epoch as one array, marks what was heard, and cuts it when all is over. */
final class PlainSegmenter {
    private final HopGrid grid;
    private final String sourceId;
    private final List<Cut> cuts = new ArrayList<>();
    private final List<Long> superseded = new ArrayList<>();
    private Epoch epoch;

    PlainSegmenter(HopGrid grid, String sourceId) {
        this.grid = grid;
        this.sourceId = sourceId;
    }

    /** Cuts of all chunks, in their order. */
    static List<Cut> cut(HopGrid grid, String sourceId, List<AudioChunk> chunks) {
        PlainSegmenter plain = new PlainSegmenter(grid, sourceId);
        chunks.forEach(plain::take);
        plain.cutEpoch(false);
        return plain.cuts;
    }

    private static final class Epoch {
        final AudioChunk first;
        float[] audio = new float[0];
        boolean[] heard = new boolean[0];
        boolean ended;

        Epoch(AudioChunk first) {
            this.first = first;
        }

        void growTo(long end) {
            if (end > heard.length) {
                audio = Arrays.copyOf(audio, (int) end);
                heard = Arrays.copyOf(heard, (int) end);
            }
        }
    }

    private void take(AudioChunk chunk) {
        int newest = Math.max(0, superseded.size() - SegmenterState.MOST_SUPERSEDED);
        if (chunk.kind() == ChunkKind.HEARTBEAT
                || superseded.subList(newest, superseded.size()).contains(chunk.epochId())) {
            return;
        }
        if (epoch == null || chunk.epochId() != epoch.first.epochId()) {
            cutEpoch(true);
            if (epoch != null) {
                superseded.add(epoch.first.epochId());
            }
            epoch = new Epoch(chunk);
        }
        boolean consistent = chunk.format().equals(epoch.first.format())
                && chunk.epochStartMicros() == epoch.first.epochStartMicros()
                && chunk.origin() == epoch.first.origin();
        if (consistent && !epoch.ended) {
            extend(chunk);
        }
    }

    private void extend(AudioChunk chunk) {
        if (chunk.kind() == ChunkKind.END) {
            long lastHeard = epoch.heard.length;
            while (lastHeard > 0 && !epoch.heard[(int) lastHeard - 1]) {
                lastHeard--;
            }
            if (chunk.firstSample() >= lastHeard) {
                epoch.growTo(chunk.firstSample());
                epoch.ended = true;
            }
            return;
        }
        int known = epoch.heard.length;
        epoch.growTo(chunk.endSample());
        if (chunk.kind() == ChunkKind.AUDIO) {
            float[] mono = new PcmDecoder(chunk.format()).decode(chunk.payload());
            for (int i = 0; i < mono.length; i++) {
                int at = (int) chunk.firstSample() + i;
                if (at >= known) {
                    epoch.audio[at] = mono[i];
                    epoch.heard[at] = true;
                }
            }
        }
    }

    private void cutEpoch(boolean followed) {
        if (epoch == null) {
            return;
        }
        PcmFormat format = epoch.first.format();
        int longest = (int) (Segmenter.LONGEST_FILL_MILLIS * format.sampleRateHz() / 1000);
        long nextHop = 0;
        int at = 0;
        int runStart = -1;
        int heardEnd = 0;
        for (; at < epoch.heard.length; at++) {
            if (!epoch.heard[at]) {
                continue;
            }
            if (at - heardEnd > longest || runStart < 0) {
                if (runStart >= 0) {
                    nextHop = cutRun(runStart, heardEnd, nextHop, true, true);
                }
                runStart = at <= longest ? 0 : at;
            }
            heardEnd = at + 1;
        }
        if (runStart >= 0) {
            boolean longTail = epoch.heard.length - heardEnd > longest;
            boolean over = longTail || epoch.ended || followed;
            cutRun(runStart, heardEnd, nextHop, over, longTail || !epoch.ended);
        }
    }

    private long cutRun(int runStart, int runEnd, long nextHop, boolean over, boolean lost) {
        Resampler resampler = new Resampler(epoch.first.format().sampleRateHz(), grid.sampleRateHz());
        float[] run = Arrays.copyOfRange(epoch.audio, runStart, runEnd);
        SampleClock clock = new SampleClock(epoch.first.epochStartMicros(), grid.sampleRateHz());
        long modelEnd = resampler.outputsBefore(runEnd);
        long firstHop = nextHop;
        while (grid.hopStartSample(lead(), firstHop + 1) <= resampler.outputsBefore(runStart)) {
            firstHop++;
        }
        long hop = firstHop;
        for (; grid.hopStartSample(lead(), hop) < modelEnd; hop++) {
            boolean complete = resampler.endInput(grid.windowEndSample(lead(), hop) - 1) <= runEnd
                    && resampler.endInput(grid.hopStartSample(lead(), hop + 1) - 1) <= runEnd;
            if (!complete && !over) {
                return hop;
            }
            float[] samples = new float[grid.windowSamples()];
            resampler.resample(run, run.length, runStart, grid.windowStartSample(lead(), hop), samples);
            int heard = heard(hop, runStart, runEnd, resampler);
            cuts.add(new Hop(span(hop, firstHop, modelEnd, clock, heard), samples));
        }
        if (over && hop > firstHop) {
            cuts.add(new RunEnd(sourceId, epoch.first.epochId(), clock.microsAt(modelEnd), lost));
        }
        return hop;
    }

    private HopSpan span(long hop, long firstHop, long modelEnd, SampleClock clock, int heard) {
        long start = grid.hopStartSample(lead(), hop);
        long end = grid.hopStartSample(lead(), hop + 1);
        long segmentStart = hop == firstHop ? start : grid.hopStartSample(lead(), hop - 1);
        return new HopSpan(
                sourceId,
                epoch.first.epochId(),
                hop,
                epoch.first.epochStartMicros(),
                clock.microsAt(Math.max(0, segmentStart)),
                clock.microsAt(Math.max(0, start)),
                clock.microsAt(Math.min(end, modelEnd)),
                hop == firstHop,
                heard,
                clock.microsAt(end));
    }

    private int lead() {
        return epoch.first.origin() == AudioOrigin.RECORDING ? 0 : grid.spreadLeadFrames(sourceId);
    }

    /** Model-rate samples of the hop's new audio at or after a heard sample of the run and before the one after it. */
    private int heard(long hop, int runStart, int runEnd, Resampler resampler) {
        long start = grid.hopStartSample(lead(), hop);
        long end = grid.hopStartSample(lead(), hop + 1);
        int heard = 0;
        for (int i = runStart; i < runEnd && resampler.outputsBefore(i) < end; i++) {
            if (epoch.heard[i]) {
                long from = Math.max(start, resampler.outputsBefore(i));
                long to = Math.min(end, resampler.outputsBefore(i + 1));
                heard += (int) Math.max(0, to - from);
            }
        }
        return heard;
    }
}
