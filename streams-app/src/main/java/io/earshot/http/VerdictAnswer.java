package io.earshot.http;

import io.earshot.audio.SampleClock;
import io.earshot.explain.Links;
import io.earshot.verdict.EventVerdict;
import io.earshot.verdict.Precision;
import io.earshot.verdict.Suggestion;
import io.earshot.verdict.Tally;
import io.earshot.verdict.ThresholdSearch;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/** The form of verdicts in answers. */
final class VerdictAnswer {
    private VerdictAnswer() {}

    /** What is said of an event that is shown beside it. */
    static Map<String, Object> brief(EventVerdict verdict) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("verdict", verdict.judged().judgement().name());
        facts.put("by", verdict.judged().by());
        facts.put("at", verdict.judged().at().truncatedTo(ChronoUnit.MICROS).toString());
        facts.put("note", verdict.judged().note());
        return facts;
    }

    /** With what it says of the event. */
    static Map<String, Object> of(EventVerdict verdict) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("event", verdict.eventId());
        facts.putAll(brief(verdict));
        facts.put("source", verdict.sourceId());
        facts.put("query", verdict.queryId());
        facts.put("queryVersion", verdict.queryVersion());
        facts.put("queryWords", verdict.queryWords());
        facts.put("modelDigest", verdict.modelDigest());
        facts.put("onset", SampleClock.instantOfMicros(verdict.onsetMicros()).toString());
        facts.put("confidence", verdict.confidence());
        facts.put("threshold", verdict.threshold());
        facts.put("decidedBy", verdict.decidedBy().name());
        facts.put("ofAbsence", verdict.ofAbsence());
        facts.put("links", Map.of("event", Links.path(verdict.eventId())));
        return facts;
    }

    /** What the verdicts say of their query. */
    static Map<String, Object> of(Tally tally, ThresholdSearch search) {
        Map<String, Object> facts = new LinkedHashMap<>();
        tally.latest().ifPresent(latest -> {
            facts.put("queryVersion", latest.queryVersion());
            facts.put("queryWords", latest.queryWords());
            facts.put("modelDigest", latest.modelDigest());
        });
        facts.putAll(precision(tally.precision()));
        facts.put("leftOut", tally.leftOut());
        facts.put("suggestion", suggestion(tally, search));
        return facts;
    }

    private static Map<String, Object> suggestion(Tally tally, ThresholdSearch search) {
        Suggestion found = search.in(tally);
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("outcome", found.outcome().name());
        facts.put("wantedPrecision", search.wanted());
        tally.presentThreshold().ifPresent(threshold -> facts.put("presentThreshold", threshold));
        facts.put("present", precision(found.present()));
        if (found.outcome() == Suggestion.Outcome.SUGGESTED) {
            facts.put("threshold", found.threshold());
            facts.put("kept", precision(found.kept()));
        }
        facts.put("says", SuggestionText.of(found, search.wanted()));
        return facts;
    }

    /** Without a part where nothing was judged. */
    private static Map<String, Object> precision(Precision precision) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("right", precision.right());
        facts.put("wrong", precision.wrong());
        if (precision.judged() > 0) {
            facts.put("precision", precision.part());
        }
        facts.put("low", precision.low());
        facts.put("high", precision.high());
        return facts;
    }
}
