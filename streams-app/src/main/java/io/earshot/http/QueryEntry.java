package io.earshot.http;

import io.earshot.query.QueryDraft;
import io.earshot.query.QueryJson;
import io.earshot.query.StandingQuery;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A query as it stands in its topic, and what became of it.
 *
 * @param id of the query
 * @param query as it is written; empty if this version cannot read it
 * @param text what can be heard, as far as it can be read
 * @param enabled false: it is kept and not matched
 * @param state whether it is matched
 * @param warnings why it may match less or more than its writer means
 * @param errors why it cannot be matched
 * @param etag of its record, without quotes
 * @param changed who wrote it; empty if nobody said
 */
public record QueryEntry(
        String id,
        Optional<StandingQuery> query,
        String text,
        boolean enabled,
        QueryState state,
        List<String> warnings,
        List<String> errors,
        String etag,
        Optional<Changed> changed) {
    public QueryEntry {
        warnings = List.copyOf(warnings);
        errors = List.copyOf(errors);
    }

    /** The same with what is known of it otherwise. */
    public QueryEntry with(QueryState otherState, List<String> otherWarnings, List<String> otherErrors) {
        return new QueryEntry(id, query, text, enabled, otherState, otherWarnings, otherErrors, etag, changed);
    }

    /** Whether some words stand in its id, text or labels; in lower case. */
    boolean holds(String words) {
        return Stream.of(
                        Stream.of(id, text),
                        query.stream().flatMap(found -> found.otherTexts().stream()),
                        query.stream().flatMap(found -> LabelFilter.texts(found.labels())))
                .flatMap(texts -> texts)
                .anyMatch(place -> place.toLowerCase(Locale.ROOT).contains(words));
    }

    /** Whether it has a label. */
    boolean hasLabel(LabelFilter label) {
        return query.filter(found -> label.isAmong(found.labels())).isPresent();
    }

    /** For programs; what a {@code PUT} reads again. */
    Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("id", id);
        facts.put("text", text);
        query.ifPresent(found -> facts.putAll(QueryJson.write(QueryDraft.of(found))));
        facts.put("enabled", enabled);
        facts.put("state", state.name());
        facts.put("warnings", warnings);
        facts.put("errors", errors);
        facts.put("etag", etag);
        facts.put("changed", changed.map(Changed::facts).orElse(null));
        return facts;
    }
}
