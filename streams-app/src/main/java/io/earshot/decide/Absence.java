package io.earshot.decide;

import io.earshot.query.Confirmation;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What is known of a sound whose absence a query asks for: whether it is heard, else since when it is not, and the event
 * if that is reported. The clock counts heard audio alone: it pauses where the audio breaks off and goes on after the gap.
 * A hop that changes nothing of this leaves the same value, so that quiet hours cost no writes.
 *
 * @param subject the query and its operating point, which stays while an event is open
 * @param sinceMicros audio time at which the sound was last heard, or at which listening began
 * @param missingMicros time since then that was not heard
 * @param pausedMicros audio time at which the audio broke off; empty while it plays
 * @param heard whether the sound is being heard; then the clock stands still at zero
 * @param confirmation the newest hops, which may become a heard sound
 * @param peak the segment with the highest confidence since then
 * @param loudestDbfs level of the loudest hop since then, dB relative to full scale
 * @param reported the event, if one is open
 */
public record Absence(
        Subject subject,
        long sinceMicros,
        long missingMicros,
        Optional<Long> pausedMicros,
        boolean heard,
        HitWindow confirmation,
        Peak peak,
        double loudestDbfs,
        Optional<Reported> reported)
        implements TrackedSound, HasSubject {
    private static final Peak NO_PEAK = new Peak(0, 0, 0, 0, Optional.empty());
    private static final double SILENCE_DBFS = -120;
    private static final double MICROS = 1e6;
    /** Between two UPDATEs of an event. */
    private static final long PERIOD_MICROS = 60_000_000;

    /**
     * An open event.
     *
     * @param epochId of the epoch in which it opened
     * @param openedAtHop grid index of the hop that opened it
     * @param toMicros audio time at which the newest hop ends
     * @param toldMicros the same in the newest record
     */
    public record Reported(long epochId, long openedAtHop, long toMicros, long toldMicros) {
        boolean isUpdateDue() {
            return toMicros - toldMicros >= PERIOD_MICROS;
        }

        private Reported to(long micros) {
            return new Reported(epochId, openedAtHop, micros, toldMicros);
        }

        private Reported toldNow() {
            return new Reported(epochId, openedAtHop, toMicros, toMicros);
        }
    }

    /** Listening begins. */
    static Absence beginning(Subject subject, long startMicros) {
        return quietSince(subject, startMicros);
    }

    private static Absence quietSince(Subject subject, long micros) {
        return new Absence(
                subject, micros, 0, Optional.empty(), false, HitWindow.NONE, NO_PEAK, SILENCE_DBFS, Optional.empty());
    }

    /** Audio that was heard since the sound was, up to a time, in microseconds. */
    public long quietMicros(long toMicros) {
        return heard ? 0 : Math.max(0, toMicros - sinceMicros - missingMicros);
    }

    /** Whether that is as long as the query asks. */
    boolean isLongEnough(long toMicros) {
        return !heard
                && quietMicros(toMicros)
                        >= TimeUnit.MICROSECONDS.convert(
                                query().rules().absentFor().orElseThrow());
    }

    /**
     * The audio goes on. Where the source's clock went back, the time of the quiet moves with it, so that an event never
     * ends before it starts.
     */
    Absence resumed(long startMicros) {
        if (pausedMicros.isEmpty()) {
            return this;
        }
        long gap = startMicros - pausedMicros.get();
        return new Absence(
                subject,
                sinceMicros + Math.min(0, gap),
                missingMicros + Math.max(0, gap),
                Optional.empty(),
                heard,
                confirmation,
                peak,
                loudestDbfs,
                reported);
    }

    /** The audio breaks off: whatever was being heard or confirmed is over, and no event stays open. */
    Absence paused(long endMicros) {
        if (pausedMicros.isPresent()) {
            return this;
        }
        Absence quiet = heard ? quietSince(subject, endMicros) : this;
        return new Absence(
                subject,
                quiet.sinceMicros,
                quiet.missingMicros,
                Optional.of(endMicros),
                false,
                HitWindow.NONE,
                quiet.peak,
                quiet.loudestDbfs,
                Optional.empty());
    }

    /** The next hop, while the sound is not heard. */
    Absence next(AbsenceHop hop) {
        boolean higher = peak.endMicros() == 0 || hop.peak().confidence() > peak.confidence();
        return new Absence(
                hop.subject(),
                sinceMicros,
                missingMicros + hop.missingMicros(),
                Optional.empty(),
                false,
                confirmation.next(hop.hit(), query().rules()),
                higher ? hop.peak() : peak,
                Math.max(loudestDbfs, hop.levelDbfs()),
                reported.map(open -> open.to(hop.span().endMicros())));
    }

    /** A hop that could not be scored: nobody knows whether the sound was in it, so it does not count. */
    Absence unscored(long hopMicros) {
        return new Absence(
                subject,
                sinceMicros,
                heard ? missingMicros : missingMicros + hopMicros,
                pausedMicros,
                heard,
                confirmation,
                peak,
                loudestDbfs,
                reported);
    }

    /** The sound is heard, and no event is open. */
    Absence hearing(AbsenceHop hop) {
        return new Absence(
                hop.subject(),
                hop.span().endMicros(),
                0,
                Optional.empty(),
                true,
                HitWindow.NONE,
                NO_PEAK,
                SILENCE_DBFS,
                Optional.empty());
    }

    /** The first hop without the sound. */
    Absence quiet(AbsenceHop hop) {
        return quietSince(subject, hop.span().startMicros()).next(hop);
    }

    /** With an event that the newest hop opens. */
    Absence opened(AbsenceHop hop) {
        long now = hop.span().endMicros();
        return with(Optional.of(new Reported(hop.span().epochId(), hop.span().gridIndex(), now, now)));
    }

    Absence toldNow() {
        return with(reported.map(Reported::toldNow));
    }

    Absence closed() {
        return with(Optional.empty());
    }

    private Absence with(Optional<Reported> other) {
        return new Absence(
                subject, sinceMicros, missingMicros, pausedMicros, heard, confirmation, peak, loudestDbfs, other);
    }

    /** How many hops before the newest one the first lies that confirms the sound, at most {@link Confirmation#MAX_HOPS}. */
    int hopsSinceFirstHit() {
        return Long.SIZE - 1 - Long.numberOfLeadingZeros(confirmation.hits());
    }

    /** The record of the open event, up to the newest hop. */
    Event event(EventPhase phase, String sourceId, EndReason reason) {
        return event(phase, sourceId, reason, reported.orElseThrow().toMicros(), peak);
    }

    /**
     * The record of the open event.
     *
     * @param toMicros audio time up to which the sound was absent
     * @param shown the segment whose confidence the record carries
     */
    Event event(EventPhase phase, String sourceId, EndReason reason, long toMicros, Peak shown) {
        Reported open = reported.orElseThrow();
        return new Event(
                phase,
                EventId.of(sourceId, open.epochId(), this, open.openedAtHop()),
                sourceId,
                open.epochId(),
                open.openedAtHop(),
                subject,
                sinceMicros,
                toMicros,
                shown.endMicros(),
                shown.confidence(),
                shown.score(),
                shown.why(),
                reason,
                Optional.of(new AbsentTime(quietMicros(toMicros) / MICROS, loudestDbfs)),
                "");
    }
}
