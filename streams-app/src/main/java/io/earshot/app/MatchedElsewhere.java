package io.earshot.app;

import io.earshot.http.QueryLint;
import io.earshot.http.QueryState;
import io.earshot.query.StandingQuery;
import io.earshot.register.TextLinter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Queries of a process that matches none: it knows what is written, and warns of words alone. */
record MatchedElsewhere(TextLinter linter) implements QueryMatching {
    @Override
    public QueryState state(String id, String version) {
        return QueryState.UNKNOWN;
    }

    @Override
    public List<String> warnings(String id) {
        return List.of();
    }

    @Override
    public List<String> errors(String id) {
        return List.of();
    }

    @Override
    public Stream<StandingQuery> matched() {
        return Stream.empty();
    }

    @Override
    public Optional<StandingQuery> matched(String id) {
        return Optional.empty();
    }

    @Override
    public QueryLint lint(StandingQuery query) {
        List<String> warnings = Stream.of(
                        Stream.of(query.text()), query.otherTexts().stream(), query.negatives().stream())
                .flatMap(texts -> texts)
                .flatMap(words -> linter.warnings(words).stream())
                .toList();
        return new QueryLint(warnings, List.of(), List.of());
    }
}
