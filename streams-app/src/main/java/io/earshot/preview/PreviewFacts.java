package io.earshot.preview;

import io.earshot.audio.SampleClock;
import io.earshot.decide.Event;
import io.earshot.query.StandingQuery;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Converts a preview to maps, lists, texts and numbers, for JSON. */
public final class PreviewFacts {
    private PreviewFacts() {}

    /** @param zone in which the lines for people show times; all other times are in UTC */
    public static Map<String, Object> of(Preview preview, ZoneId zone) {
        StandingQuery query = preview.query();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("queryId", query.id());
        facts.put("queryVersion", preview.queryVersion());
        facts.put("queryText", query.text());
        facts.put("sensitivity", query.rules().sensitivity().kind().name());
        facts.put("modelDigest", preview.modelDigest());
        facts.put("since", time(preview.sinceMicros()));
        facts.put("readPart", preview.readPart());
        facts.put("segments", preview.segments());
        facts.put("segmentsOfOtherModels", preview.leftOut().ofOtherModels());
        facts.put("segmentsRepeated", preview.leftOut().repeated());
        facts.put("segmentsOfTooManySources", preview.leftOut().ofTooManySources());
        facts.put("heardSeconds", preview.heardSeconds());
        putTally(facts, preview.asAsked(), preview.heardSeconds());
        facts.put("warnings", preview.warnings());
        facts.put(
                "sources", preview.sources().stream().map(PreviewFacts::source).toList());
        facts.put(
                "newestEvents",
                preview.newest().stream().map(PreviewFacts::event).toList());
        facts.put("thresholds", thresholds(preview.atThresholds(), preview.heardSeconds()));
        facts.put("notes", preview.notes());
        facts.put("text", PreviewText.lines(preview, zone));
        return facts;
    }

    private static Map<String, Object> source(SourcePreview source) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("source", source.sourceId());
        facts.put("from", time(source.fromMicros()));
        facts.put("to", time(source.toMicros()));
        facts.put("heardSeconds", source.heardSeconds());
        facts.put("segments", source.segments());
        putTally(facts, source.asAsked(), source.heardSeconds());
        facts.put("operatingPoint", source.point().facts());
        facts.put("thresholds", thresholds(source.atThresholds(), source.heardSeconds()));
        return facts;
    }

    private static List<Map<String, Object>> thresholds(Map<Double, Tally> tallies, double heardSeconds) {
        return tallies.entrySet().stream()
                .map(entry -> {
                    Map<String, Object> facts = new LinkedHashMap<>();
                    facts.put("threshold", entry.getKey());
                    putTally(facts, entry.getValue(), heardSeconds);
                    return facts;
                })
                .toList();
    }

    private static void putTally(Map<String, Object> facts, Tally tally, double heardSeconds) {
        facts.put("events", tally.events());
        facts.put("eventsPerDay", tally.perDay(heardSeconds));
        facts.put("openSeconds", tally.openSeconds());
        facts.put("nearMisses", tally.nearMisses());
    }

    private static Map<String, Object> event(Event event) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("eventId", event.eventId());
        facts.put("source", event.sourceId());
        facts.put("onset", time(event.onsetMicros()));
        facts.put("offset", time(event.offsetMicros()));
        facts.put("confidence", event.confidence());
        facts.put("score", event.score());
        facts.put("openConfidence", event.point().openConfidence());
        facts.put("endReason", event.endReason().name());
        event.absent().ifPresent(absent -> {
            facts.put("absentSeconds", absent.heardSeconds());
            facts.put("loudestDbfs", absent.loudestDbfs());
        });
        return facts;
    }

    private static String time(long micros) {
        return SampleClock.instantOfMicros(micros).toString();
    }
}
