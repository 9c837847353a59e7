package io.earshot.decide;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * An open event: its OPEN is emitted, its CLOSE not yet.
 *
 * @param subject the query and its operating point, both as they were when the event opened
 * @param epochId of the epoch
 * @param openedAtHop grid index of the hop that opened the event
 * @param peak its best segment so far
 * @param edges where it starts and ends
 * @param heardToMicros audio time at which the newest hop ends that reached the closing confidence
 * @param told content of the newest record
 */
public record OpenSound(
        Subject subject, long epochId, long openedAtHop, Peak peak, SoundEdges edges, long heardToMicros, Told told)
        implements TrackedSound, HasSubject {
    private static final double RISE = 0.05;
    private static final long PERIOD_MICROS = 5_000_000;

    /**
     * Content of a record.
     *
     * @param hopEndMicros audio time at which its hop ended
     * @param confidence in it
     * @param onsetMicros in it
     */
    public record Told(long hopEndMicros, double confidence, long onsetMicros) {}

    /** Opened by a hop. */
    static OpenSound of(Candidate candidate, Hearing hearing) {
        return new OpenSound(
                        candidate.subject(),
                        candidate.epochId(),
                        hearing.span().gridIndex(),
                        candidate.peak(),
                        candidate.edges(),
                        hearing.span().endMicros(),
                        new Told(0, 0, 0))
                .reportedNow(hearing.span().endMicros());
    }

    /** The next hop. */
    OpenSound next(Hearing hearing) {
        boolean heard = hearing.isHeard();
        return new OpenSound(
                subject,
                epochId,
                openedAtHop,
                heard && hearing.confidence() > peak.confidence() ? hearing.peak() : peak,
                edges.next(hearing, heard),
                heard ? hearing.span().endMicros() : heardToMicros,
                told);
    }

    /** With a record emitted at the end of a hop. */
    OpenSound reportedNow(long hopEndMicros) {
        return new OpenSound(
                subject,
                epochId,
                openedAtHop,
                peak,
                edges,
                heardToMicros,
                new Told(hopEndMicros, peak.confidence(), edges.onsetMicros()));
    }

    /**
     * Whether an UPDATE is due: the confidence has risen by {@value #RISE}, the onset has moved, or five seconds of audio
     * have passed since the last record.
     */
    boolean isUpdateDue(long hopEndMicros) {
        return peak.confidence() >= told.confidence() + RISE
                || edges.onsetMicros() != told.onsetMicros()
                || hopEndMicros - told.hopEndMicros() >= PERIOD_MICROS;
    }

    /** Whether it has been below the closing confidence for the merge gap. */
    boolean isOver(long nowMicros) {
        return nowMicros - heardToMicros
                >= TimeUnit.MICROSECONDS.convert(query().rules().mergeGap());
    }

    boolean isTooLong() {
        return edges.lengthMicros()
                >= TimeUnit.MICROSECONDS.convert(query().rules().maxDuration());
    }

    /** The record of it. */
    Event event(EventPhase phase, String sourceId, EndReason reason) {
        return new Event(
                phase,
                EventId.of(sourceId, epochId, this, openedAtHop),
                sourceId,
                epochId,
                openedAtHop,
                subject,
                edges.onsetMicros(),
                edges.offsetMicros(),
                peak.endMicros(),
                peak.confidence(),
                peak.score(),
                peak.why(),
                reason);
    }

    /** The rest after it. */
    Rest rest() {
        Duration cooldown = query().rules().cooldown();
        long end = edges.offsetMicros();
        return new Rest(queryId(), queryVersion(), modelDigest(), end, end + TimeUnit.MICROSECONDS.convert(cooldown));
    }
}
