package io.earshot.listen;

import io.earshot.source.AudioSource;
import io.earshot.source.SourceState;
import io.earshot.source.SourceStatus;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** A source's state, and when it is reported: at once when it changes, else every few seconds. */
final class Condition {
    private final AudioSource source;
    private final String listener;
    private final Clocks clocks;
    private final Duration every;
    private final Consumer<SourceStatus> sink;
    private SourceState state = SourceState.CONNECTING;
    private long sinceMicros;
    private long reportedNanos;
    private String reason = "";
    private int tries;
    private OptionalLong nextTryMicros = OptionalLong.empty();
    private String title = "";
    private String heardChannel = "";
    private boolean hasNews;
    private volatile SourceStatus newest;

    Condition(AudioSource source, String listener, Clocks clocks, Duration every, Consumer<SourceStatus> sink) {
        this.source = source;
        this.listener = listener;
        this.clocks = clocks;
        this.every = every;
        this.sink = sink;
        this.sinceMicros = clocks.micros();
    }

    /** What a status says beside the state itself. */
    record Figures(long epochId, SourceStatus.Progress progress, SourceStatus.ClockReading clock) {}

    SourceStatus newest() {
        return newest;
    }

    SourceState state() {
        return state;
    }

    /** What the stream says of itself. */
    void says(String newTitle, String newChannel) {
        hasNews |= !newTitle.equals(title) || !newChannel.equals(heardChannel);
        title = newTitle;
        heardChannel = newChannel;
    }

    /** Changes the state. */
    void becomes(SourceState now, String why, Figures figures) {
        becomes(now, why, 0, OptionalLong.empty(), figures);
    }

    /** Changes the state of a source that is to be tried again. */
    void becomes(SourceState now, String why, int newTries, OptionalLong nextTry, Figures figures) {
        boolean isSame =
                !hasNews && state == now && reason.equals(why) && tries == newTries && nextTryMicros.equals(nextTry);
        if (state != now) {
            sinceMicros = clocks.micros();
        }
        state = now;
        reason = why;
        tries = newTries;
        nextTryMicros = nextTry;
        if (!isSame || newest == null) {
            report(figures);
        }
    }

    /** Reports what has not changed, if it is time. */
    void reportIfDue(Figures figures) {
        if (clocks.nanos() - reportedNanos >= every.toNanos()) {
            report(figures);
        }
    }

    private void report(Figures figures) {
        reportedNanos = clocks.nanos();
        hasNews = false;
        newest = new SourceStatus(
                source.id(),
                state,
                sinceMicros,
                clocks.micros(),
                reason,
                tries,
                nextTryMicros,
                figures.epochId,
                figures.progress,
                figures.clock,
                title,
                heardChannel,
                listener);
        sink.accept(newest);
    }
}
