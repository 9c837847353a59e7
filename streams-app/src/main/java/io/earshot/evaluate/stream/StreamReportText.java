package io.earshot.evaluate.stream;

import io.earshot.evaluate.ReportText;
import io.earshot.evaluate.stream.StreamReport.DetectorQuality;
import io.earshot.evaluate.stream.StreamReport.QueryQuality;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A report for people to read. */
public final class StreamReportText {
    private static final int QUERY_WIDTH = 32;
    private static final String COLUMNS = "F1@1s  @0.5s  onset onset s offs. s delay s alarms/h  refs missed  heard";
    private static final String LEGEND = """
            F1@1s, @0.5s: onset within the collar, offset within it or half of the length; onset: by the onset alone, 1 s.
            onset s, offs. s: median distance from the truth; delay s: from the true onset to the first report; alarms/h: events that
            overlap no planted sound of their query, over all queries, an hour of stream; heard: events put out. plain: a threshold for
            each query and a median filter. Thresholds are tuned on development streams for the F1@1s of all (1: never).
            """;
    private static final String NUMBERS = "%5.3f %6.3f %6.3f %7.2f %7.2f %7.2f %8.1f %5d %6d %6d";

    private StreamReportText() {}

    /** The lines of the report. */
    public static List<String> lines(StreamReport report) {
        List<String> lines = new ArrayList<>();
        head(report, lines);
        lines.add("");
        lines.add(ReportText.line("%-8s %-8s  %s", "SNR", "", COLUMNS));
        both("all", report.overall(), lines);
        report.bySnr().forEach(snr -> both(snr.snrDb() + " dB", snr.quality(), lines));
        lines.add("");
        queries(report.byQuery(), lines);
        lines.add("");
        LEGEND.lines().forEach(lines::add);
        return lines;
    }

    private static void head(StreamReport report, List<String> lines) {
        StreamOptions options = report.options();
        lines.add(ReportText.line(
                "%d streams of %d min, SNR %s dB: %d sounds planted in each, of %d labels (%d clips)",
                options.snrsDb().size(),
                options.minutes(),
                options.snrsDb().stream().map(String::valueOf).collect(Collectors.joining(", ")),
                report.planted(),
                report.byQuery().size(),
                report.foregroundClips()));
        lines.add(ReportText.line(
                "model %.16s; events open at %s; seed %d; tuning with seed %d; %.1f s",
                report.modelDigest(),
                options.isTuned()
                        ? "the confidence that was tuned for each query"
                        : ReportText.line("%.2f", options.rules().openConfidence()),
                options.seed(),
                options.developmentSeed(),
                report.wallSeconds()));
        if (!report.sharedLabels().isEmpty()) {
            lines.add("thresholds were tuned on the same clips as they are judged by, for want of others, of: "
                    + String.join(", ", report.sharedLabels()));
        }
        if (!report.skipped().isEmpty()) {
            lines.add("clips that could not be used: " + report.skipped().size());
        }
    }

    private static void both(String name, DetectorQuality quality, List<String> lines) {
        lines.add(ReportText.line("%-8s %-8s  %s", name, "earshot", numbers(quality.earshot())));
        lines.add(ReportText.line("%-8s %-8s  %s", "", "plain", numbers(quality.plain())));
    }

    private static void queries(List<QueryQuality> queries, List<String> lines) {
        int width = ReportText.width(queries.stream().map(QueryQuality::query), QUERY_WIDTH);
        lines.add(ReportText.line("%-" + width + "s  %s  %s", "query", COLUMNS, "plain F1@1s"));
        for (QueryQuality query : queries) {
            lines.add(ReportText.line(
                    "%-" + width + "s  %s  %.3f at %.3f",
                    ReportText.clipped(query.query(), QUERY_WIDTH),
                    numbers(query.quality().earshot()),
                    query.quality().plain().eventF1At1s(),
                    query.plainThreshold()));
        }
    }

    private static String numbers(StreamQuality quality) {
        return ReportText.line(
                NUMBERS,
                quality.eventF1At1s(),
                quality.eventF1At500ms(),
                quality.onsetF1At1s(),
                quality.onsetErrorMedianSec(),
                quality.offsetErrorMedianSec(),
                quality.openDelayMedianSec(),
                quality.falseAlarmsPerHour(),
                quality.references(),
                quality.missed(),
                quality.detections());
    }
}
