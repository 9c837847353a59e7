package io.earshot.preview;

import io.earshot.calibration.ReadableNumbers;
import io.earshot.query.DecisionRules;
import io.earshot.query.Sensitivity;
import java.util.List;
import java.util.stream.Stream;

/** Formats the events at each threshold: of all sources, and of each source if they are few. */
final class ThresholdTable {
    private static final int MOST_COLUMNS = 6;

    private ThresholdTable() {}

    static List<String> lines(Preview preview) {
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
}
