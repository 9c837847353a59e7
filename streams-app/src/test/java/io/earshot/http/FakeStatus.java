package io.earshot.http;

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
    public int queryCount() {
        return queries;
    }

    @Override
    public int sourceCount() {
        return 1;
    }
}
