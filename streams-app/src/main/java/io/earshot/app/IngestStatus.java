package io.earshot.app;

/** The status of a process that listens to sources and tags nothing. */
final class IngestStatus extends RunningStatus {
    private final SourceBoard board;

    IngestStatus(IngestService service, ProcessFigures figures, SourceBoard board) {
        super(service, figures);
        this.board = board;
    }

    /** None. */
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
        return board.ids().size();
    }
}
