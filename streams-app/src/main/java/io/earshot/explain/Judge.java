package io.earshot.explain;

import io.earshot.calibration.OperatingPoint;
import io.earshot.calibration.OperatingPoints;
import io.earshot.decide.DecisionStages;
import io.earshot.decide.Event;
import io.earshot.decide.NearMiss;
import io.earshot.decide.RejectionRule;
import io.earshot.decide.Replay;
import io.earshot.match.EncodedSegment;
import io.earshot.match.Match;
import io.earshot.query.QueryTable;
import io.earshot.query.RegisteredQuery;
import io.earshot.query.SourceFilter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Judges one moment under a query and under changed ones. Not safe for use by several threads. */
final class Judge {
    /**
     * The judgement on a moment under one query.
     *
     * @param verdict HEARD, REJECTED or OTHER_SOURCE
     * @param event that covers the moment
     * @param rejection the first rule that rejected it
     * @param best the moment's hop with the highest confidence
     * @param events in the whole stretch
     */
    record Judgement(
            Verdict verdict, Optional<Event> event, Optional<Rejection> rejection, JudgedHop best, int events) {
        boolean isHeard() {
            return verdict == Verdict.HEARD;
        }
    }

    private final Moment moment;
    private final Heard heard;
    private final DecisionStages stages;

    /** @param heard has at least one segment in the moment */
    Judge(Moment moment, Heard heard, DecisionStages stages) {
        this.moment = moment;
        this.heard = heard;
        this.stages = stages;
    }

    Moment moment() {
        return moment;
    }

    Judgement judge(RegisteredQuery query) {
        JudgedHop best = best(query);
        if (!SourceFilter.of(query.query().sources()).appliesTo(moment.sourceId())) {
            return new Judgement(Verdict.OTHER_SOURCE, Optional.empty(), Optional.empty(), best, 0);
        }
        Map<String, Event> events = new LinkedHashMap<>();
        List<NearMiss> nearMisses = new ArrayList<>();
        Quiet quiet = new Quiet(query.query().rules(), moment);
        Replay replay =
                Replay.withEveryMiss(moment.sourceId(), QueryTable.empty().with(query), stages, decision -> {
                    decision.events().forEach(event -> events.put(event.eventId(), event));
                    nearMisses.addAll(decision.nearMisses());
                    quiet.take(decision);
                });
        List<Match> matches = heard.matches(query);
        for (int i = 0; i < matches.size(); i++) {
            replay.hear(heard.segments().get(i), List.of(matches.get(i)));
            quiet.pass(heard.segments().get(i).span());
        }
        replay.end();
        return judgement(best, new Outcomes(moment, events.values(), nearMisses), events.size(), quiet.rejection());
    }

    /** The recorded judgement of live audio, if there is one; else this one. */
    Judgement asRecorded(Judgement now, Outcomes recorded) {
        boolean isKnown = recorded.event().isPresent() || recorded.nearMiss().isPresent();
        return isKnown ? judgement(now.best(), recorded, now.events(), Optional.empty()) : now;
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
        OperatingPoints points = stages.points();
        OperatingPoint point =
                points.of(moment.sourceId(), match.query(), segment.span().startMicros());
        return new JudgedHop(
                segment.span(),
                segment.levelDbfs(),
                match,
                points.confidence(match.query(), match.score()),
                points.confidence(match.query(), match.score() + match.penalty()),
                point);
    }

    /** The tracker names the rule; only for a sound too faint to be a near miss, this does. */
    private static Judgement judgement(JudgedHop best, Outcomes outcomes, int events, Optional<Rejection> ofAbsence) {
        if (outcomes.event().isPresent()) {
            return new Judgement(Verdict.HEARD, outcomes.event(), Optional.empty(), best, events);
        }
        Rejection rejection = outcomes.nearMiss()
                .map(miss -> new Rejection(miss.rejectedBy(), miss.missedBy()))
                .or(() -> ofAbsence)
                .orElseGet(() -> faint(best));
        return new Judgement(Verdict.REJECTED, Optional.empty(), Optional.of(rejection), best, events);
    }

    private static Rejection faint(JudgedHop best) {
        boolean byNegatives = best.confidenceWithoutNegatives() >= best.point().openConfidence();
        return new Rejection(
                byNegatives ? RejectionRule.NEGATIVES : RejectionRule.OPEN_CONFIDENCE, Math.max(0, best.missing()));
    }
}
