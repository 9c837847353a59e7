package io.earshot.listen;

import io.earshot.audio.PcmDecoder;
import io.earshot.audio.PcmFormat;
import io.earshot.stream.LiveStream;
import java.time.Duration;

/** How a connection is: how long it has brought nothing, how much it brought, and how that sounds. */
final class Connection {
    private final PcmFormat format;
    private final PcmDecoder decoder;
    private final Duration patience;
    private final LevelMeter meter;
    private final Clocks clocks;
    private long samples;
    private long lastAudioNanos;

    /** @param quietDbfs level below which its audio is quiet */
    Connection(LiveStream stream, Duration quietAfter, double quietDbfs, Clocks clocks) {
        this.clocks = clocks;
        format = stream.format();
        decoder = new PcmDecoder(format);
        patience = stream.patience();
        meter = new LevelMeter(format.sampleRateHz(), quietDbfs, quietAfter);
        lastAudioNanos = clocks.nanos();
    }

    PcmFormat format() {
        return format;
    }

    LevelMeter meter() {
        return meter;
    }

    /** Audio came. Not modified. */
    void hear(byte[] pcm) {
        lastAudioNanos = clocks.nanos();
        samples += pcm.length / format.frameBytes();
        meter.hear(decoder.decode(pcm));
    }

    /** Audio that it brought. */
    double seconds() {
        return format.seconds(samples);
    }

    /** Whether no audio has come for longer than it may go without. */
    boolean isStalled() {
        return idleNanos() >= patience.toNanos();
    }

    /** Whether it should be closed: it has been stalled for as long again. */
    boolean isDead() {
        return idleNanos() >= 2 * patience.toNanos();
    }

    private long idleNanos() {
        return clocks.nanos() - lastAudioNanos;
    }
}
