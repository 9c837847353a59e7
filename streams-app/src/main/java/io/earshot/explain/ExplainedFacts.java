package io.earshot.explain;

import io.earshot.audio.SampleClock;
import io.earshot.calibration.OperatingPoint;
import io.earshot.decide.Event;
import io.earshot.decide.Explanation;
import io.earshot.match.FactorShare;
import io.earshot.match.ScorePath;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Converts an explanation to maps, lists, texts and numbers, for JSON. */
public final class ExplainedFacts {
    private ExplainedFacts() {}

    /**
     * @param zone in which the lines for people show times; all other times are in UTC
     * @param commandOptions options that a command line needs to reach the service that explains
     */
    public static Map<String, Object> of(Explained explained, ZoneId zone, List<String> commandOptions) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("source", explained.moment().sourceId());
        facts.put("at", time(explained.moment().atMicros()));
        facts.put("queryId", explained.query().id());
        facts.put("queryVersion", explained.queryVersion());
        facts.put("queryText", explained.query().text());
        facts.put("modelDigest", explained.modelDigest());
        facts.put("verdict", explained.verdict().name());
        put(
                facts,
                "rejectedBy",
                explained.rejection().map(rejection -> rejection.rule().name()));
        put(facts, "missedBy", explained.rejection().map(Rejection::missedBy));
        put(facts, "event", explained.event().map(event -> event(event, true)));
        put(facts, "best", explained.best().map(ExplainedFacts::hop));
        put(facts, "operatingPoint", explained.best().map(JudgedHop::point).map(OperatingPoint::facts));
        put(facts, "why", explained.why().map(ExplainedFacts::why));
        facts.put("hops", explained.hops().stream().map(ExplainedFacts::hop).toList());
        facts.put(
                "suggestions",
                explained.suggestions().stream()
                        .map(suggestion -> suggestion(suggestion, commandOptions))
                        .toList());
        facts.put("notes", explained.notes());
        facts.put("text", ExplainedText.lines(explained, zone, commandOptions));
        return facts;
    }

    private static Map<String, Object> event(Event event, boolean isReal) {
        Map<String, Object> facts = new LinkedHashMap<>();
        if (isReal) {
            facts.put("eventId", event.eventId());
            facts.put("endReason", event.endReason().name());
        }
        facts.put("onset", time(event.onsetMicros()));
        facts.put("offset", time(event.offsetMicros()));
        facts.put("confidence", event.confidence());
        facts.put("score", event.score());
        event.absent().ifPresent(absent -> {
            facts.put("absentSeconds", absent.heardSeconds());
            facts.put("loudestDbfs", absent.loudestDbfs());
        });
        return facts;
    }

    private static Map<String, Object> hop(JudgedHop hop) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("epochId", Long.toString(hop.span().epochId()));
        facts.put("gridIndex", hop.span().gridIndex());
        facts.put("start", time(hop.span().startMicros()));
        facts.put("end", time(hop.span().endMicros()));
        facts.put("confidence", hop.confidence());
        facts.put("score", (double) hop.match().score());
        facts.put("penalty", (double) hop.match().penalty());
        facts.put("levelDbfs", hop.levelDbfs());
        return facts;
    }

    static Map<String, Object> why(Explanation why) {
        Map<String, Object> facts = path(why.path());
        // JSON has no NaN: an unknown background is left out.
        if (Double.isFinite(why.backgroundPercentile())) {
            facts.put("backgroundPercentile", why.backgroundPercentile());
        }
        facts.put("backgroundMean", why.background().mean());
        facts.put("backgroundDeviation", why.background().deviation());
        facts.put("evidenceStart", time(why.evidenceStartMicros()));
        facts.put("evidenceEnd", time(why.evidenceEndMicros()));
        return facts;
    }

    private static Map<String, Object> path(ScorePath path) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("levelScores", path.levelScores());
        facts.put("alignmentScore", path.alignmentScore());
        facts.put("factors", path.factors().stream().map(ExplainedFacts::factor).toList());
        facts.put("factorScore", path.factorScore());
        facts.put("negativePenalty", path.penalty());
        return facts;
    }

    private static Map<String, Object> factor(FactorShare share) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("factor", share.factor());
        facts.put("name", share.name());
        facts.put("factorConfidence", share.factorConfidence());
        facts.put("similarity", share.similarity());
        return facts;
    }

    private static Map<String, Object> suggestion(Suggestion suggestion, List<String> commandOptions) {
        Map<String, Object> facts = new LinkedHashMap<>();
        List<Map<String, String>> changes = suggestion.changes().stream()
                .map(change -> Map.of("setting", change.setting(), "from", change.from(), "to", change.to()))
                .toList();
        facts.put("changes", changes);
        facts.put("command", QueryCommandLine.of(suggestion.query(), commandOptions));
        facts.put("event", event(suggestion.event(), false));
        facts.put("eventsNow", suggestion.eventsNow());
        facts.put("eventsThen", suggestion.eventsThen());
        return facts;
    }

    private static void put(Map<String, Object> facts, String name, Optional<?> value) {
        value.ifPresent(present -> facts.put(name, present));
    }

    private static String time(long micros) {
        return SampleClock.instantOfMicros(micros).toString();
    }
}
