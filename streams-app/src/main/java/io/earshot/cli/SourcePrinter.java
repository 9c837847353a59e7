package io.earshot.cli;

import io.earshot.audio.SampleClock;
import io.earshot.source.SourceFacts;
import io.earshot.source.SourceStatus;
import java.io.PrintWriter;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Changes of how listening to sources goes, as lines for people or for programs. Safe for use by several threads. */
final class SourcePrinter {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    private final PrintWriter out;
    private final boolean json;
    private final Map<String, SourceStatus> newest = new HashMap<>();

    SourcePrinter(PrintWriter out, boolean json) {
        this.out = out;
        this.json = json;
    }

    /** Prints a state unless it says what the one before it said. */
    synchronized void noted(SourceStatus status) {
        SourceStatus before = newest.put(status.sourceId(), status);
        boolean isNew = before == null
                || before.state() != status.state()
                || before.tries() != status.tries()
                || !before.title().equals(status.title());
        if (isNew) {
            out.println(json ? Printed.json(fields(status)) : line(status));
            out.flush();
        }
    }

    private static String line(SourceStatus status) {
        String reason = status.reason().isEmpty() ? "" : ": " + Printed.of(status.reason());
        String tries = SourceLine.tries(status).map(each -> " (" + each + ")").orElse("");
        String title = status.title().isEmpty() ? "" : "  \"" + Printed.of(status.title()) + "\"";
        return TIME.format(SampleClock.instantOfMicros(status.updatedMicros()).atZone(ZoneId.systemDefault()))
                + "  " + String.format(Locale.ROOT, "%-12s", Printed.of(status.sourceId())) + " "
                + status.state().name().toLowerCase(Locale.ROOT) + reason + tries + title;
    }

    private static Map<String, Object> fields(SourceStatus status) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("sourceId", status.sourceId());
        fields.putAll(SourceFacts.of(status));
        return fields;
    }
}
