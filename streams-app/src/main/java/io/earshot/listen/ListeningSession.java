package io.earshot.listen;

import io.earshot.audio.AudioOrigin;
import io.earshot.audio.GapReason;
import io.earshot.audio.PcmDecoder;
import io.earshot.audio.PcmFormat;
import io.earshot.audio.SampleEncoding;
import io.earshot.ingest.ChunkSink;
import io.earshot.source.AudioSource;
import io.earshot.source.SourceState;
import io.earshot.source.SourceStatus;
import io.earshot.stream.LiveStream;
import io.earshot.stream.StreamRefusedException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * What becomes of a source's connections, one after the other: epochs and their times, gaps and their reasons, its state, and
 * when it is tried again. Knows neither threads nor the network; its caller says what happens, one thing at a time.
 */
public final class ListeningSession {
    /** In which nothing was heard yet: only its gaps count. */
    private static final PcmFormat UNHEARD = new PcmFormat(32_000, 1, SampleEncoding.S16);
    /** A server that comes back may bring audio that is older than this: only then is it given up. */
    private static final long GIVEN_UP_MICROS = 30_000_000;

    /** More than the single sample that says that a connection broke. */
    private static final long BREAK_MICROS = 1_000;

    private static final long GAP_STEP_MICROS = 10_000_000;
    /** Clocks and networks disagree by so much about where the audio before ended. */
    private static final long JOINS_MICROS = 5_000_000;
    /** What a stream states of its time is taken as new from here on; lists of segments state it only roughly. */
    private static final long STATED_STEP_MICROS = 3_000_000;
    /** A stated time that is further off is no capture time. */
    private static final long PLAUSIBLE_MICROS = 24L * 3600 * 1_000_000;

    private static final long DRIFT_WINDOW_MICROS = 10_000_000;
    private static final long MOST_LEAD_MICROS = 500_000;
    private static final long LEAD_GROWTH_MICROS = 100_000;

    private final AudioSource source;
    private final ChunkSink sink;
    private final ListenSettings settings;
    private final Clocks clocks;
    private final Condition condition;
    private final BackOff backOff;
    private final long beganMicros;
    private long lastEpochId;
    private EpochWriter epoch;
    private long heardEndMicros;
    private Connection connection;
    private double heardSeconds;
    private double missedSeconds;
    private boolean isRecordings;
    private boolean isClosing;
    private Tail tail = new Tail(UNHEARD);
    private OptionalDouble driftPpm = OptionalDouble.empty();

    /** What is known of the connection that stands. */
    private static final class Connection {
        private final PcmFormat format;
        private final Duration patience;
        private final boolean isFinite;
        private final LevelMeter meter;
        private final DriftMeter drift;
        private Head head;
        private OptionalLong statedStart = OptionalLong.empty();
        private OptionalLong recordingStart = OptionalLong.empty();
        private OptionalLong recordingId = OptionalLong.empty();
        private boolean isStated;
        private double seconds;
        private long leftOut;
        private long lastAudioNanos;
        private long rememberedLeadMicros;
        private OptionalLong leadRememberedNanos = OptionalLong.empty();

