package io.earshot.app;

import io.earshot.http.ServiceStatus;
import io.earshot.http.StatusFigures;
import java.util.List;
import java.util.Locale;

/** What the status of every service says alike, whatever its role. */
abstract class RunningStatus implements ServiceStatus {
    private final RunningService service;
    private final ProcessFigures figures;

    RunningStatus(RunningService service, ProcessFigures figures) {
        this.service = service;
        this.figures = figures;
    }

    @Override
    public final boolean live() {
        return service.isLive();
    }

    @Override
    public final boolean ready() {
        return service.isReady();
    }

    @Override
    public final String state() {
        return service.state();
    }

    @Override
    public final String role() {
        return service.role().name().toLowerCase(Locale.ROOT);
    }

    @Override
    public final List<String> commandOptions() {
        return service.commandOptions();
    }

    @Override
    public final StatusFigures figures() {
        return figures.now();
    }
}
