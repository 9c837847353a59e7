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
     * @param board what this process tagged
     * @param listened the sources that Earshot opens by itself
     */
    LiveStatus(TaggingService service, StatusBoard board, SourceBoard listened) {
        super(service);
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
                service.model().bundle().space().modelDigest());
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
