package io.earshot.decide;

import io.earshot.query.DecisionRules;
import io.earshot.segment.HopSpan;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A sound that may become an event: a run of hops whose confidence is near the opening confidence or above it.
 *
 * @param subject the query and its operating point, which stays from the first hit on
 * @param epochId of the epoch
 * @param startMicros audio time at which its first hop starts
 * @param nearToMicros audio time at which the newest near hop ends
 * @param peak its best segment
 * @param negative the negative that suppressed its best segment
 * @param confirmation its newest hops
 * @param longestMicros the greatest length of the sound while it was confirmed
 * @param readyMicros audio time at which the newest hop ends that only the cooldown kept from opening; 0 if none
 * @param edges where the sound starts and ends, placed from the first hit on
 * @param rest after an event before it
 */
public record Candidate(
        Subject subject,
        long epochId,
        long startMicros,
        long nearToMicros,
        Peak peak,
        Optional<String> negative,
        HitWindow confirmation,
        long longestMicros,
        long readyMicros,
        SoundEdges edges,
        Optional<Rest> rest)
        implements TrackedSound, HasSubject {
    /** A candidate without a hit becomes a near miss after this long, and another one begins. */
    private static final long LONGEST_WITHOUT_HIT_MICROS = 60_000_000;

    /** A near hop after none. */
    static Candidate of(Hearing hearing, Optional<Rest> rest) {
        HopSpan span = hearing.span();
        long notBefore =
                Math.max(span.segmentStartMicros(), rest.map(Rest::endMicros).orElse(Long.MIN_VALUE));
        SoundEdges edges = SoundEdges.around(hearing.tokens(), notBefore);
        return new Candidate(
                        hearing.subject(),
                        span.epochId(),
                        span.startMicros(),
                        span.endMicros(),
                        hearing.peak(),
                        Optional.empty(),
                        HitWindow.NONE,
                        0,
                        0,
                        edges,
                        rest)
                .take(hearing, edges);
    }

    /** Whether its operating point stays. */
    boolean keepsPoint() {
        return confirmation.confirmed() || confirmation.hits() != 0;
    }

    /** The next hop. */
    Candidate next(Hearing hearing) {
        return take(hearing, edges.next(hearing, edges.arePlaced() && hearing.isHeard()));
    }

    /** The next hop, without a score of the query. */
    Candidate pass() {
        return new Candidate(
                subject,
                epochId,
                startMicros,
                nearToMicros,
                peak,
                negative,
                confirmation.next(false, rules()),
                longestMicros,
                readyMicros,
                edges,
                rest);
    }

    /** Whether an event opens with the newest hop. */
    boolean opensAt(Hearing hearing) {
        long now = hearing.span().endMicros();
        return readyMicros == now && now >= restUntilMicros();
    }

    /** Whether it is a near miss: gone for as long as ends an event, unconfirmed, or near for too long. */
    boolean isOver(long nowMicros) {
        if (confirmation.hits() != 0) {
            return false;
        }
        boolean confirmed = confirmation.confirmed();
        boolean gone = nowMicros - nearToMicros >= TimeUnit.MICROSECONDS.convert(rules().mergeGap());
        boolean unconfirmed = confirmation.mostHits() > 0 && !confirmed;
        return gone || unconfirmed || (!confirmed && nowMicros - startMicros >= LONGEST_WITHOUT_HIT_MICROS);
    }

    long restUntilMicros() {
        return rest.map(Rest::untilMicros).orElse(Long.MIN_VALUE);
    }

    /** Its edges are those of the hops until the sound reaches the opening confidence. */
    long soundStartMicros() {
        return edges.arePlaced() ? edges.onsetMicros() : startMicros;
    }

    long soundEndMicros() {
        return edges.arePlaced() ? edges.offsetMicros() : nearToMicros;
    }

    private DecisionRules rules() {
        return query().rules();
    }

    private Candidate take(Hearing hearing, SoundEdges seen) {
        HitWindow next = confirmation.next(hearing.isHit(), rules());
        boolean places = hearing.isHit() && !seen.arePlaced();
        SoundEdges nextEdges = places ? seen.place(hearing) : seen;
        boolean counts = next.confirmed() && hearing.isHeard();
        long length = counts ? nextEdges.lengthMicros() : 0;
        boolean ready = counts && length >= TimeUnit.MICROSECONDS.convert(rules().minDuration());
        boolean higher = hearing.confidence() > peak.confidence();
        boolean negated = hearing.isNegated() && (higher || negative.isEmpty());
        return new Candidate(
                hearing.subject(),
                epochId,
                startMicros,
                hearing.isNear() ? hearing.span().endMicros() : nearToMicros,
                higher ? hearing.peak() : peak,
                negated ? hearing.strongestNegative() : negative,
                next,
                Math.max(longestMicros, length),
                ready ? hearing.span().endMicros() : readyMicros,
                nextEdges,
                rest);
    }
}