        Connection(LiveStream stream, ListenSettings settings, double quietDbfs, long nowNanos) {
            format = stream.format();
            patience = stream.patience();
            isFinite = stream.isFinite();
            meter = new LevelMeter(format.sampleRateHz(), quietDbfs, settings.quietAfter());
            drift = new DriftMeter(Math.max(DRIFT_WINDOW_MICROS, 2 * patience.toNanos() / 1000));
            head = new Head(format, nowNanos);
            lastAudioNanos = nowNanos;
        }
    }

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
        this.sink = sink;
        this.settings = settings;
        this.clocks = clocks;
        this.condition = new Condition(source, listener, clocks, settings.report(), states);
        this.backOff = new BackOff(settings, source.id().hashCode());
        this.beganMicros = clocks.micros();
        this.lastEpochId = lastEpochId;
        condition.becomes(source.paused() ? SourceState.PAUSED : SourceState.CONNECTING, "", figures());
    }

    /** How it goes now. */
    public SourceStatus status() {
        return condition.newest();
    }

    /** A connection stands. */
    public void connected(LiveStream stream) {
        connection = new Connection(stream, settings, quietDbfs(), clocks.nanos());
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
        connection.recordingStart = OptionalLong.of(startMicros);
        connection.recordingId = OptionalLong.of(epochId);
    }

    /**
     * A recording of a folder came to its end, or cannot be heard.
     *
     * @param epochId under which it is known to be done
     */
    public void recorded(String note, long epochId) throws InterruptedException {
        disconnect();
        if (epoch != null) {
            epoch.end();
        }
        lastEpochId = epochId;
        waits(note);
    }

    /** A folder holds no recording that is not done. */
    public void waits(String note) {
        isRecordings = true;
        condition.becomes(SourceState.HEALTHY, note, figures());
    }

    /** The newest epoch that any listener of the source opened; -1: none. */
    public long lastEpochId() {
        return lastEpochId;
    }

    /**
     * Audio came.
     *
     * @param pcm whole samples of all channels; kept
     * @param stated capture time that the stream states for its first sample
     * @param stream that it comes from, for what it says of itself
     */
    public void audio(byte[] pcm, OptionalLong stated, LiveStream stream) throws InterruptedException {
        Connection now = connection;
        now.lastAudioNanos = clocks.nanos();
        now.seconds += seconds(pcm.length / now.format.frameBytes(), now.format);
        condition.says(stream.title(), stream.heardChannel());
        now.meter.hear(new PcmDecoder(now.format).decode(pcm));
        if (now.isFinite) {
            recorded(pcm, stream.missingSamples(), stated);
        } else {
            heardLive(pcm, stream.missingSamples(), plausible(stated));
        }
        if (epoch != null) {
            epoch.title(stream.title());
        }
        condition.becomes(now.meter.state(), stream.description(), figures());
    }

    /** The reader should wait so long: more than real time is no live audio, and its times would run ahead. */
    public Duration lead() {
        Connection now = connection;
        if (now == null || now.isFinite || now.head != null || epoch == null) {
            return Duration.ZERO;
        }
        long lead = epoch.endMicros() - clocks.micros();
        if (now.leadRememberedNanos.isEmpty()
                || clocks.nanos() - now.leadRememberedNanos.getAsLong() >= DRIFT_WINDOW_MICROS * 1000) {
            now.leadRememberedNanos = OptionalLong.of(clocks.nanos());
            now.rememberedLeadMicros = lead;
        }
        boolean isFast = lead - now.rememberedLeadMicros > LEAD_GROWTH_MICROS;
        long wait = isFast ? Math.max(0, lead - MOST_LEAD_MICROS) : 0;
        return Duration.ofNanos(Math.min(wait, 1_000_000) * 1000);
    }

    /**
     * The connection broke, or could not be made.
     *
     * @param reason on one line, without credentials
     * @return the pause before the next attempt
     */
    public Duration lost(String reason) throws InterruptedException {
        double brought = connection == null ? 0 : connection.seconds;
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
        if (epoch != null) {
            epoch.end();
        }
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
        } else if (!connection.isFinite) {
            isDead = watch();
        }
        condition.reportIfDue(figures());
        return isDead;
    }

    /** Listening is over; what was heard is published. */
    public void close(SourceListening.Ending ending) throws InterruptedException {
        isClosing = true;
        disconnect();
        if (ending == SourceListening.Ending.REMOVED && epoch != null) {
            if (condition.state() != SourceState.ENDED && !isRecordings) {
                missed(epoch.gapUntil(clocks.micros(), source.paused() ? GapReason.PAUSED : GapReason.SOURCE_DOWN));
            }
            epoch.end();
        }
    }

    private boolean watch() throws InterruptedException {
        Connection now = connection;
        long idle = clocks.nanos() - now.lastAudioNanos;
        if (now.head != null && !now.head.isEmpty() && now.head.isSteady(clocks.nanos())) {
            settle();
        }
        if (idle < now.patience.toNanos()) {
            return false;
        }
        condition.becomes(SourceState.STALLED, "no audio comes over a connection that stands", figures());
        giveUpWhatCannotCome();
        return idle >= 2 * now.patience.toNanos();
    }

    private void disconnect() throws InterruptedException {
        if (connection == null) {
            return;
        }
        if (connection.head != null && !connection.head.isEmpty()) {
            settle();
        }
        boolean isBroken = !connection.isFinite && connection.seconds > 0;
        connection = null;
        if (epoch != null) {
            epoch.flush();
            if (isBroken && !isClosing) {
                breakOff();
            }
        }
    }

    /**
     * Whatever comes next is another epoch: one that holds nothing but what is missing begins at once, so that sounds that went
     * on are not held open for a source that is away.
     */
    private void breakOff() throws InterruptedException {
        long heardEnd = epoch.endMicros();
        begin(heardEnd, epoch.format(), AudioOrigin.LIVE, Math.max(clocks.micros(), lastEpochId + 1));
        epoch.gap(1, GapReason.SOURCE_DOWN);
    }

    private void becomesTried(SourceState state, String reason, Duration pause) {
        long next = clocks.micros() + pause.toNanos() / 1000;
        condition.becomes(state, reason, backOff.tries(), OptionalLong.of(next), figures());
    }

    private void recorded(byte[] pcm, long missing, OptionalLong stated) throws InterruptedException {
        if (connection.head != null) {
            connection.head = null;
            long start = connection.recordingStart.orElse(stated.orElse(clocks.micros()));
            long own = stated.isPresent() ? start : Math.max(start, lastEpochId + 1);
            begin(start, connection.format, AudioOrigin.RECORDING, connection.recordingId.orElse(own));
        }
        write(pcm, 0, pcm.length);
        missed(gap(missing, GapReason.SAMPLES_MISSING));
    }

    private void heardLive(byte[] pcm, long missing, OptionalLong stated) throws InterruptedException {
        Connection now = connection;
        now.isStated |= stated.isPresent();
        if (now.head != null && now.head.isEmpty()) {
            now.statedStart = stated;
        } else if (now.head != null && isElsewhere(stated, now.statedStart, now.head)) {
            settle();
        }
        if (now.head != null) {
            now.head.add(pcm, missing, clocks.nanos(), clocks.micros());
            if (now.head.isSteady(clocks.nanos())) {
                settle();
            }
            return;
        }
        if (stated.isPresent() && Math.abs(stated.getAsLong() - epoch.endMicros()) > STATED_STEP_MICROS) {
            goOnAt(stated.getAsLong());
        }
        write(pcm, 0, pcm.length);
        missed(gap(missing, GapReason.SAMPLES_MISSING));
        followClock();
    }

    private static boolean isElsewhere(OptionalLong stated, OptionalLong start, Head head) {
        return stated.isPresent()
                && (start.isEmpty()
                        || Math.abs(stated.getAsLong() - start.getAsLong() - Math.round(head.seconds() * 1e6))
                                > STATED_STEP_MICROS);
    }

    /** The audio of a connection comes in its own time: its place is known. */
    private void settle() throws InterruptedException {
        Head head = connection.head;
        connection.head = null;
        long start = connection.statedStart.orElse(head.startMicros());
        Joint joint = epoch == null || epoch.ended() ? new Joint(0, start) : joint(head, start);
        if (epoch != null && !epoch.ended()) {
            missed(epoch.gapUntil(joint.micros, GapReason.SOURCE_DOWN));
        }
        begin(joint.micros, head.format(), AudioOrigin.LIVE, Math.max(clocks.micros(), lastEpochId + 1));
        connection.leftOut = Math.max(0, joint.leftOut - samples(Math.round(head.seconds() * 1e6), head.format()));
        head.after(joint.leftOut, new Head.Sink() {
            @Override
            public void audio(byte[] pcm, int from, int count) throws InterruptedException {
                write(pcm, from, count);
            }

            @Override
            public void missing(long samples) throws InterruptedException {
                missed(gap(samples, GapReason.SAMPLES_MISSING));
            }
        });
    }

    /**
     * Where a connection goes on from the one before.
     *
     * @param leftOut samples at its front that were heard before, or given up
     * @param micros capture time of the first sample after them
     */
    private record Joint(long leftOut, long micros) {}

    private Joint joint(Head head, long start) {
        PcmFormat format = head.format();
        long end = epoch.endMicros();
        boolean isGivenUp = end > heardEndMicros + BREAK_MICROS;
        long byTime = samples(heardEndMicros - start, format);
        if (!isGivenUp && tail.format().equals(format)) {
            OptionalInt found = Overlap.find(tail.samples(), head.mono(), format.sampleRateHz(), byTime);
            if (found.isPresent() && Math.abs(found.getAsInt() - byTime) <= samples(JOINS_MICROS, format)) {
                return new Joint(found.getAsInt(), heardEndMicros);
            }
        }
        long leftOut = Math.max(0, samples((isGivenUp ? end : heardEndMicros) - start, format));
        return new Joint(leftOut, start + head.micros(leftOut));
    }

    /** The stream itself says that its next sample was captured at another time. */
    private void goOnAt(long micros) throws InterruptedException {
        boolean isLater = micros > epoch.endMicros();
        if (isLater) {
            missed(epoch.gapUntil(micros, GapReason.SAMPLES_MISSING));
        } else {
            epoch.end();
        }
        begin(micros, connection.format, AudioOrigin.LIVE, Math.max(clocks.micros(), lastEpochId + 1));
    }

    private void followClock() throws InterruptedException {
        Connection now = connection;
        if (!now.drift.arrived(clocks.micros(), epoch.endMicros())) {
            return;
        }
        driftPpm = now.drift.driftPpm().isPresent() ? now.drift.driftPpm() : driftPpm;
        long ahead = now.drift.aheadMicros();
        if (now.isStated || Math.abs(ahead) <= settings.driftLimit().toNanos() / 1000) {
            return;
        }
        long corrected = epoch.endMicros() - ahead;
        missed(epoch.gapUntil(corrected, GapReason.SAMPLES_MISSING));
        begin(corrected, now.format, AudioOrigin.LIVE, Math.max(clocks.micros(), lastEpochId + 1));
        now.drift.setBack(ahead);
    }

    private void begin(long startMicros, PcmFormat format, AudioOrigin origin, long epochId)
            throws InterruptedException {
        if (epoch != null) {
            epoch.flush();
        }
        lastEpochId = epochId;
        epoch = new EpochWriter(sink, source.id(), epochId, startMicros, format, origin, settings.chunkMillis());
        tail = tail.format().equals(format) ? tail : new Tail(format);
        heardEndMicros = startMicros;
    }

    private void write(byte[] pcm, int from, int count) throws InterruptedException {
        int frameBytes = epoch.format().frameBytes();
        int leftOut = (int) Math.min(connection.leftOut, count / frameBytes);
        connection.leftOut -= leftOut;
        int start = from + leftOut * frameBytes;
        int bytes = count - leftOut * frameBytes;
        if (bytes == 0) {
            return;
        }
        epoch.audio(pcm, start, bytes);
        tail.hear(pcm, start, bytes);
        heardEndMicros = epoch.endMicros();
        heardSeconds += seconds(bytes / frameBytes, epoch.format());
    }

    private long gap(long samples, GapReason reason) throws InterruptedException {
        epoch.gap(samples, reason);
        if (samples > 0) {
            tail.forget();
        }
        return samples;
    }

    private void missed(long samples) {
        missedSeconds += seconds(Math.max(0, samples), epoch.format());
    }

    /** Audio that is so old will not come any more, whatever a server sends again. */
    private void giveUpWhatCannotCome() throws InterruptedException {
        if (isRecordings) {
            return;
        }
        giveUp(clocks.micros() - GIVEN_UP_MICROS, GapReason.SOURCE_DOWN);
    }

    private void giveUp(long untilMicros, GapReason reason) throws InterruptedException {
        long since = epoch == null || epoch.ended() ? beganMicros : epoch.endMicros();
        if (condition.state() == SourceState.ENDED || untilMicros - since < GAP_STEP_MICROS) {
            return;
        }
        if (epoch == null || epoch.ended()) {
            begin(since, UNHEARD, AudioOrigin.LIVE, Math.max(clocks.micros(), lastEpochId + 1));
        }
        missed(epoch.gapUntil(untilMicros, reason));
    }

    private OptionalLong plausible(OptionalLong stated) {
        return stated.isPresent() && Math.abs(stated.getAsLong() - clocks.micros()) <= PLAUSIBLE_MICROS
                ? stated
                : OptionalLong.empty();
    }

    private double quietDbfs() {
        String own = source.options().get("quiet.dbfs");
        return own == null ? settings.quietDbfs() : Double.parseDouble(own);
    }

    private Condition.Figures figures() {
        boolean isHeard = connection != null;
        boolean hasClock = isHeard && connection.head == null && !connection.isFinite && driftPpm.isPresent();
        return new Condition.Figures(
                lastEpochId,
                heardSeconds,
                missedSeconds,
                isHeard ? connection.meter.levelDbfs() : OptionalDouble.empty(),
                driftPpm,
                hasClock ? OptionalDouble.of(connection.drift.aheadMicros() / 1e6) : OptionalDouble.empty());
    }

    private static long samples(long micros, PcmFormat format) {
        return Math.round(micros * (format.sampleRateHz() / 1e6));
    }

    private static double seconds(long samples, PcmFormat format) {
        return (double) samples / format.sampleRateHz();
    }
}
