package io.earshot.listen;

import io.earshot.audio.AudioChunk;
import io.earshot.source.AudioSource;
import io.earshot.source.SourceState;
import io.earshot.source.SourceStatus;
import io.earshot.stream.LiveStream;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** A session in virtual time, the station it listens to, and what came of it. */
final class Rig {
    private static final long TICK_NANOS = 250_000_000L;
    static final int BLOCK_MILLIS = 100;

    final VirtualClocks clocks = new VirtualClocks();
    final List<AudioChunk> chunks = new ArrayList<>();
    final List<SourceStatus> states = new ArrayList<>();
    final ListeningSession session;
    final Station station;
    private long nextTick = TICK_NANOS;
    private LiveStream stream;

    Rig(Station station) {
        this(station, AudioSource.of("radio", "http://radio.example/live"));
    }

    Rig(Station station, AudioSource source) {
        this.station = station;
        this.session =
                new ListeningSession(source, chunks::add, states::add, ListenSettings.DEFAULT, clocks, "test", -1);
    }

    /** Lets time pass; true if the session found its connection dead meanwhile. */
    boolean passTo(long nanos) {
        boolean isDead = false;
        while (nextTick <= nanos) {
            clocks.goTo(Math.max(clocks.nanos(), nextTick));
            nextTick += TICK_NANOS;
            isDead |= unchecked(session::tick);
        }
        clocks.goTo(Math.max(clocks.nanos(), nanos));
        return isDead;
    }

    void pass(double seconds) {
        passTo(clocks.nanos() + Math.round(seconds * 1e9));
    }

    void connect() {
        connect(station.connection());
    }

    void connect(LiveStream to) {
        stream = to;
        session.connected(to);
    }

    /** Hands over samples of the programme, now. */
    void hear(long first, int count) {
        hear(station.pcm(first, count), OptionalLong.empty());
    }

    void hear(byte[] pcm, OptionalLong stated) {
        unchecked(() -> {
            session.audio(pcm, stated, stream);
            return true;
        });
    }

    /** Plays the programme in real time, from where it is at a moment of its own. */
    long play(long fromSample, double seconds) {
        int block = station.rateHz() * BLOCK_MILLIS / 1000;
        long next = fromSample;
        for (long i = 0; i < Math.round(seconds * 1000 / BLOCK_MILLIS); i++) {
            passTo(clocks.nanos() + BLOCK_MILLIS * 1_000_000L);
            hear(next, block);
            next += block;
        }
        return next;
    }

    void lose(String reason) {
        unchecked(() -> session.lost(reason));
    }

    void close(SourceListening.Ending ending) {
        unchecked(() -> {
            session.close(ending);
            return true;
        });
    }

    SourceState state() {
        return session.status().state();
    }

    double heardSeconds() {
        return chunks.stream()
                .mapToDouble(chunk -> (double) chunk.samples() / chunk.format().sampleRateHz())
                .sum();
    }

    double missedSeconds() {
        return chunks.stream()
                .mapToDouble(
                        chunk -> (double) chunk.gapSamples() / chunk.format().sampleRateHz())
                .sum();
    }

    interface Question<T> {
        T ask() throws InterruptedException;
    }

    static <T> T unchecked(Question<T> question) {
        try {
            return question.ask();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
