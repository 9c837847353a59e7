package io.earshot.app;

import io.earshot.http.ServiceStatus.SourceView;
import io.earshot.model.ModelPassport;
import io.earshot.query.LiveQueryTable;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

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
    public List<QueryView> queries() {
        LiveQueryTable table = service.queries();
        Map<String, List<String>> warnings = table.warnings();
        Stream<QueryView> matched = table.current().queries().stream()
                .map(registered -> QueryView.matched(
                        registered.query(),
                        warnings.getOrDefault(registered.query().id(), List.of())));
        Stream<QueryView> refused = table.refusals().entrySet().stream()
                .map(refusal -> QueryView.refused(refusal.getKey(), refusal.getValue()));
        Stream<QueryView> disabled =
                service.disabledQueries().stream().map(record -> QueryView.disabled(record.id(), record.text()));
        return Stream.of(matched, refused, disabled)
                .flatMap(views -> views)
                .sorted(Comparator.comparing(QueryView::id))
                .toList();
    }

    @Override
    public int queryCount() {
        LiveQueryTable table = service.queries();
        return table.current().size()
                + table.refusals().size()
                + service.disabledQueries().size();
    }

    @Override
    public List<SourceView> sources() {
        return listened.views(board.sources());
    }
}
