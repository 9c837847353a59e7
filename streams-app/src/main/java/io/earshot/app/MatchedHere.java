package io.earshot.app;

import io.earshot.http.QueryLint;
import io.earshot.http.QueryState;
import io.earshot.query.LiveQueryTable;
import io.earshot.query.QueryRegistration;
import io.earshot.query.RegisteredQuery;
import io.earshot.query.StandingQuery;
import io.earshot.register.NearDuplicate;
import io.earshot.register.QueryRegistrar;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Queries that this process matches itself. */
record MatchedHere(LiveQueryTable table, QueryRegistrar registrar) implements QueryMatching {
    @Override
    public QueryState state(String id, String version) {
        Optional<RegisteredQuery> registered = table.current().find(id);
        if (registered.filter(found -> found.version().equals(version)).isPresent()) {
            return QueryState.REGISTERED;
        }
        return table.refusal(id).isPresent() ? QueryState.REFUSED : QueryState.PENDING;
    }

    @Override
    public List<String> warnings(String id) {
        return table.warnings(id);
    }

    @Override
    public List<String> errors(String id) {
        return table.refusal(id).orElse(List.of());
    }

    @Override
    public Stream<StandingQuery> matched() {
        return table.current().queries().stream().map(RegisteredQuery::query);
    }

    @Override
    public Optional<StandingQuery> matched(String id) {
        return table.current().find(id).map(RegisteredQuery::query);
    }

    @Override
    public QueryLint lint(StandingQuery query) {
        QueryRegistration registration = registrar.register(query);
        List<NearDuplicate> near =
                registration.registered().map(registrar::nearDuplicates).orElse(List.of());
        return new QueryLint(
                registration.warnings(),
                registration.errors(),
                near.stream()
                        .map(each -> new QueryLint.NearDuplicate(each.id(), each.text(), each.cosine()))
                        .toList());
    }
}
