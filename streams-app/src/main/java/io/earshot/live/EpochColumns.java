package io.earshot.live;

import io.earshot.audio.AudioChunk;
import io.earshot.audio.ChunkKind;
import io.earshot.audio.PcmDecoder;
import io.earshot.audio.PcmFormat;
import io.earshot.audio.SampleClock;
import io.earshot.dsp.Decibels;
import java.util.Arrays;
import java.util.Optional;

/**
 * The columns of one epoch, on a grid that begins with it. A column of which anything is missing is left out, so that a hole
 * stays one. For one thread.
 */
final class EpochColumns {
    private final String sourceId;
    private final long epochId;
    private final long epochStartMicros;
    private final PcmFormat format;
    private final PcmDecoder decoder;
    private final BandLevels bands;
    /** What is not yet a whole column, beginning with sample {@code waitingFrom}. */
    private float[] waiting = {};

    private long waitingFrom;
    private boolean begins = true;

    EpochColumns(AudioChunk first) {
        this.sourceId = first.sourceId();
        this.epochId = first.epochId();
        this.epochStartMicros = first.epochStartMicros();
        this.format = first.format();
        this.decoder = new PcmDecoder(format);
        this.bands = new BandLevels(format.sampleRateHz());
        this.waitingFrom = first.firstSample();
    }

    /** Whether a chunk goes on in this epoch, on the same clock and in the same format. */
    boolean isOf(AudioChunk chunk) {
        return chunk.epochId() == epochId
                && chunk.epochStartMicros() == epochStartMicros
                && chunk.format().equals(format);
    }

    /**
     * The columns that a chunk completes.
     *
     * @throws io.earshot.audio.InvalidAudioException if its samples cannot be decoded
     */
    Optional<Columns> audio(AudioChunk chunk) {
        float[] heard = decoder.decode(chunk.payload());
        long expected = waitingFrom + waiting.length;
        if (chunk.firstSample() > expected) {
            breakOff(chunk.firstSample());
            expected = chunk.firstSample();
        }
        int known = (int) Math.min(heard.length, expected - chunk.firstSample());
        if (known == heard.length) {
            return Optional.empty();
        }
        append(heard, known);
        return columns(Decibels.ofSamples(heard, known, heard.length), Decibels.ofPower(peakPower(heard, known)));
    }

    /** Samples are missing; what a missing span says is kept by whoever tells of it. */
    void gap(AudioChunk chunk) {
        if (chunk.endSample() > waitingFrom + waiting.length) {
            breakOff(chunk.endSample());
        }
    }

    /** The span of a gap. */
    static Gap spanOf(AudioChunk chunk) {
        SampleClock clock =
                new SampleClock(chunk.epochStartMicros(), chunk.format().sampleRateHz());
        return new Gap(
                chunk.sourceId(),
                clock.microsAt(chunk.firstSample()),
                clock.microsAt(chunk.endSample()),
                chunk.gapReason());
    }

    /** Whether a chunk has a place in time: audio, or the lack of it. */
    static boolean hasSpan(AudioChunk chunk) {
        return chunk.kind() == ChunkKind.AUDIO || chunk.kind() == ChunkKind.GAP;
    }

    private void breakOff(long nextSample) {
        waiting = new float[0];
        waitingFrom = nextSample;
        begins = true;
    }

    private void append(float[] heard, int from) {
        int before = waiting.length;
        waiting = Arrays.copyOf(waiting, before + heard.length - from);
        System.arraycopy(heard, from, waiting, before, heard.length - from);
    }

    private Optional<Columns> columns(double levelDbfs, double peakDbfs) {
        int rateHz = format.sampleRateHz();
        long first = ColumnScale.column(waitingFrom, rateHz);
        if (ColumnScale.firstSample(first, rateHz) < waitingFrom) {
            first++;
        }
        long end = ColumnScale.column(waitingFrom + waiting.length, rateHz);
        int count = (int) (end - first);
        if (count <= 0) {
            return Optional.empty();
        }
        byte[] levels = new byte[count * ColumnScale.BANDS];
        for (int i = 0; i < count; i++) {
            long from = ColumnScale.firstSample(first + i, rateHz);
            long to = ColumnScale.firstSample(first + i + 1, rateHz);
            bands.write(waiting, (int) (from - waitingFrom), (int) (to - from), levels, i * ColumnScale.BANDS);
        }
        Columns columns = new Columns(
                sourceId, epochId, epochStartMicros + ColumnScale.micros(first), begins, levels, levelDbfs, peakDbfs);
        begins = false;
        keepFrom(ColumnScale.firstSample(end, rateHz));
        return Optional.of(columns);
    }

    private void keepFrom(long sample) {
        waiting = Arrays.copyOfRange(waiting, (int) (sample - waitingFrom), waiting.length);
        waitingFrom = sample;
    }

    private static double peakPower(float[] samples, int from) {
        double peak = 0;
        for (int i = from; i < samples.length; i++) {
            peak = Math.max(peak, Math.abs(samples[i]));
        }
        return peak * peak;
    }
}
