package io.earshot.explain;

import io.earshot.calibration.OperatingPoint;
import io.earshot.calibration.OperatingPoints;
import io.earshot.decide.Event;
import io.earshot.decide.NearMiss;
import io.earshot.decide.RejectionRule;
import io.earshot.match.EncodedSegment;
import io.earshot.match.Match;
import io.earshot.query.RegisteredQuery;
import io.earshot.query.SourceFilter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Judges one moment under a query, as often as is wanted under changed ones. Not safe for use by several threads. */
final class Judge {
    private final Moment moment;
    private final Heard heard;
    private final OperatingPoints points;
    private final String modelDigest;

    /** @param heard has at least one segment in the moment */
    Judge(Moment moment, Heard heard, OperatingPoints points, String modelDigest) {
        this.moment = moment;
        this.heard = heard;
        this.points = points;
        this.modelDigest = modelDigest;
    }

    Moment moment() {
        return moment;
    }

    Judgement judge(RegisteredQuery query) {
        Replay replay = new Replay(heard, query, moment.sourceId(), modelDigest, points);
        JudgedHop best = best(query);
        if (!SourceFilter.of(query.query().sources()).appliesTo(moment.sourceId())) {
            return new Judgement(Verdict.OTHER_SOURCE, Optional.empty(), Optional.empty(), best, 0);
        }
        int events = replay.events().size();
        Optional<Event> event = covering(replay);
        if (event.isPresent()) {
            return new Judgement(Verdict.HEARD, event, Optional.empty(), best, events);
        }
        Rejection rejection = rejection(best, replay);
        return new Judgement(Verdict.REJECTED, Optional.empty(), Optional.of(rejection), best, events);
    }

    /** Every hop, judged by itself. */
    List<JudgedHop> hops(RegisteredQuery query) {
        List<Match> matches = heard.matches(query);
        List<JudgedHop> hops = new ArrayList<>();
        for (int i = 0; i < matches.size(); i++) {
            hops.add(hop(heard.segments().get(i), matches.get(i)));
        }
        return hops;
    }

    private JudgedHop best(RegisteredQuery query) {
        return hops(query).stream()
                .filter(hop -> moment.touches(hop.span()))
                .max(Comparator.comparingDouble(JudgedHop::confidence))
                .orElseThrow(() -> new IllegalStateException("no hop in the moment"));
    }

    private JudgedHop hop(EncodedSegment segment, Match match) {
        RegisteredQuery query = match.query();
        OperatingPoint point =
                points.of(moment.sourceId(), query, segment.span().startMicros());
        return new JudgedHop(
                segment.span(),
                segment.levelDbfs(),
                match.score(),
                match.penalty(),
                points.confidence(query, match.score()),
                points.confidence(query, match.score() + match.penalty()),
                point);
    }

    /** Of several the one with the highest confidence. */
    private Optional<Event> covering(Replay replay) {
        return replay.events().stream()
                .filter(event -> moment.touches(event.onsetMicros(), event.offsetMicros()))
                .max(Comparator.comparingDouble(Event::confidence));
    }

    /** The tracker names the rule; only what it thinks too faint to be a near miss is named here. */
    private Rejection rejection(JudgedHop best, Replay replay) {
        return replay.nearMisses().stream()
                .filter(miss -> moment.touches(miss.startMicros(), miss.endMicros()))
                .max(Comparator.comparingDouble(NearMiss::confidence))
                .filter(miss -> miss.confidence() >= best.confidence())
                .map(miss -> new Rejection(miss.rejectedBy(), miss.missedBy()))
                .orElseGet(() -> faint(best));
    }

    private static Rejection faint(JudgedHop best) {
        boolean byNegatives = best.confidenceWithoutNegatives() >= best.point().openConfidence();
        return new Rejection(
                byNegatives ? RejectionRule.NEGATIVES : RejectionRule.OPEN_CONFIDENCE, Math.max(0, best.missing()));
    }
}
