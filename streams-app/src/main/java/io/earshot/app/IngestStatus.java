package io.earshot.app;

import java.util.List;
import java.util.Map;

/** The status of a process that listens to sources and tags nothing. */
final class IngestStatus extends RunningStatus {
    private final SourceBoard board;

    IngestStatus(IngestService service, SourceBoard board) {
        super(service);
        this.board = board;
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
}
