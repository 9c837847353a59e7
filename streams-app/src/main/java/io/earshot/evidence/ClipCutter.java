package io.earshot.evidence;

import io.earshot.audio.AudioChunk;
import io.earshot.audio.ChunkKind;
import io.earshot.audio.InvalidAudioException;
import io.earshot.audio.PcmDecoder;
import io.earshot.evidence.SampleRanges.Range;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Cuts a clip from the chunks of a topic. Other sources and epochs are passed over, and so is a chunk that contradicts the first
 * one of its epoch, as live audio is heard. Of samples that came more than once the first count. One thread at a time.
 */
public final class ClipCutter implements Cutter {
    /** Most samples of a clip: five minutes at 96 kHz. */
    static final int MAX_SAMPLES = 300 * 96_000;

    private final ClipSpan span;
    private final SampleRanges heard = new SampleRanges();
    private final List<MissingSpan> told = new ArrayList<>();
    private AudioChunk model;
    private ClipTrack track;
    private long first;
    private long end;
    private long askedEnd;
    private long earliest = Long.MAX_VALUE;
    private long latest;
    private boolean hasEnded;

    /** @param span what is cut */
    public ClipCutter(ClipSpan span) {
        this.span = span;
    }

    @Override
    public void take(AudioChunk chunk) {
        if (!chunk.sourceId().equals(span.sourceId())
                || chunk.epochId() != span.epochId()
                || chunk.kind() == ChunkKind.HEARTBEAT) {
            return;
        }
        if (model == null) {
            begin(chunk);
        }
        if (!isLikeFirst(chunk)) {
            return;
        }
        earliest = Math.min(earliest, chunk.firstSample());
        latest = Math.max(latest, chunk.endSample());
        switch (chunk.kind()) {
            case AUDIO -> hear(chunk);
            case GAP ->
                told.add(new MissingSpan(
                        chunk.firstSample(), chunk.endSample(), MissingReason.of(chunk.gapReason()), true));
            default -> hasEnded = true;
        }
    }

    @Override
    public void giveUp() {
        hasEnded = true;
    }

    @Override
    public boolean isFinal() {
        return model != null && (hasEnded || latest >= end);
    }

    /** Whether the epoch is known beyond the span's last sample. */
    boolean reachesEnd() {
        return model != null && latest >= end;
    }

    /** How many samples of the span are heard. */
    long heardSamples() {
        return heard.samples();
    }

    /** How long they last. */
    long heardMicros() {
        return model == null ? 0 : model.format().micros(heard.samples());
    }

    @Override
    public boolean knowsEpoch() {
        return model != null;
    }

    @Override
    public boolean reachesBack() {
        return model != null && earliest <= first;
    }

    @Override
    public Optional<Clip> clip(boolean isFrontDropped) {
        if (model == null || heard.samples() == 0) {
            return Optional.empty();
        }
        long stop = Math.min(end, latest);
        List<MissingSpan> missing = new ArrayList<>();
        for (Range hole : heard.missing(first, stop)) {
            missing.addAll(explained(hole, isFrontDropped));
        }
        if (stop < end) {
            MissingReason reason = hasEnded ? MissingReason.ENDED : MissingReason.NOT_YET_THERE;
            missing.add(new MissingSpan(stop, end, reason, false));
        }
        if (end < askedEnd) {
            missing.add(new MissingSpan(end, askedEnd, MissingReason.TOO_LONG, false));
        }
        return Optional.of(new Clip(
                span,
                track.format(),
                model.format(),
                model.epochStartMicros(),
                first,
                track.bytes(0, (int) (stop - first)),
                missing,
                isFinal(),
                track.clipped()));
    }

    @Override
    public Optional<MissingReason> excuse() {
        return told.stream()
                .filter(said -> said.firstSample() < end && said.endSample() > first)
                .map(MissingSpan::reason)
                .findFirst();
    }

    private void begin(AudioChunk chunk) {
        model = chunk;
        long sinceStart = span.fromMicros() - chunk.epochStartMicros();
        int rateHz = chunk.format().sampleRateHz();
        first = Math.max(0, sampleAt(sinceStart, rateHz));
        askedEnd = Math.max(first, -sampleAt(chunk.epochStartMicros() - span.toMicros(), rateHz));
        end = Math.min(askedEnd, first + MAX_SAMPLES);
        track = new ClipTrack(chunk.format(), (int) (end - first));
    }

    /** The last sample at or before a time since the epoch's start; in two parts, because the product would not fit. */
    private static long sampleAt(long micros, int rateHz) {
        long seconds = Math.floorDiv(micros, 1_000_000L);
        long rest = Math.floorMod(micros, 1_000_000L);
        return seconds * rateHz + rest * rateHz / 1_000_000L;
    }

    private boolean isLikeFirst(AudioChunk chunk) {
        return chunk.format().equals(model.format())
                && chunk.epochStartMicros() == model.epochStartMicros()
                && chunk.origin() == model.origin();
    }

    private void hear(AudioChunk chunk) {
        long from = Math.max(first, chunk.firstSample());
        long to = Math.min(end, chunk.endSample());
        if (from >= to) {
            return;
        }
        float[] mono;
        try {
            mono = new PcmDecoder(chunk.format()).decode(chunk.payload());
        } catch (InvalidAudioException e) {
            told.add(new MissingSpan(chunk.firstSample(), chunk.endSample(), MissingReason.BAD_RECORDS, true));
            return;
        }
        for (Range fresh : heard.missing(from, to)) {
            track.put(mono, (int) (fresh.first() - chunk.firstSample()), (int) (fresh.first() - first), (int)
                    (fresh.end() - fresh.first()));
        }
        heard.add(from, to);
    }

    /** A hole, in parts by what was said of them. */
    private List<MissingSpan> explained(Range hole, boolean isFrontDropped) {
        List<MissingSpan> parts = new ArrayList<>();
        SampleRanges known = new SampleRanges();
        for (MissingSpan said : told) {
            long from = Math.max(hole.first(), said.firstSample());
            long to = Math.min(hole.end(), said.endSample());
            for (Range part : known.missing(from, Math.max(from, to))) {
                parts.add(new MissingSpan(part.first(), part.end(), said.reason(), true));
            }
            known.add(from, to);
        }
        for (Range rest : known.missing(hole.first(), hole.end())) {
            boolean isDropped = isFrontDropped && rest.end() <= earliest;
            MissingReason reason = isDropped ? MissingReason.NO_LONGER_KEPT : MissingReason.CHUNKS_MISSING;
            parts.add(new MissingSpan(rest.first(), rest.end(), reason, true));
        }
        parts.sort(Comparator.comparingLong(MissingSpan::firstSample));
        return parts;
    }
}
