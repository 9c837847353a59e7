package io.earshot.http;

import io.earshot.explain.Moment;
import io.earshot.explain.Question;
import io.earshot.explain.WhatIf;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The parameters of a request for an explanation. What is wrong with them is said on one line. */
final class QuestionParameters {
    private static final Set<String> ONCE = Set.of(
            "source", "query", "at", "within", "zone", "text", "threshold", "confirm", "minDuration", "cooldown");

    private final RequestParameters parameters;

    /** @throws IllegalArgumentException if one is unknown, too long, or there more often than it may be */
    QuestionParameters(Map<String, List<String>> parameters) {
        this.parameters = new RequestParameters(
                parameters, ONCE, Map.of(RequestParameters.NEGATIVE, RequestParameters.MOST_NEGATIVES));
    }

    /** @throws IllegalArgumentException if one is missing or out of range */
    Question question() {
        Duration within = parameters.seconds("within").orElse(Moment.DEFAULT_WITHIN);
        Moment moment = new Moment(
                parameters.required("source"), RequestParameters.micros("at", parameters.required("at")), within);
        WhatIf whatIf = new WhatIf(
                parameters.one("text"),
                parameters.several(RequestParameters.NEGATIVE),
                parameters.number("threshold"),
                parameters.confirmation().map(of -> new WhatIf.Confirmation(of.hits(), of.hops())),
                parameters.seconds("minDuration"),
                parameters.seconds("cooldown"));
        return new Question(moment, parameters.one("query"), whatIf);
    }

    /** The zone in which the lines for people show times. */
    ZoneId zone() {
        return parameters.zone();
    }
}
