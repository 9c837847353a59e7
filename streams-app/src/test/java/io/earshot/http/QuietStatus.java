package io.earshot.http;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** The status of a service that has nothing to say. */
public final class QuietStatus implements ServiceStatus {
    @Override
    public boolean live() {
        return true;
    }

    @Override
    public boolean ready() {
        return true;
    }

    @Override
    public String state() {
        return "quiet";
    }

    @Override
    public String role() {
        return "all";
    }

    @Override
    public List<String> commandOptions() {
        return List.of();
    }

    @Override
    public ModelView model() {
        return null;
    }

    @Override
    public int queryCount() {
        return 0;
    }

    @Override
    public int sourceCount() {
        return 0;
    }

    @Override
    public StatusFigures figures() {
        return new StatusFigures(
                "1",
                Instant.EPOCH,
                OptionalDouble.empty(),
                OptionalLong.empty(),
                0,
                new StatusFigures.Memory(1, 2, Optional.empty()),
                StatusFigures.Evidence.NONE,
                0);
    }
}
