package io.earshot.service;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/**
 * What an evaluation on streams came to when it was last looked at: a report as {@code eval --stream --json} writes it. It
 * holds what it was made with, so that a refreshed one is always compared with a run of the same kind.
 */
final class StreamBaseline {
    /** How much worse a number may be: other processors round otherwise, and a decision on the edge may turn. */
    private static final double F1_TOLERANCE = .03;

    private static final double SECONDS_TOLERANCE = .1;
    private static final double ALARMS_PER_HOUR_TOLERANCE = 10;

    private final JsonNode report;

    StreamBaseline(JsonNode report) {
        this.report = report;
    }

    /** The command that makes such a report, without where to write it. */
    List<String> command() {
        List<String> snrs = new ArrayList<>();
        for (Iterator<String> names = report.get("snr").fieldNames(); names.hasNext(); ) {
            snrs.add(names.next());
        }
        return List.of(
                "eval",
                "--stream",
                "--minutes=" + report.get("minutes").asText(),
                "--snr=" + String.join(",", snrs),
                "--seed=" + report.get("seed").asText(),
                "--development-seed=" + report.get("developmentSeed").asText(),
                "--threshold=" + report.get("openConfidence").asText());
    }

    /** What is worse in another report than tolerances allow; a line each. */
    List<String> worseIn(JsonNode other) {
        List<String> worse = new ArrayList<>();
        lower(other, "eventF1At1s", F1_TOLERANCE, worse);
        lower(other, "eventF1At500ms", F1_TOLERANCE, worse);
        lower(other, "onsetF1At1s", F1_TOLERANCE, worse);
        higher(other, "onsetErrorMedianSec", SECONDS_TOLERANCE, worse);
        higher(other, "offsetErrorMedianSec", SECONDS_TOLERANCE, worse);
        higher(other, "openDelayMedianSec", SECONDS_TOLERANCE, worse);
        higher(other, "falseAlarmsPerHour", ALARMS_PER_HOUR_TOLERANCE, worse);
        return worse;
    }

    private void lower(JsonNode other, String key, double tolerance, List<String> worse) {
        if (!(other.path(key).asDouble(Double.NaN) >= report.get(key).asDouble() - tolerance)) {
            worse.add(line(other, key, tolerance));
        }
    }

    /** A median of nothing is null, and worse than any. */
    private void higher(JsonNode other, String key, double tolerance, List<String> worse) {
        if (!(other.path(key).asDouble(Double.NaN) <= report.get(key).asDouble() + tolerance)) {
            worse.add(line(other, key, tolerance));
        }
    }

    private String line(JsonNode other, String key, double tolerance) {
        return String.format(
                Locale.ROOT,
                "%s is %s, and was %s; %s worse is allowed",
                key,
                other.path(key).asText(),
                report.get(key).asText(),
                tolerance);
    }
}
