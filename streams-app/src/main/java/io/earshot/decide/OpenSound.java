package io.earshot.decide;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * An event that has been told of and is not over: its OPEN was put out, its CLOSE not yet.
 *
 * @param subject what is heard; its operating point stays as it was when the event opened
 * @param epochId of the epoch
 * @param openedAtHop grid index of the hop that opened the event
 * @param peak its best segment so far
 * @param edges where it starts and ends
 * @param heardToMicros audio time at which the newest hop ends in which it was heard
 * @param told what the newest record said
 */
public record OpenSound(
        Subject subject, long epochId, long openedAtHop, Peak peak, SoundEdges edges, long heardToMicros, Told told)
        implements TrackedSound, HasSubject {
    private static final double RISE = 0.05;
    private static final long PERIOD_MICROS = 5_000_000;

    /**
     * What a record said.
     *
     * @param hopEndMicros audio time at which the hop ended that led to it
     * @param confidence that it gave
     * @param onsetMicros that it gave
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
                .toldNow(hearing.span().endMicros());
    }

    @Override
    public void accept(Consumer<Candidate> ofCandidate, Consumer<OpenSound> ofOpen, Consumer<Rest> ofRest) {
        ofOpen.accept(this);
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

    OpenSound toldNow(long hopEndMicros) {
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
     * Whether there is news: the confidence has risen by {@value #RISE}, the onset was placed anew, or five seconds of audio
     * have passed since the last record.
     */
    boolean hasNews(long hopEndMicros) {
        return peak.confidence() >= told.confidence() + RISE
                || edges.onsetMicros() != told.onsetMicros()
                || hopEndMicros - told.hopEndMicros() >= PERIOD_MICROS;
    }

    /** Whether it has not been heard for as long as would make its coming back another event. */
    boolean isOver(long nowMicros) {
        return nowMicros - heardToMicros >= AudioTime.micros(query().rules().mergeGap());
    }

    boolean isTooLong() {
        return edges.lengthMicros() >= AudioTime.micros(query().rules().maxDuration());
    }

    /** What is told of it. */
    Event event(EventPhase phase, String sourceId, EndReason reason) {
        return new Event(
                phase,
                EventId.of(sourceId, this),
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

    /** What comes after it. */
    Rest rest() {
        Duration cooldown = query().rules().cooldown();
        long end = edges.offsetMicros();
        return new Rest(queryId(), queryVersion(), modelDigest(), end, end + AudioTime.micros(cooldown));
    }
}
