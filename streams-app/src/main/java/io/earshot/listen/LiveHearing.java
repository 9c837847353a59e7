package io.earshot.listen;

import io.earshot.audio.GapReason;
import io.earshot.audio.PcmFormat;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Puts the audio of one live connection into epochs, each sample at the time at which it was captured. */
final class LiveHearing {
    /** What a stream states of its time is taken as new from here on; lists of segments state it only roughly. */
    private static final long STATED_STEP_MICROS = 3_000_000;
    /** A stated time that is further off is no capture time. */
    private static final long PLAUSIBLE_MICROS = 24L * 3600 * 1_000_000;

    private static final long WINDOW_MICROS = 10_000_000;
    private static final long MOST_LEAD_MICROS = 500_000;
    private static final long LEAD_GROWTH_MICROS = 100_000;
    private static final long LONGEST_WAIT_MICROS = 1_000_000;

    private final PcmFormat format;
    private final Epochs epochs;
    private final Clocks clocks;
    private final long driftLimitMicros;
    private final DriftMeter drift;
    /** The first seconds, as long as their place is not known. */
    private Optional<Head> head;

    private OptionalLong statedStart = OptionalLong.empty();
    private boolean isStated;
    private long rememberedLeadMicros;
    private OptionalLong leadRememberedNanos = OptionalLong.empty();

    /**
     * Of a connection that has brought nothing yet.
     *
     * @param patience how long it may go without audio
     * @param driftLimit how far its time may go from the wall clock
     */
    LiveHearing(PcmFormat format, Duration patience, Duration driftLimit, Epochs epochs, Clocks clocks) {
        this.format = format;
        this.epochs = epochs;
        this.clocks = clocks;
        this.driftLimitMicros = driftLimit.toNanos() / 1000;
        this.drift = new DriftMeter(Math.max(WINDOW_MICROS, 2 * patience.toNanos() / 1000));
        this.head = Optional.of(new Head(format, clocks.nanos()));
    }

    /**
     * Takes the next audio.
     *
     * @param pcm whole samples; kept
     * @param missing samples that are missing after it
     * @param asStated capture time that the stream states for its first sample
     */
    void hear(byte[] pcm, long missing, OptionalLong asStated) throws InterruptedException {
        OptionalLong stated = plausible(asStated);
        isStated |= stated.isPresent();
        if (head.isPresent() && head.get().isEmpty()) {
            statedStart = stated;
        } else if (head.isPresent() && isElsewhere(stated, head.get())) {
            settle(head.get());
        }
        if (head.isPresent()) {
            head.get().add(pcm, missing, clocks.nanos(), clocks.micros());
            settleIfSteady();
            return;
        }
        if (stated.isPresent() && Math.abs(stated.getAsLong() - epochs.endMicros()) > STATED_STEP_MICROS) {
            goOnAt(stated.getAsLong());
        }
        epochs.write(pcm, 0, pcm.length);
        epochs.missing(missing);
        followClock();
    }

    /** Time has passed. */
    void settleIfSteady() throws InterruptedException {
        if (head.isPresent() && !head.get().isEmpty() && head.get().isSteady(clocks.nanos())) {
            settle(head.get());
        }
    }

    /** Nothing more will come. */
    void end() throws InterruptedException {
        if (head.isPresent() && !head.get().isEmpty()) {
            settle(head.get());
        }
    }

    /** How long the reader should wait: more than real time is no live audio, and its times would run ahead. */
    Duration lead() {
        if (head.isPresent()) {
            return Duration.ZERO;
        }
        long lead = epochs.endMicros() - clocks.micros();
        long now = clocks.nanos();
        if (leadRememberedNanos.isEmpty() || now - leadRememberedNanos.getAsLong() >= WINDOW_MICROS * 1000) {
            leadRememberedNanos = OptionalLong.of(now);
            rememberedLeadMicros = lead;
        }
        boolean isFast = lead - rememberedLeadMicros > LEAD_GROWTH_MICROS;
        long wait = isFast ? Math.max(0, lead - MOST_LEAD_MICROS) : 0;
        return Duration.ofNanos(Math.min(wait, LONGEST_WAIT_MICROS) * 1000);
    }

    /** How much faster than the wall clock the source's runs, in parts per million; empty: not known yet. */
    OptionalDouble driftPpm() {
        return drift.driftPpm();
    }

    /** How far the time by rate is ahead, in seconds; empty: its place is not known yet. */
    OptionalDouble aheadSeconds() {
        return head.isPresent() ? OptionalDouble.empty() : OptionalDouble.of(drift.aheadMicros() / 1e6);
    }

    /** Whether the stream states a time that does not follow from what waits for its place. */
    private boolean isElsewhere(OptionalLong stated, Head waiting) {
        if (stated.isEmpty() || statedStart.isEmpty()) {
            return stated.isPresent();
        }
        long expected = statedStart.getAsLong() + format.micros(waiting.samples());
        return Math.abs(stated.getAsLong() - expected) > STATED_STEP_MICROS;
    }

    /** The audio comes in its own time: its place is known. */
    private void settle(Head waiting) throws InterruptedException {
        head = Optional.empty();
        Joint joint = Joint.of(waiting, statedStart.orElse(waiting.startMicros()), epochs);
        if (epochs.isOpen()) {
            epochs.missingUntil(joint.micros(), GapReason.SOURCE_DOWN);
        }
        epochs.begin(joint.micros(), format);
        epochs.leaveOut(Math.max(0, joint.leftOut() - waiting.samples()));
        waiting.after(joint.leftOut(), epochs);
    }

    /** The stream itself says that its next sample was captured at another time. */
    private void goOnAt(long micros) throws InterruptedException {
        if (micros > epochs.endMicros()) {
            epochs.missingUntil(micros, GapReason.SAMPLES_MISSING);
        } else {
            epochs.end();
        }
        epochs.begin(micros, format);
    }

    private void followClock() throws InterruptedException {
        if (!drift.arrived(clocks.micros(), epochs.endMicros())) {
            return;
        }
        long ahead = drift.aheadMicros();
        if (isStated || Math.abs(ahead) <= driftLimitMicros) {
            return;
        }
        long corrected = epochs.endMicros() - ahead;
        epochs.missingUntil(corrected, GapReason.SAMPLES_MISSING);
        epochs.begin(corrected, format);
        drift.setBack(ahead);
    }

    private OptionalLong plausible(OptionalLong stated) {
        return stated.isPresent() && Math.abs(stated.getAsLong() - clocks.micros()) <= PLAUSIBLE_MICROS
                ? stated
                : OptionalLong.empty();
    }
}
