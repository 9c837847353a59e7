package io.earshot.cli;

import io.earshot.query.DecisionRules;
import io.earshot.query.QueryDraft;
import io.earshot.query.QueryJson;
import io.earshot.query.Rule;
import io.earshot.query.StandingQuery;
import io.earshot.wire.Decoded;
import io.earshot.wire.QueryRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A standing query in a list.
 *
 * @param id of the query
 * @param state whether it fires, and at which threshold
 * @param query as it is matched; empty if it is not
 * @param words of its record, as far as they can be read
 * @param warnings of its registration
 * @param errors why it cannot be matched
 */
record QueryLine(
        String id,
        String state,
        Optional<StandingQuery> query,
        String words,
        List<String> warnings,
        List<String> errors) {
    private static final String DISABLED = "disabled";

    /**
     * @param record in the topic
     * @param warnings of its registration
     * @param errors of its registration
     */
    static QueryLine of(String id, Decoded<QueryRecord> record, List<String> warnings, List<String> errors) {
        if (record instanceof Decoded.Undecodable<QueryRecord> undecodable) {
            return new QueryLine(id, "unreadable", Optional.empty(), "", List.of(), List.of(undecodable.reason()));
        }
        QueryRecord written = record.value().orElseThrow();
        Optional<StandingQuery> query = written.content();
        List<String> problems = written.problems().isEmpty() ? errors : written.problems();
        String words = meaning(written.text(), written.otherTexts(), written.negatives());
        if (!written.enabled()) {
            return new QueryLine(id, DISABLED, query, words, List.of(), problems);
        }
        String state = problems.isEmpty()
                ? query.map(StandingQuery::rules).map(QueryLine::point).orElseThrow()
                : "refused";
        return new QueryLine(id, state, query, words, warnings, problems);
    }

    /**
     * A query that is matched although the topic of queries does not have it: the topic has lost its records, or the query
     * was removed while only a service with another model ran.
     */
    static QueryLine leftOver(String id, Optional<StandingQuery> query) {
        String advice = "it is in no topic of queries any more, but matched wherever its model runs; remove it with"
                + " ./earshot query rm";
        return new QueryLine(
                id, "left over", query, query.map(QueryLine::meaning).orElse(""), List.of(advice), List.of());
    }

    /** A query in words. */
    static String meaning(StandingQuery query) {
        return meaning(query.text(), query.otherTexts(), query.negatives());
    }

    /** Texts and negatives in words. */
    static String meaning(String text, List<String> otherTexts, List<String> negatives) {
        StringBuilder meaning = new StringBuilder(text);
        otherTexts.forEach(other -> meaning.append(", or ").append(other));
        negatives.forEach(negative -> meaning.append(", not ").append(negative));
        return meaning.toString();
    }

    /** For people: one line, and one for each error and warning. */
    String text() {
        StringBuilder text = new StringBuilder(Printed.of(id) + "\t" + state + "\t" + Printed.of(words));
        query.filter(found -> !found.sources().isEmpty())
                .ifPresent(found -> text.append("\ton ").append(Printed.of(String.join(", ", found.sources()))));
        errors.forEach(error -> text.append("\n\terror: ").append(Printed.of(error)));
        warnings.forEach(warning -> text.append("\n\twarning: ").append(Printed.of(warning)));
        return text.toString();
    }

    /** For programs. */
    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", id);
        fields.put("state", state);
        fields.put("enabled", !state.equals(DISABLED));
        query.ifPresent(found -> fields.putAll(QueryJson.write(QueryDraft.of(found))));
        fields.put("warnings", warnings);
        fields.put("errors", errors);
        return fields;
    }

    private static String point(DecisionRules rules) {
        String level = Rule.ABOVE_LEVEL
                .print(rules)
                .map(dbfs -> "above " + dbfs + " dBFS")
                .orElseGet(() -> opening(rules));
        return Rule.ABSENT_FOR
                .print(rules)
                .map(time -> "absent for " + time + ", " + level)
                .orElse(level);
    }

    private static String opening(DecisionRules rules) {
        double value = rules.sensitivity().value();
        return switch (rules.sensitivity().kind()) {
            case DEFAULT -> "by default";
            case PROBABILITY -> "at " + rules.openConfidence();
            case RAW_SCORE -> "at score " + value;
            case ALARMS_PER_DAY -> String.format(Locale.ROOT, "%s alarms/day", value);
        };
    }
}
