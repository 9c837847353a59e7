package io.earshot.explain;

import io.earshot.audio.SampleClock;
import io.earshot.calibration.ReadableNumbers;
import io.earshot.decide.AbsentTime;
import io.earshot.decide.Event;
import io.earshot.decide.Explanation;
import io.earshot.decide.RejectionRule;
import io.earshot.match.FactorShare;
import io.earshot.match.ScorePath;
import io.earshot.query.StandingQuery;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Formats an explanation for people, with the answer first. */
public final class ExplainedText {
    private static final int FACTORS_SHOWN = 3;

    private final Explained explained;
    private final DateTimeFormatter clock;
    private final List<String> commandOptions;
    private final List<String> lines = new ArrayList<>();

    private ExplainedText(Explained explained, ZoneId zone, List<String> commandOptions) {
        this.commandOptions = List.copyOf(commandOptions);
        this.explained = explained;
        this.clock = DateTimeFormatter.ofPattern("HH:mm:ss.S", Locale.ROOT).withZone(zone);
    }

    /**
     * @param zone in which times are shown
     * @param commandOptions options that a command line needs to reach the service that explains
     */
    public static List<String> lines(Explained explained, ZoneId zone, List<String> commandOptions) {
        ExplainedText text = new ExplainedText(explained, zone, commandOptions);
        text.write(zone);
        return List.copyOf(text.lines);
    }

    private void write(ZoneId zone) {
        DateTimeFormatter day = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.S zzz", Locale.ROOT)
                .withZone(zone);
        lines.add("\"" + explained.query().text() + "\" in "
                + explained.moment().sourceId() + " at "
                + day.format(SampleClock.instantOfMicros(explained.moment().atMicros())));
        lines.add(answer());
        explained.best().ifPresent(this::addBest);
        explained.why().ifPresent(this::addWhy);
        addHops();
        addSuggestions();
        explained.notes().forEach(note -> lines.add("Note: " + note));
    }

    private String answer() {
        return switch (explained.verdict()) {
            case HEARD -> heard(explained.event().orElseThrow());
            case REJECTED ->
                (explained.query().rules().isAbsence() ? "No absence: " : "Not heard: ")
                        + rejected(explained.rejection().orElseThrow(), explained.query());
            case OTHER_SOURCE ->
                "Not heard: the query listens to "
                        + String.join(", ", explained.query().sources()) + " only.";
            case NO_AUDIO -> "Not heard: there was no audio of this source then.";
            case OTHER_MODEL ->
                "Not known: another model than the one in use encoded the audio (a segment keeps the digest of its"
                        + " model).";
        };
    }

    private static String rejected(Rejection rejection, StandingQuery query) {
        RejectionRule rule = rejection.rule();
        String asked = switch (rule) {
            case OPEN_CONFIDENCE -> "";
            case NEGATIVES -> " (" + String.join(", ", query.negatives()) + ")";
            default ->
                rule.rule()
                        .print(query.rules())
                        .map(value -> " (--" + rule.rule() + " " + value + ")")
                        .orElse("");
        };
        double missedBy = rejection.missedBy();
        boolean isWhole = missedBy == Math.rint(missedBy);
        String number = isWhole ? Long.toString((long) missedBy) : ReadableNumbers.confidence(missedBy);
        return rule.reason() + asked + ", missed by " + number + " (" + rule + ").";
    }

    private String heard(Event event) {
        return event.absent().map(absent -> absent(event, absent)).orElseGet(() -> sounded(event));
    }

    private String absent(Event event, AbsentTime absent) {
        return String.format(
                Locale.ROOT,
                "Absent: event %s, not heard from %s to %s, in %.1f s of audio; at most confidence %s and %.0f dBFS"
                        + " meanwhile.",
                event.eventId(),
                time(event.onsetMicros()),
                time(event.offsetMicros()),
                absent.heardSeconds(),
                ReadableNumbers.confidence(event.confidence()),
                absent.loudestDbfs());
    }

    private String sounded(Event event) {
        return String.format(
                Locale.ROOT,
                "Heard: event %s from %s to %s, confidence %s.",
                event.eventId(),
                time(event.onsetMicros()),
                time(event.offsetMicros()),
                ReadableNumbers.confidence(event.confidence()));
    }

    private void addBest(JudgedHop best) {
        add(
                "best hop",
                time(best.span().startMicros()) + " - " + time(best.span().endMicros()) + "  confidence "
                        + ReadableNumbers.confidence(best.confidence())
                        + String.format(Locale.ROOT, ", %.0f dBFS", best.levelDbfs()));
        add("opens at", best.point().describe(explained.query()));
    }

    private void addWhy(Explanation why) {
        ScorePath path = why.path();
        JudgedHop best = explained.best().orElseThrow();
        String levels = path.levelScores().stream().map(ExplainedText::score).collect(Collectors.joining(" "));
        add(
                "score",
                score(best.match().score()) + "  levels " + score(path.alignmentScore()) + " (low to high " + levels
                        + "), factors " + score(path.factorScore())
                        + (path.penalty() > 0 ? ", negatives took off " + score(path.penalty()) : ""));
        String name = "factors";
        for (FactorShare share : path.factors().stream().limit(FACTORS_SHOWN).toList()) {
            add(name, factor(share));
            name = "";
        }
        String whose =
                best.point().calibration().isPresent() ? "the source's own background" : "the model's background";
        add(
                "background",
                String.format(Locale.ROOT, "scores more than %.1f %% of %s", why.backgroundPercentile(), whose));
    }

    private static String factor(FactorShare share) {
        String name = share.name().isEmpty() ? "" : "  (" + share.name() + ")";
        return String.format(
                Locale.ROOT,
                "no. %d %.2f x %.2f%s",
                share.factor(),
                share.factorConfidence(),
                share.similarity(),
                name);
    }

    private void addHops() {
        if (!explained.hops().isEmpty()) {
            add(
                    "confidence",
                    explained.hops().stream()
                            .map(hop -> time(hop.span().startMicros())
                                    + String.format(Locale.ROOT, " %.2f", hop.confidence()))
                            .collect(Collectors.joining(", ")));
        }
    }

    private void addSuggestions() {
        if (explained.suggestions().isEmpty()) {
            return;
        }
        lines.add("It fires with (tried on the kept segments):");
        for (Suggestion suggestion : explained.suggestions()) {
            lines.add(String.format(
                    Locale.ROOT,
                    "    %s: from %s to %s; events around then: %d instead of %d",
                    suggestion.changes().stream().map(Change::inWords).collect(Collectors.joining(" and ")),
                    time(suggestion.event().onsetMicros()),
                    time(suggestion.event().offsetMicros()),
                    suggestion.eventsThen(),
                    suggestion.eventsNow()));
            lines.add("        " + QueryCommandLine.of(suggestion.query(), commandOptions));
        }
    }

    private void add(String name, String value) {
        lines.add(String.format(Locale.ROOT, "    %-11s %s", name, value));
    }

    private String time(long micros) {
        return clock.format(SampleClock.instantOfMicros(micros));
    }

    private static String score(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
