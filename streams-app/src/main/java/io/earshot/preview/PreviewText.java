package io.earshot.preview;

import io.earshot.audio.SampleClock;
import io.earshot.calibration.ReadableNumbers;
import io.earshot.decide.Event;
import io.earshot.query.DecisionRules;
import io.earshot.query.Sensitivity;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Formats a preview for people, with the answer first. */
public final class PreviewText {
    private static final int SOURCES_NAMED = 5;
    private static final int MOST_ROWS = 30;
    private static final int MOST_COLUMNS = 6;

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
        lines.addAll(thresholds());
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
                : " (" + ReadableNumbers.rate(tally.perDay(preview.heardSeconds())) + " per day)";
        return ReadableNumbers.count(tally.events(), "event", "events") + rate + ", "
                + ReadableNumbers.count(tally.nearMisses(), "near miss", "near misses") + " in "
                + ReadableNumbers.length(preview.heardSeconds()) + " of audio (" + preview.segments() + " segments).";
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
                    ReadableNumbers.length(source.heardSeconds()),
                    Long.toString(tally.events()),
                    ReadableNumbers.rate(tally.perDay(source.heardSeconds())),
                    Long.toString(tally.nearMisses()),
                    source.point().describe(preview.query())));
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

    private void addEvents() {
        long all = preview.asAsked().events();
        int shown = preview.newest().size();
        lines.add(shown < all ? "The newest " + shown + " of " + all + " events:" : "The events, newest first:");
        AlignedRows rows = new AlignedRows().row(List.of("time", "source", "length", "confidence"));
        for (Event event : preview.newest()) {
            rows.row(List.of(
                    time(event.onsetMicros()),
                    event.sourceId(),
                    ReadableNumbers.length((event.offsetMicros() - event.onsetMicros()) / 1e6),
                    ReadableNumbers.confidence(event.confidence())));
        }
        lines.addAll(rows.lines());
    }

    /** The events at each threshold: of all sources, and of each source if they are few. */
    private List<String> thresholds() {
        List<SourcePreview> all = preview.sources();
        List<SourcePreview> columns = all.size() > 1 && all.size() <= MOST_COLUMNS ? all : List.of();
        DecisionRules rules = preview.query().rules();
        boolean isNamed = rules.sensitivity().kind() == Sensitivity.Kind.PROBABILITY;
        AlignedRows rows = new AlignedRows()
                .row(row("threshold", "events", "per day", columns.stream().map(SourcePreview::sourceId)));
        preview.atThresholds().forEach((threshold, tally) -> {
            boolean isAsked = isNamed && threshold == rules.openConfidence();
            rows.row(row(
                    ReadableNumbers.confidence(threshold) + (isAsked ? " (as asked)" : ""),
                    Long.toString(tally.events()),
                    ReadableNumbers.rate(tally.perDay(preview.heardSeconds())),
                    columns.stream()
                            .map(source -> rate(source, source.atThresholds().get(threshold)))));
        });
        if (!isNamed) {
            Tally tally = preview.asAsked();
            rows.row(row(
                    "as asked",
                    Long.toString(tally.events()),
                    ReadableNumbers.rate(tally.perDay(preview.heardSeconds())),
                    columns.stream().map(source -> rate(source, source.asAsked()))));
        }
        return rows.lines();
    }

    private static List<String> row(String threshold, String events, String aDay, Stream<String> columns) {
        return Stream.concat(Stream.of(threshold, events, aDay), columns).toList();
    }

    private static String rate(SourcePreview source, Tally tally) {
        return ReadableNumbers.rate(tally.perDay(source.heardSeconds()));
    }

    private String time(long micros) {
        return clock.format(SampleClock.instantOfMicros(micros));
    }
}
