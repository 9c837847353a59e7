package io.earshot.ingest;

import io.earshot.audio.InvalidAudioException;
import io.earshot.audio.PcmFormat;
import io.earshot.audio.PcmStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** Plays a stream again and again, with silence between the rounds. */
public final class LoopedStream implements PcmStream {
    private final Opener opener;
    private final int pauseBytes;
    private PcmStream round;
    private long pauseLeft;
    private boolean played;
    private boolean passed;

    /** Opens the stream for another round. */
    @FunctionalInterface
    public interface Opener {
        PcmStream open() throws IOException;
    }

    /** @param pauseMillis silence after each round */
    public LoopedStream(Opener opener, int pauseMillis) throws IOException {
        this.opener = opener;
        this.round = opener.open();
        PcmFormat format = round.format();
        this.pauseBytes = (int) ((long) pauseMillis * format.sampleRateHz() / 1000) * format.frameBytes();
    }

    @Override
    public PcmFormat format() {
        return round.format();
    }

    @Override
    public List<String> notes() {
        return round.notes();
    }

    /** Never ends by itself, so that nothing can be missing. */
    @Override
    public int read(byte[] buffer) throws IOException {
        int whole = buffer.length - buffer.length % format().frameBytes();
        int filled = 0;
        while (filled < whole && (filled == 0 || missingSamples() == 0)) {
            filled += pauseLeft > 0 ? pause(buffer, filled, whole) : play(buffer, filled, whole);
        }
        return filled;
    }

    /** What is missing in a round. In front of a later round it prolongs the pause. */
    @Override
    public long missingSamples() {
        return pauseLeft > 0 || passed ? 0 : round.missingSamples();
    }

    @Override
    public String title() {
        return round.title();
    }

    private int pause(byte[] buffer, int from, int to) {
        int silent = (int) Math.min(pauseLeft, to - from);
        Arrays.fill(buffer, from, from + silent, (byte) 0);
        pauseLeft -= silent;
        return silent;
    }

    private int play(byte[] buffer, int from, int to) throws IOException {
        byte[] part = from == 0 && to == buffer.length ? buffer : new byte[to - from];
        int read = round.read(part);
        if (read < 0) {
            nextRound();
            return 0;
        }
        if (part != buffer) {
            System.arraycopy(part, 0, buffer, from, read);
        }
        played = true;
        passed = false;
        return read;
    }

    private void nextRound() throws IOException {
        if (!played) {
            throw new InvalidAudioException("there is no audio to play again and again");
        }
        round.close();
        round = opener.open();
        played = false;
        pauseLeft = pauseBytes + round.missingSamples() * format().frameBytes();
        passed = true;
    }

    @Override
    public void close() throws IOException {
        round.close();
    }
}
