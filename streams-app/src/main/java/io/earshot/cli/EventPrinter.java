package io.earshot.cli;

import io.earshot.audio.SampleClock;
import io.earshot.decide.Event;
import io.earshot.decide.EventPhase;
import java.io.PrintWriter;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/** Events as lines, for people or for programs. Safe for use by several threads. */
final class EventPrinter {
    private static final DateTimeFormatter LIVE_TIME = DateTimeFormatter.ofPattern("HH:mm:ss.S", Locale.ROOT);

    private final PrintWriter out;
    private final boolean json;
    private final Predicate<String> named;

    EventPrinter(PrintWriter out, boolean json) {
        this(out, json, id -> false);
    }

    /** @param named whether lines for people show a query's id beside its text */
    EventPrinter(PrintWriter out, boolean json, Predicate<String> named) {
        this.out = out;
        this.json = json;
        this.named = named;
    }

    /** Of a live source: at once, by the viewer's clock. Lines for people leave out updates. */
    synchronized void live(Event event) {
        print(event, event.phase() != EventPhase.UPDATE, this::liveLine);
    }

    /** Of a file: when the event closes, by the file's own time. */
    synchronized void ofFile(Event event) {
        print(event, event.phase() == EventPhase.CLOSE, this::fileLine);
    }

    private void print(Event event, boolean forPeople, Function<Event, String> line) {
        if (json || forPeople) {
            out.println(json ? jsonLine(event) : line.apply(event));
            out.flush();
        }
    }

    private String jsonLine(Event event) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("phase", event.phase().name());
        line.put("eventId", event.eventId());
        line.put("sourceId", event.sourceId());
        line.put("queryId", event.query().id());
        line.put("queryText", event.query().text());
        line.put("onset", SampleClock.instantOfMicros(event.onsetMicros()).toString());
        line.put("offset", SampleClock.instantOfMicros(event.offsetMicros()).toString());
        line.put("confidence", event.confidence());
        line.put("threshold", event.point().openConfidence());
        line.put("score", event.score());
        line.put("endReason", event.endReason().name());
        line.put("modelDigest", event.modelDigest());
        return Printed.json(line);
    }

    private String liveLine(Event event) {
        boolean over = event.phase() == EventPhase.CLOSE;
        return String.format(
                Locale.ROOT,
                "%s  %-12s %-5s %3.0f %%  %s%s",
                localTime(over ? event.offsetMicros() : event.onsetMicros()),
                Printed.of(event.sourceId()),
                over ? "ends" : "HEARD",
                100 * event.confidence(),
                words(event),
                over ? String.format(Locale.ROOT, "  (%.1f s)", seconds(event)) : "");
    }

    private String fileLine(Event event) {
        return String.format(
                Locale.ROOT,
                "%s  %s - %s  %3.0f %%  %s",
                Printed.of(event.sourceId()),
                fileTime(event.onsetMicros()),
                fileTime(event.offsetMicros()),
                100 * event.confidence(),
                words(event));
    }

    private String words(Event event) {
        String id = event.query().id();
        return Printed.of(event.query().text()) + (named.test(id) ? "  [" + Printed.of(id) + "]" : "");
    }

    private static double seconds(Event event) {
        return (event.offsetMicros() - event.onsetMicros()) / 1e6;
    }

    private static String localTime(long micros) {
        return LIVE_TIME.format(SampleClock.instantOfMicros(micros).atZone(ZoneId.systemDefault()));
    }

    /** hh:mm:ss.cc from the start of the file. */
    private static String fileTime(long micros) {
        long centis = micros / 10_000;
        return String.format(
                Locale.ROOT,
                "%02d:%02d:%02d.%02d",
                centis / 360_000,
                centis / 6_000 % 60,
                centis / 100 % 60,
                centis % 100);
    }
}
