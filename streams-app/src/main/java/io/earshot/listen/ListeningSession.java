package io.earshot.listen;

import io.earshot.audio.AudioOrigin;
import io.earshot.audio.GapReason;
import io.earshot.ingest.ChunkSink;
import io.earshot.source.AudioSource;
import io.earshot.source.OpenOptions;
import io.earshot.source.SourceState;
import io.earshot.source.SourceStatus;
import io.earshot.stream.LiveStream;
import io.earshot.stream.StreamRefusedException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * What becomes of a source's connections, one after the other: epochs and their times, gaps and their reasons, its state, and
 * when it is tried again. Knows neither threads nor the network; its caller says what happens, one thing at a time.
 */
public final class ListeningSession {
    /** A server that comes back may bring audio that is older than this: only then is it given up. */
    private static final long GIVEN_UP_MICROS = 30_000_000;

    private static final long GAP_STEP_MICROS = 10_000_000;

    private final AudioSource source;
    private final ListenSettings settings;
    private final Clocks clocks;
    private final Condition condition;
    private final BackOff backOff;
    private final Epochs epochs;
    private Connection connection;
    /** Of the connection that stands; empty: it brings a recording. */
    private Optional<LiveHearing> live = Optional.empty();

    private Optional<Recording> recording = Optional.empty();
    private boolean isRecordingBegun;
    private boolean isRecordings;
    private boolean isClosing;
    private OptionalDouble driftPpm = OptionalDouble.empty();

    /** Of a folder: its start, and the epoch that is named by it. */
    private record Recording(long startMicros, long epochId) {}

    /**
     * A session that heard nothing yet.
     *
     * @param sink gets the chunks
     * @param states gets each change of state at once, and the state every few seconds
     * @param listener names this process
     * @param lastEpochId the newest epoch that any listener of the source opened; -1: none
     */
    public ListeningSession(
            AudioSource source,
            ChunkSink sink,
            Consumer<SourceStatus> states,
            ListenSettings settings,
            Clocks clocks,
            String listener,
            long lastEpochId) {
        this.source = source;
        this.settings = settings;
        this.clocks = clocks;
        this.condition = new Condition(source, listener, clocks, settings.report(), states);
        this.backOff = new BackOff(settings, source.id().hashCode());
        this.epochs = new Epochs(sink, source.id(), settings.chunkMillis(), clocks, lastEpochId);
        condition.becomes(source.paused() ? SourceState.PAUSED : SourceState.CONNECTING, "", figures());
    }

    /** How it goes now. */
    public SourceStatus status() {
        return condition.newest();
    }

    /** A connection stands. */
    public void connected(LiveStream stream) {
        connection = new Connection(stream, settings.quietAfter(), quietDbfs(), clocks);
        live = stream.isFinite()
                ? Optional.empty()
                : Optional.of(
                        new LiveHearing(stream.format(), stream.patience(), settings.driftLimit(), epochs, clocks));
        recording = Optional.empty();
        isRecordingBegun = false;
        epochs.leaveOut(0);
    }

    /**
     * A recording of a folder is open.
     *
     * @param startMicros capture time of its first sample
     * @param epochId names it among those of the folder: read again, it is the same epoch
     */
    public void recording(LiveStream stream, long startMicros, long epochId) {
        connected(stream);
        isRecordings = true;
        recording = Optional.of(new Recording(startMicros, epochId));
    }

    /**
     * A recording of a folder came to its end, or cannot be heard.
     *
     * @param epochId under which it is known to be done
     */
    public void recorded(String note, long epochId) throws InterruptedException {
        disconnect();
        epochs.end();
        epochs.lastId(epochId);
        waits(note);
    }

    /** A folder holds no recording that is not done. */
    public void waits(String note) {
        isRecordings = true;
        condition.becomes(SourceState.HEALTHY, note, figures());
    }

    /** The newest epoch that any listener of the source opened; -1: none. */
    public long lastEpochId() {
        return epochs.lastId();
    }

    /**
     * Audio came.
     *
     * @param pcm whole samples of all channels; kept
     * @param stated capture time that the stream states for its first sample
     * @param stream that it comes from, for what it says of itself
     */
    public void audio(byte[] pcm, OptionalLong stated, LiveStream stream) throws InterruptedException {
        connection.hear(pcm);
        condition.says(stream.title(), stream.heardChannel());
        if (live.isPresent()) {
            live.get().hear(pcm, stream.missingSamples(), stated);
            driftPpm = live.get().driftPpm().isPresent() ? live.get().driftPpm() : driftPpm;
        } else {
            hearRecorded(pcm, stream.missingSamples(), stated);
        }
        epochs.title(stream.title());
        condition.becomes(connection.meter().state(), stream.description(), figures());
    }

    /** The reader should wait so long: more than real time is no live audio, and its times would run ahead. */
    public Duration lead() {
        return live.map(LiveHearing::lead).orElse(Duration.ZERO);
    }

