package io.earshot.app;

import io.earshot.http.ServiceStatus;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The status of a process that listens to sources and tags nothing. */
final class IngestStatus implements ServiceStatus {
    private final IngestService service;
    private final SourceBoard board;

    IngestStatus(IngestService service, SourceBoard board) {
        this.service = service;
        this.board = board;
    }

    @Override
    public boolean live() {
        return service.isLive();
    }

    @Override
    public boolean ready() {
        return service.isReady();
    }

    @Override
    public String state() {
        return service.state();
    }

    @Override
    public String role() {
        return Role.INGEST.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public List<String> commandOptions() {
        return service.commandOptions();
    }

    /** None. */
    @Override
    public ModelView model() {
        return null;
    }

    @Override
    public List<QueryView> queries() {
        return List.of();
    }

    @Override
    public List<SourceView> sources() {
        return board.views(Map.of());
    }

    @Override
    public List<EventView> events() {
        return List.of();
    }

    @Override
    public List<NearMissView> nearMisses() {
        return List.of();
    }
}
