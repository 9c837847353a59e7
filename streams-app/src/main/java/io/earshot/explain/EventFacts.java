package io.earshot.explain;

import io.earshot.audio.SampleClock;
import io.earshot.decide.Event;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Converts an event to maps, texts and numbers, for JSON: the one form in which events leave Earshot outside Kafka. */
public final class EventFacts {
    private EventFacts() {}

    /** Times are in UTC; what is not known is left out. */
    public static Map<String, Object> of(Event event) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("id", event.eventId());
        facts.put("phase", event.phase().name());
        facts.put("source", event.sourceId());
        facts.put("query", query(event));
        facts.put("onset", time(event.onsetMicros()));
        facts.put("offset", time(event.offsetMicros()));
        facts.put("peak", time(event.peakMicros()));
        facts.put("confidence", event.confidence());
        facts.put("threshold", event.point().openConfidence());
        facts.put("score", event.score());
        facts.put("endReason", event.endReason().name());
        event.absent().ifPresent(absent -> {
            facts.put("absentSeconds", absent.heardSeconds());
            facts.put("loudestDbfs", absent.loudestDbfs());
        });
        if (!event.title().isEmpty()) {
            facts.put("title", event.title());
        }
        facts.put("modelDigest", event.modelDigest());
        event.why().ifPresent(why -> facts.put("why", ExplainedFacts.why(why)));
        return facts;
    }

    private static Map<String, Object> query(Event event) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("id", event.query().id());
        facts.put("version", event.subject().queryVersion());
        facts.put("text", event.query().text());
        facts.put("labels", new TreeMap<>(event.query().labels()));
        return facts;
    }

    private static String time(long micros) {
        return SampleClock.instantOfMicros(micros).toString();
    }
}
