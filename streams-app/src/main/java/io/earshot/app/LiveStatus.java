package io.earshot.app;

import io.earshot.model.ModelPassport;
import io.earshot.query.LiveQueryTable;
import java.util.Set;
import java.util.TreeSet;

/** The status of a running service. */
final class LiveStatus extends RunningStatus {
    private final TaggingService service;
    private final StatusBoard board;
    private final SourceBoard listened;

    /**
     * @param figures what it measures of itself
     * @param board what this process tagged
     * @param listened the sources that Earshot opens by itself
     */
    LiveStatus(TaggingService service, ProcessFigures figures, StatusBoard board, SourceBoard listened) {
        super(service, figures);
        this.service = service;
        this.board = board;
        this.listened = listened;
    }

    @Override
    public ModelView model() {
        ModelPassport passport = service.model().bundle().passport();
        return new ModelView(
                passport.name(),
                passport.version(),
                service.model().bundle().space().modelDigest(),
                passport.licence());
    }

    @Override
    public int queryCount() {
        LiveQueryTable table = service.queries();
        return table.current().size()
                + table.refusals().size()
                + service.disabledQueries().size();
    }

    @Override
    public int sourceCount() {
        Set<String> ids = new TreeSet<>(board.sources().keySet());
        ids.addAll(listened.ids());
        return ids.size();
    }
}
