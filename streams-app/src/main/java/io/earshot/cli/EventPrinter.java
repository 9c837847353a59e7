package io.earshot.cli;

import io.earshot.audio.SampleClock;
import io.earshot.calibration.ReadableNumbers;
import io.earshot.decide.AbsentTime;
import io.earshot.decide.EndReason;
import io.earshot.decide.Event;
import io.earshot.decide.EventPhase;
import io.earshot.ingest.AudioFiles;
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

    private static final DateTimeFormatter PAST_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.S", Locale.ROOT);

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
        print(Map.of(), event, event.phase() != EventPhase.UPDATE, this::liveLine);
    }

    /** Of the past: one line for people, by the viewer's clock and calendar. */
    synchronized void past(Event event) {
        out.println(pastLine(event));
        out.flush();
    }

    /** Of a file: when the event closes, by the file's own time. */
    synchronized void ofFile(String file, Event event) {
        print(Map.of("file", file), event, event.phase() == EventPhase.CLOSE, closed -> fileLine(file, closed));
    }

    /** @param place what a line for programs begins with */
    private void print(Map<String, String> place, Event event, boolean forPeople, Function<Event, String> line) {
        if (json || forPeople) {
            out.println(json ? jsonLine(place, event) : line.apply(event));
            out.flush();
        }
    }

    private static String jsonLine(Map<String, String> place, Event event) {
        Map<String, Object> line = new LinkedHashMap<>(place);
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
        event.absent().ifPresent(absent -> {
            line.put("absentSeconds", absent.heardSeconds());
            line.put("loudestDbfs", absent.loudestDbfs());
        });
        line.put("modelDigest", event.modelDigest());
        if (!event.title().isEmpty()) {
            line.put("title", event.title());
        }
        return Printed.json(line);
    }

    private String liveLine(Event event) {
        return event.absent().map(absent -> absenceLine(event, absent)).orElseGet(() -> soundLine(event));
    }

    /** An absence is told when it has lasted for long enough, not when it began. */
    private String absenceLine(Event event, AbsentTime absent) {
        boolean over = event.phase() == EventPhase.CLOSE;
        return String.format(
                Locale.ROOT,
                "%s  %-12s %s  %s  (%s)",
                localTime(event.offsetMicros()),
                Printed.of(event.sourceId()),
                over ? "ends, absent " + length(absent) : "ABSENT " + length(absent),
                words(event),
                over ? ending(event) : most(event, absent));
    }

    private String pastLine(Event event) {
        boolean over = event.phase() == EventPhase.CLOSE;
        return String.format(
                Locale.ROOT,
                "%s  %-12s %s  %s  (%s)",
                PAST_TIME.format(
                        SampleClock.instantOfMicros(event.onsetMicros()).atZone(ZoneId.systemDefault())),
                Printed.of(event.sourceId()),
                event.absent()
                        .map(absent -> "ABSENT " + length(absent))
                        .orElseGet(() -> String.format(Locale.ROOT, "%3.0f %%", 100 * event.confidence())),
                words(event),
                over ? String.format(Locale.ROOT, "%.1f s%s", seconds(event), cause(event)) : "goes on");
    }

    private String soundLine(Event event) {
        boolean over = event.phase() == EventPhase.CLOSE;
        return String.format(
                Locale.ROOT,
                "%s  %-12s %-5s %3.0f %%  %s%s",
                localTime(over ? event.offsetMicros() : event.onsetMicros()),
                Printed.of(event.sourceId()),
                over ? "ends" : "HEARD",
                100 * event.confidence(),
                words(event),
                over ? String.format(Locale.ROOT, "  (%.1f s%s)", seconds(event), cause(event)) : "");
    }

    private String fileLine(String file, Event event) {
        return String.format(
                Locale.ROOT,
                "%s  %s - %s  %s  %s%s",
                Printed.of(file.equals(AudioFiles.STDIN) ? event.sourceId() : file),
                fileTime(event.onsetMicros()),
                fileTime(event.offsetMicros()),
                event.absent()
                        .map(absent -> "ABSENT " + length(absent))
                        .orElseGet(() -> String.format(Locale.ROOT, "%3.0f %%", 100 * event.confidence())),
                words(event),
                ended(event));
    }

    /** Seconds as they are asked for, so that 20 s are not 20.2 s. */
    private static String length(AbsentTime absent) {
        long seconds = (long) absent.heardSeconds();
        return seconds < 600 ? seconds + " s" : ReadableNumbers.length(absent.heardSeconds());
    }

    /** What came nearest to ending the absence. */
    private static String most(Event event, AbsentTime absent) {
        return event.query().rules().aboveLevelDbfs().isPresent()
                ? String.format(Locale.ROOT, "at most %.0f dBFS", absent.loudestDbfs())
                : String.format(Locale.ROOT, "at most %.0f %%", 100 * event.confidence());
    }

    /** Why a file's event ended, unless its sound ended by itself. */
    private static String ended(Event event) {
        String cause = event.absent().isPresent() ? ", " + ending(event) : cause(event);
        return cause.isEmpty() ? "" : "  (" + cause.substring(2) + ")";
    }

    private static String ending(Event event) {
        if (event.endReason() != EndReason.SOUND_HEARD) {
            return event.endReason().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
        return event.query().rules().aboveLevelDbfs().isPresent()
                ? "heard again"
                : String.format(Locale.ROOT, "heard again, %.0f %%", 100 * event.confidence());
    }

    /** Why an event ended, where its sound did not end by itself. */
    private static String cause(Event event) {
        return switch (event.endReason()) {
            case NONE, SOUND_ENDED, SOUND_HEARD -> "";
            case STREAM_LOST -> ", the audio broke off";
            case MAX_LENGTH -> ", the longest that its query allows";
            case QUERY_CHANGED -> ", its query was changed";
            case QUERY_REMOVED -> ", its query was removed";
        };
    }

    private String words(Event event) {
        String id = event.query().id();
        return Printed.of(event.query().text())
                + (named.test(id) ? "  [" + Printed.of(id) + "]" : "")
                + (event.title().isEmpty() ? "" : "  \"" + Printed.of(event.title()) + "\"");
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
