package io.earshot.preview;

import io.earshot.audio.SampleClock;
import io.earshot.calibration.Calibration;
import io.earshot.calibration.OperatingPoint;
import io.earshot.decide.Event;
import io.earshot.query.Sensitivity;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Formats a preview for people, with the answer first. */
public final class PreviewText {
    private static final int SOURCES_NAMED = 5;
    private static final int MOST_ROWS = 30;

    private static final Comparator<SourcePreview> MOST_EVENTS_FIRST = Comparator.comparingLong(
                    (SourcePreview source) -> source.asAsked().events())
            .reversed()
            .thenComparing(SourcePreview::sourceId);

    private final Preview preview;
    private final DateTimeFormatter clock;
    private final List<String> lines = new ArrayList<>();

    private PreviewText(Preview preview, ZoneId zone) {
        this.preview = preview;
        this.clock =
                DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(zone);
    }

    /** @param zone in which times are shown */
    public static List<String> lines(Preview preview, ZoneId zone) {
        PreviewText text = new PreviewText(preview, zone);
        DateTimeFormatter since = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss zzz", Locale.ROOT)
                .withZone(zone);
        text.write(since.format(SampleClock.instantOfMicros(preview.sinceMicros())));
        return List.copyOf(text.lines);
    }

    private void write(String since) {
        lines.add("\"" + preview.query().text() + "\" on audio of " + sources() + " since " + since);
        lines.add(answer());
        preview.warnings().forEach(warning -> lines.add("Warning: " + warning));
        addSources();
        if (!preview.newest().isEmpty()) {
            addEvents();
        }
        lines.add("Events per day at other thresholds:");
        lines.addAll(ThresholdTable.lines(preview));
        preview.notes().forEach(note -> lines.add("Note: " + note));
    }

    private String sources() {
        List<SourcePreview> all = preview.sources();
        String named =
                all.stream().limit(SOURCES_NAMED).map(SourcePreview::sourceId).collect(Collectors.joining(", "));
        return all.size() <= SOURCES_NAMED ? named : named + " and " + (all.size() - SOURCES_NAMED) + " more";
    }

    private String answer() {
        Tally tally = preview.asAsked();
        String rate = tally.events() == 0
                ? ""
                : " (" + PreviewNumbers.rate(tally.perDay(preview.heardSeconds())) + " per day)";
        return PreviewNumbers.count(tally.events(), "event", "events") + rate + ", "
                + PreviewNumbers.count(tally.nearMisses(), "near miss", "near misses") + " in "
                + PreviewNumbers.length(preview.heardSeconds()) + " of audio (" + preview.segments() + " segments).";
    }

    private void addSources() {
        AlignedRows rows = new AlignedRows()
                .row(List.of("source", "from", "to", "heard", "events", "per day", "near misses", "opens at"));
        for (SourcePreview source : shown()) {
            Tally tally = source.asAsked();
            rows.row(List.of(
                    source.sourceId(),
                    time(source.fromMicros()),
                    time(source.toMicros()),
                    PreviewNumbers.length(source.heardSeconds()),
                    Long.toString(tally.events()),
                    PreviewNumbers.rate(tally.perDay(source.heardSeconds())),
                    Long.toString(tally.nearMisses()),
                    opensAt(source.point())));
        }
        lines.addAll(rows.lines());
        int more = preview.sources().size() - MOST_ROWS;
        if (more > 0) {
            lines.add("    and " + more + " more sources with no more events than the last of these");
        }
    }

    /** In the order of their ids; of too many those with the most events. */
    private List<SourcePreview> shown() {
        List<SourcePreview> all = preview.sources();
        return all.size() <= MOST_ROWS
                ? all
                : all.stream().sorted(MOST_EVENTS_FIRST).limit(MOST_ROWS).toList();
    }

    private String opensAt(OperatingPoint point) {
        String at = PreviewNumbers.confidence(point.openConfidence()) + ", set by ";
        return at
                + switch (point.decidedBy()) {
                    case QUERY -> "the query";
                    case SOURCE ->
                        "its own background"
                                + point.calibration().map(PreviewText::expected).orElse("");
                    case MODEL -> "the model" + (lacksBackground(point) ? ": too little audio to learn from" : "");
                };
    }

    private boolean lacksBackground(OperatingPoint point) {
        return point.calibration().isEmpty()
                && preview.query().rules().sensitivity().kind() == Sensitivity.Kind.ALARMS_PER_DAY;
    }

    private static String expected(Calibration learned) {
        return String.format(
                Locale.ROOT,
                " for %s alarms per day (%s to %s, learned from %s)",
                PreviewNumbers.rate(learned.alarmsPerDay()),
                PreviewNumbers.rate(learned.lowAlarmsPerDay()),
                PreviewNumbers.rate(learned.highAlarmsPerDay()),
                PreviewNumbers.length(learned.heardSeconds()));
    }

    private void addEvents() {
        long all = preview.asAsked().events();
        int shown = preview.newest().size();
        lines.add(shown < all ? "The newest " + shown + " of " + all + " events:" : "The events, newest first:");
        AlignedRows rows = new AlignedRows().row(List.of("time", "source", "length", "confidence"));
        for (Event event : preview.newest()) {
            rows.row(List.of(
                    time(event.onsetMicros()),
                    event.sourceId(),
                    PreviewNumbers.length((event.offsetMicros() - event.onsetMicros()) / 1e6),
                    PreviewNumbers.confidence(event.confidence())));
        }
        lines.addAll(rows.lines());
    }

    private String time(long micros) {
        return clock.format(SampleClock.instantOfMicros(micros));
    }
}
