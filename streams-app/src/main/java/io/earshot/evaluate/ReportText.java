package io.earshot.evaluate;

import io.earshot.evaluate.EvaluationReport.ClassQuality;
import io.earshot.evaluate.EvaluationReport.Confusion;
import io.earshot.evaluate.EvaluationReport.RetrievalQuality;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A report as lines for people. */
public final class ReportText {
    /** More classes than this are captions rather than classes: only the JSON form lists them all. */
    private static final int MOST_CLASSES = 100;

    private static final int WORST_PAIRS = 15;
    private static final int LABEL_WIDTH = 40;

    private ReportText() {}

    /** The lines. */
    public static List<String> lines(EvaluationReport report) {
        List<String> lines = new ArrayList<>();
        header(report, lines);
        lines.add("");
        lines.add(line(
                "zero-shot accuracy   %6.3f   the highest of %d texts is right",
                report.zeroShotAccuracy(), report.labels()));
        lines.add(line(
                "mAP text to audio    %6.3f   mean over the texts, all %d clips ranked",
                report.mapTextToAudio(), report.clips()));
        lines.add("");
        lines.add(line(
                "%-15s %8s %8s %7s %7s %7s %6s %8s",
                "retrieval", "queries", "gallery", "R@1", "R@5", "R@10", "medR", "mAP@10"));
        lines.add(retrieval("text to audio", report.textToAudio()));
        lines.add(retrieval("audio to text", report.audioToText()));
        lines.add("");
        if (report.labels() > MOST_CLASSES) {
            lines.add("by text, and confusions: too many for a table; --json has them all");
        } else {
            classes(report.perClass(), lines);
            confusions(report.confusions(), lines);
        }
        return lines;
    }

    private static void header(EvaluationReport report, List<String> lines) {
        lines.add(line(
                "%d clips, %d texts, %s of audio in %.1f s (%.0f times as fast as it plays)",
                report.clips(),
                report.labels(),
                duration(report.audioSeconds()),
                report.wallSeconds(),
                report.audioSeconds() / Math.max(report.wallSeconds(), 1e-3)));
        lines.add(line(
                "model %.16s; score of a clip: %s of its segments' confidences; prompts: %s",
                report.modelDigest(), report.clipScore().inWords(), String.join(", ", report.prompts())));
        if (!report.skipped().isEmpty()) {
            lines.add("clips that could not be measured, and are in no number: "
                    + report.skipped().size());
        }
    }

    private static String retrieval(String direction, RetrievalQuality quality) {
        return line(
                "%-15s %8d %8d %7.3f %7.3f %7.3f %6d %8.3f",
                direction,
                quality.queries(),
                quality.gallery(),
                quality.r1(),
                quality.r5(),
                quality.r10(),
                quality.medR(),
                quality.mapAt10());
    }

    private static void classes(List<ClassQuality> classes, List<String> lines) {
        int width = width(classes.stream().map(ClassQuality::label), LABEL_WIDTH);
        lines.add(line("%-" + width + "s %6s %9s %18s", "class", "clips", "accuracy", "average precision"));
        classes.stream()
                .sorted(Comparator.comparingDouble(ClassQuality::averagePrecision)
                        .reversed())
                .forEach(quality -> lines.add(line(
                        "%-" + width + "s %6d %9.3f %18.3f",
                        clipped(quality.label(), LABEL_WIDTH),
                        quality.clips(),
                        quality.accuracy(),
                        quality.averagePrecision())));
    }

    private static void confusions(List<Confusion> confusions, List<String> lines) {
        if (confusions.isEmpty()) {
            return;
        }
        lines.add("");
        lines.add("worst confusions");
        confusions.stream()
                .limit(WORST_PAIRS)
                .forEach(pair -> lines.add(line(
                        "%6d x  %s, taken for %s",
                        pair.count(), clipped(pair.label(), LABEL_WIDTH), clipped(pair.takenFor(), LABEL_WIDTH))));
    }

    /** A text in a table, cut where it is longer. */
    public static String clipped(String text, int mostChars) {
        return text.length() <= mostChars ? text : text.substring(0, mostChars - 3) + "...";
    }

    /** Width of a column that holds these texts. */
    public static int width(Stream<String> texts, int mostChars) {
        return texts.mapToInt(text -> clipped(text, mostChars).length()).max().orElse(1);
    }

    private static String duration(double seconds) {
        return seconds < 3600 ? line("%.1f min", seconds / 60) : line("%.2f h", seconds / 3600);
    }

    /** A line by a format, the same everywhere. */
    public static String line(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