    /**
     * The connection broke, or could not be made.
     *
     * @param reason on one line, without credentials
     * @return the pause before the next attempt
     */
    public Duration lost(String reason) throws InterruptedException {
        double brought = connection == null ? 0 : connection.seconds();
        disconnect();
        Duration pause = backOff.afterBreak(brought);
        becomesTried(SourceState.RECONNECTING, reason, pause);
        return pause;
    }

    /**
     * The address was refused.
     *
     * @return the pause before the next attempt; empty: there is none before the source is changed
     */
    public Optional<Duration> refused(StreamRefusedException refusal) throws InterruptedException {
        if (refusal.retry() == StreamRefusedException.Retry.SOON) {
            return Optional.of(lost(refusal.getMessage()));
        }
        disconnect();
        if (refusal.retry() == StreamRefusedException.Retry.NEVER) {
            condition.becomes(SourceState.REFUSED, refusal.getMessage(), figures());
            return Optional.empty();
        }
        Duration pause = backOff.afterRefusal();
        becomesTried(SourceState.REFUSED, refusal.getMessage(), pause);
        return Optional.of(pause);
    }

    /** A recording came to its end. */
    public void ended() throws InterruptedException {
        disconnect();
        epochs.end();
        condition.becomes(SourceState.ENDED, "", figures());
    }

    /**
     * Time has passed. To be called a few times a second.
     *
     * @return whether the connection brings nothing any more and should be closed
     */
    public boolean tick() throws InterruptedException {
        boolean isDead = false;
        if (source.paused()) {
            giveUp(clocks.micros(), GapReason.PAUSED);
        } else if (connection == null) {
            giveUpWhatCannotCome();
        } else if (live.isPresent()) {
            isDead = watch(live.get());
        }
        condition.reportIfDue(figures());
        return isDead;
    }

    /** Listening is over; what was heard is published. */
    public void close(SourceListening.Ending ending) throws InterruptedException {
        isClosing = true;
        disconnect();
        if (ending == SourceListening.Ending.REMOVED) {
            if (epochs.isOpen() && condition.state() != SourceState.ENDED && !isRecordings) {
                epochs.missingUntil(clocks.micros(), source.paused() ? GapReason.PAUSED : GapReason.SOURCE_DOWN);
            }
            epochs.end();
        }
    }

    private boolean watch(LiveHearing hearing) throws InterruptedException {
        hearing.settleIfSteady();
        if (!connection.isStalled()) {
            return false;
        }
        condition.becomes(SourceState.STALLED, "no audio comes over a connection that stands", figures());
        giveUpWhatCannotCome();
        return connection.isDead();
    }

    private void disconnect() throws InterruptedException {
        if (connection == null) {
            return;
        }
        boolean isBroken = live.isPresent() && connection.seconds() > 0 && !isClosing;
        if (live.isPresent()) {
            live.get().end();
        }
        connection = null;
        live = Optional.empty();
        epochs.flush();
        if (isBroken) {
            epochs.breakOff();
        }
    }

    private void becomesTried(SourceState state, String reason, Duration pause) {
        long next = clocks.micros() + pause.toNanos() / 1000;
        condition.becomes(state, reason, backOff.tries(), OptionalLong.of(next), figures());
    }

    private void hearRecorded(byte[] pcm, long missing, OptionalLong stated) throws InterruptedException {
        if (!isRecordingBegun) {
            isRecordingBegun = true;
            long now = stated.orElse(clocks.micros());
            Recording begun =
                    recording.orElse(new Recording(now, stated.isPresent() ? now : Math.max(now, epochs.lastId() + 1)));
            epochs.begin(begun.startMicros, connection.format(), AudioOrigin.RECORDING, begun.epochId);
        }
        epochs.write(pcm, 0, pcm.length);
        epochs.missing(missing);
    }

    /** Audio that is so old will not come any more, whatever a server sends again. */
    private void giveUpWhatCannotCome() throws InterruptedException {
        if (!isRecordings) {
            giveUp(clocks.micros() - GIVEN_UP_MICROS, GapReason.SOURCE_DOWN);
        }
    }

    private void giveUp(long untilMicros, GapReason reason) throws InterruptedException {
        if (condition.state() != SourceState.ENDED && untilMicros - epochs.endMicros() >= GAP_STEP_MICROS) {
            epochs.missingUntil(untilMicros, reason);
        }
    }

    private double quietDbfs() {
        return OpenOptions.quietDbfs(source.options()).orElse(settings.quietDbfs());
    }

    private Condition.Figures figures() {
        OptionalDouble level =
                connection == null ? OptionalDouble.empty() : connection.meter().levelDbfs();
        OptionalDouble ahead = driftPpm.isEmpty()
                ? OptionalDouble.empty()
                : live.map(LiveHearing::aheadSeconds).orElse(OptionalDouble.empty());
        return new Condition.Figures(
                epochs.lastId(),
                new SourceStatus.Progress(epochs.heardSeconds(), epochs.missedSeconds(), level),
                new SourceStatus.ClockReading(driftPpm, ahead));
    }
}
