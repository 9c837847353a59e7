package io.earshot.evidence;

import io.earshot.audio.AudioChunk;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Cuts a span whose epoch nobody knows: the clip is of the epoch of which most of the span is heard, the newer one of two. Of
 * more epochs in one span than {@value #MOST_EPOCHS} the first to come count, because each needs room for the whole span.
 */
public final class SpanCutter implements Cutter {
    static final int MOST_EPOCHS = 4;

    private final AudioSpan span;
    private final Map<Long, ClipCutter> byEpoch = new LinkedHashMap<>();

    public SpanCutter(AudioSpan span) {
        this.span = span;
    }

    @Override
    public void take(AudioChunk chunk) {
        if (!chunk.sourceId().equals(span.sourceId())) {
            return;
        }
        if (byEpoch.size() < MOST_EPOCHS && overlaps(chunk)) {
            byEpoch.computeIfAbsent(chunk.epochId(), epochId -> new ClipCutter(span.of(epochId)));
        }
        ClipCutter cutter = byEpoch.get(chunk.epochId());
        if (cutter != null) {
            cutter.take(chunk);
        }
    }

    private boolean overlaps(AudioChunk chunk) {
        long from = chunk.epochStartMicros() + chunk.format().micros(chunk.firstSample());
        long to = chunk.epochStartMicros() + chunk.format().micros(chunk.endSample());
        return from < span.toMicros() && to > span.fromMicros();
    }

    @Override
    public void giveUp() {
        byEpoch.values().forEach(ClipCutter::giveUp);
    }

    /** The end of an epoch is not the end of the span: another may follow. */
    @Override
    public boolean isFinal() {
        return byEpoch.values().stream().anyMatch(ClipCutter::reachesEnd);
    }

    @Override
    public boolean knowsEpoch() {
        return byEpoch.values().stream().anyMatch(ClipCutter::knowsEpoch);
    }

    @Override
    public boolean reachesBack() {
        return byEpoch.values().stream().anyMatch(ClipCutter::reachesBack);
    }

    @Override
    public Optional<Clip> clip(boolean isFrontDropped) {
        return byEpoch.values().stream()
                .filter(cutter -> cutter.heardSamples() > 0)
                .max(Comparator.comparingLong(ClipCutter::heardMicros))
                .flatMap(cutter -> cutter.clip(isFrontDropped));
    }

    @Override
    public Optional<MissingReason> excuse() {
        return byEpoch.values().stream()
                .flatMap(cutter -> cutter.excuse().stream())
                .findFirst();
    }
}
