package io.earshot.http;

import io.earshot.query.StandingQuery;
import java.util.Collections;
import java.util.List;

/** A service that is starting, with one of everything. */
final class FakeStatus implements ServiceStatus {
    volatile boolean live = true;
    volatile boolean ready;
    volatile int queries = 1;

    @Override
    public boolean live() {
        return live;
    }

    @Override
    public boolean ready() {
        return ready;
    }

    @Override
    public String state() {
        return "starting";
    }

    @Override
    public String role() {
        return "all";
    }

    @Override
    public List<String> commandOptions() {
        return List.of("--bootstrap-servers", "127.0.0.1:1");
    }

    @Override
    public ModelView model() {
        return new ModelView("model", "1", "abc");
    }

    @Override
    public List<QueryView> queries() {
        return Collections.nCopies(
                queries,
                QueryView.matched(
                        StandingQuery.of("dog", "a dog"), List.of("it says nearly the same as query \"hound\"")));
    }

    @Override
    public List<SourceView> sources() {
        return List.of(new SourceView("studio", "2026-01-01T00:00:00Z", -20.5, null));
    }
}
