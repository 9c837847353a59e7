package io.earshot.http;

import java.util.List;

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
}
