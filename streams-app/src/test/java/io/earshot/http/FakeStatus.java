package io.earshot.http;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** A service that is starting, with one of everything. */
final class FakeStatus implements ServiceStatus {
    volatile boolean live = true;
    volatile boolean ready;
    volatile int queries = 1;
    volatile StatusFigures figures = new StatusFigures(
            "1.2.3",
            Instant.parse("2026-01-31T06:00:00Z"),
            OptionalDouble.of(1.2345),
            OptionalLong.of(7),
            4.98765,
            new StatusFigures.Memory(1 << 28, 1 << 30, Optional.of(9_007_199_254_740_993L)),
            StatusFigures.Evidence.FOLDER,
            3);

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
        return new ModelView("model", "1", "abc", "GPL-3.0-or-later");
    }

    @Override
    public int queryCount() {
        return queries;
    }

    @Override
    public int sourceCount() {
        return 1;
    }

    @Override
    public StatusFigures figures() {
        return figures;
    }
}
