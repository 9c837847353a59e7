package io.earshot.cli;

import io.earshot.query.DecisionRules;
import io.earshot.query.Sensitivity;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** How a query's confidence becomes events, as users write it. */
final class RuleOptions {
    private static final Pattern CONFIRMATION = Pattern.compile("(\\d{1,4})(?:/(\\d{1,4}))?");

    @ArgGroup
    private SensitivityOption sensitivity = new SensitivityOption();

    @Option(
            names = "--close",
            converter = Probability.class,
            paramLabel = "P",
            description = "Confidence below which the sound counts as over (default: 0.6 of the threshold).")
    private Double close;

    @Option(
            names = "--confirm",
            paramLabel = "K/N",
            description = "Fire only when K of the last N hops reached the threshold (default: 1/1).")
    private String confirm;

    @Option(
            names = "--merge-gap",
            paramLabel = "TIME",
            description = "A sound that comes back within this time is the same event (default: 2s).")
    private String mergeGap;

    @Option(
            names = "--min-duration",
            paramLabel = "TIME",
            description = "Fire only when the sound has lasted this long (default: 0).")
    private String minDuration;

    @Option(
            names = "--max-duration",
            paramLabel = "TIME",
            description = "Close an event, so that a new one may open, after this long (default: 10m).")
    private String maxDuration;

    @Option(
            names = "--cooldown",
            paramLabel = "TIME",
            description = "After an event's end, fire no other on the same source for this long (default: 0).")
    private String cooldown;

    /** @throws WrongUseException if they contradict each other or are out of range */
    DecisionRules rules() {
        try {
            DecisionRules defaults = DecisionRules.ofConfidence(openConfidence());
            int[] confirmation = confirmation();
            return new DecisionRules(
                    sensitivity(),
                    defaults.openConfidence(),
                    close == null ? defaults.closeConfidence() : close,
                    confirmation[0],
                    confirmation[1],
                    duration(mergeGap, defaults.mergeGap()),
                    duration(minDuration, defaults.minDuration()),
                    duration(maxDuration, defaults.maxDuration()),
                    duration(cooldown, defaults.cooldown()));
        } catch (IllegalArgumentException e) {
            throw new WrongUseException(e.getMessage());
        }
    }

    /** Whether the thresholds are to come from a source's background. */
    boolean needsBackground() {
        return sensitivity.alarmsPerDay != null;
    }

    private double openConfidence() {
        return sensitivity.threshold == null
                ? DecisionRules.DEFAULT.openConfidence()
                : Thresholds.require(sensitivity.threshold);
    }

    private Sensitivity sensitivity() {
        if (sensitivity.threshold != null) {
            return Sensitivity.ofProbability(sensitivity.threshold);
        }
        if (sensitivity.rawScore != null) {
            return new Sensitivity(Sensitivity.Kind.RAW_SCORE, sensitivity.rawScore);
        }
        return Optional.ofNullable(sensitivity.alarmsPerDay)
                .map(Sensitivity::ofAlarmsPerDay)
                .orElse(Sensitivity.DEFAULT);
    }

    /** Hits and hops. */
    private int[] confirmation() {
        if (confirm == null) {
            return new int[] {1, 1};
        }
        Matcher matcher = CONFIRMATION.matcher(confirm.strip());
        if (!matcher.matches()) {
            throw new WrongUseException("--confirm \"" + confirm + "\" is not of the form K/N, for example 2/3");
        }
        int hits = Integer.parseInt(matcher.group(1));
        return new int[] {hits, matcher.group(2) == null ? hits : Integer.parseInt(matcher.group(2))};
    }

    private static Duration duration(String text, Duration byDefault) {
        return text == null ? byDefault : Durations.parseOrZero(text);
    }

    /** At most one of them. */
    static final class SensitivityOption {
        @Option(
                names = {"-t", "--threshold"},
                converter = Probability.class,
                paramLabel = "P",
                description =
                        "Fire at this confidence, between 0 and 1 or in percent (default: 0.5, or more where a source's own background would alarm more than 10 times a day).")
        private Double threshold;

        @Option(
                names = "--alarms-per-day",
                paramLabel = "N",
                description =
                        "Fire as often as this on sound that is not meant, learned from each source's background.")
        private Double alarmsPerDay;

        @Option(
                names = "--raw-score",
                paramLabel = "S",
                description = "Fire at this similarity before calibration, between -1 and 1.")
        private Double rawScore;
    }
}
