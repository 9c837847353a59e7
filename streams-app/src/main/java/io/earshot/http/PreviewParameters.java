package io.earshot.http;

import io.earshot.preview.PreviewRequest;
import io.earshot.query.DecisionRules;
import io.earshot.query.Sensitivity;
import io.earshot.query.StandingQuery;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * The parameters of a request for a preview: a text with all that a query can be registered with, or a registered query.
 * What is wrong with them is said on one line.
 */
final class PreviewParameters {
    private static final String UNNAMED_ID = "preview";
    private static final String OR = "or";
    private static final String SOURCE = "source";

    /** What makes a query another one. */
    private static final Set<String> OF_A_TEXT = Set.of(
            OR,
            RequestParameters.NEGATIVE,
            "threshold",
            "alarmsPerDay",
            "rawScore",
            "close",
            "confirm",
            "mergeGap",
            "minDuration",
            "maxDuration",
            "cooldown");

    private static final Map<String, Integer> REPEATED = Map.of(
            OR,
            StandingQuery.MAX_OTHER_TEXTS,
            RequestParameters.NEGATIVE,
            RequestParameters.MOST_NEGATIVES,
            SOURCE,
            StandingQuery.MAX_SOURCES);

    private final RequestParameters parameters;

    /** @throws IllegalArgumentException if one is unknown, too long, or there more often than it may be */
    PreviewParameters(Map<String, List<String>> parameters) {
        Set<String> once = new TreeSet<>(OF_A_TEXT);
        once.addAll(Set.of("text", "query", "since", "events", "zone"));
        once.removeAll(REPEATED.keySet());
        this.parameters = new RequestParameters(parameters, once, REPEATED);
    }

    /** @throws IllegalArgumentException if one is missing or out of range */
    PreviewRequest request() {
        Optional<StandingQuery> tried = parameters.one("text").map(this::query);
        Optional<String> id = parameters.one("query");
        if (tried.isEmpty() && parameters.hasAny(OF_A_TEXT)) {
            throw new IllegalArgumentException(
                    "a registered query is previewed as it stands; a changed one needs a text");
        }
        return new PreviewRequest(
                tried,
                tried.isPresent() ? Optional.empty() : id,
                parameters.several(SOURCE).orElse(List.of()),
                parameters
                        .one("since")
                        .map(since -> OptionalLong.of(RequestParameters.micros("since", since)))
                        .orElse(OptionalLong.empty()),
                parameters.whole("events").orElse(PreviewRequest.DEFAULT_NEWEST));
    }

    /** The zone in which the lines for people show times. */
    ZoneId zone() {
        return parameters.zone();
    }

    private StandingQuery query(String text) {
        return new StandingQuery(
                parameters.one("query").orElse(UNNAMED_ID),
                text,
                parameters.several(OR).orElse(List.of()),
                parameters.several(RequestParameters.NEGATIVE).orElse(List.of()),
                parameters.several(SOURCE).orElse(List.of()),
                rules(),
                Map.of());
    }

    private DecisionRules rules() {
        Sensitivity sensitivity = sensitivity();
        DecisionRules defaults = sensitivity.kind() == Sensitivity.Kind.PROBABILITY
                ? DecisionRules.ofConfidence(sensitivity.value())
                : DecisionRules.DEFAULT;
        RequestParameters.Confirmation confirmation =
                parameters.confirmation().orElse(new RequestParameters.Confirmation(1, 1));
        return new DecisionRules(
                sensitivity,
                defaults.openConfidence(),
                parameters.number("close").orElse(defaults.closeConfidence()),
                confirmation.hits(),
                confirmation.hops(),
                time("mergeGap", defaults.mergeGap()),
                time("minDuration", defaults.minDuration()),
                time("maxDuration", defaults.maxDuration()),
                time("cooldown", defaults.cooldown()));
    }

    private Duration time(String name, Duration byDefault) {
        return parameters.seconds(name).orElse(byDefault);
    }

    private Sensitivity sensitivity() {
        Optional<Double> threshold = parameters.number("threshold");
        Optional<Double> alarms = parameters.number("alarmsPerDay");
        Optional<Double> raw = parameters.number("rawScore");
        if (List.of(threshold, alarms, raw).stream().filter(Optional::isPresent).count() > 1) {
            throw new IllegalArgumentException("threshold, alarmsPerDay and rawScore exclude each other");
        }
        return threshold
                .map(Sensitivity::ofProbability)
                .or(() -> alarms.map(Sensitivity::ofAlarmsPerDay))
                .or(() -> raw.map(score -> new Sensitivity(Sensitivity.Kind.RAW_SCORE, score)))
                .orElse(Sensitivity.DEFAULT);
    }
}
