package io.earshot.cli;

import io.earshot.decide.EventPhase;
import io.earshot.notify.Grouping;
import io.earshot.notify.QuietHours;
import io.earshot.notify.QuietSpan;
import io.earshot.notify.Receiver;
import io.earshot.notify.ReceiverCheck;
import io.earshot.notify.Route;
import io.earshot.query.Form;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Option;

/** What can be said of a receiver beside its kind. What is not given stays as it is. */
final class ReceiverOptions {
    @Option(names = "--address", paramLabel = "URL", description = "Where it is.")
    private String address;

    @Option(
            names = "--option",
            paramLabel = "NAME=VALUE",
            description = "An option of its kind; without a value it is taken away. May be repeated.")
    private Map<String, String> options = new LinkedHashMap<>();

    @Option(names = "--source", paramLabel = "ID", description = "Only of this source; * stands for anything.")
    private List<String> sources;

    @Option(names = "--query", paramLabel = "ID", description = "Only of this query; * stands for anything.")
    private List<String> queries;

    @Option(names = "--label", paramLabel = "NAME=VALUE", description = "Only of queries with this label.")
    private Map<String, String> labels;

    @Option(names = "--min-confidence", paramLabel = "P", description = "Only from this confidence on: 0.6 or 60%%.")
    private String minConfidence;

    @Option(names = "--phase", paramLabel = "PHASE", description = "OPEN (default), UPDATE, CLOSE. May be repeated.")
    private Set<EventPhase> phases;

    @Option(names = "--absences", paramLabel = "WHICH", description = "included (default), only, excluded.")
    private Route.Absences absences;

    @Option(
            names = "--quiet",
            paramLabel = "SPAN",
            description = "Quiet hours: \"mon-fri 22:00-07:00\". May be repeated.")
    private List<String> quiet;

    @Option(names = "--zone", paramLabel = "ZONE", description = "Time zone of the quiet hours: Europe/Berlin.")
    private String zone;

    @Option(names = "--quiet-then", paramLabel = "WHAT", description = "hold (default): told at the end; drop.")
    private QuietHours.Then then;

    @Option(
            names = "--gather",
            paramLabel = "TIME",
            description = "Events of a query in a source within this time are one message: 5m.")
    private String gather;

    @Option(names = "--most", paramLabel = "N", description = "How many events a message names (default 20).")
    private Integer most;

    /** @throws WrongUseException if something cannot be read, or kept */
    Receiver on(Receiver before) {
        try {
            Receiver receiver = new Receiver(
                    before.id(),
                    before.kind(),
                    address == null ? before.address() : address,
                    merged(before.options()),
                    before.enabled(),
                    route(before.route()),
                    quietHours(before.quietHours()),
                    grouping(before.grouping()),
                    before.disabledReason());
            ReceiverCheck.requireKeepable(receiver);
            return receiver;
        } catch (DateTimeException e) {
            throw new WrongUseException("--zone is an IANA time zone, for example Europe/Berlin");
        } catch (IllegalArgumentException e) {
            throw new WrongUseException(Printed.of(e.getMessage()));
        }
    }

    private Map<String, String> merged(Map<String, String> before) {
        Map<String, String> merged = new LinkedHashMap<>(before);
        merged.putAll(options);
        merged.values().removeIf(String::isEmpty);
        return merged;
    }

    private Route route(Route before) {
        return new Route(
                sources == null ? before.sources() : sources,
                queries == null ? before.queries() : queries,
                labels == null ? before.labels() : labels,
                minConfidence == null ? before.minConfidence() : Form.PROBABILITY.parse(minConfidence),
                phases == null ? before.phases() : phases,
                absences == null ? before.absences() : absences);
    }

    private QuietHours quietHours(QuietHours before) {
        return new QuietHours(
                zone == null ? before.zone() : ZoneId.of(zone),
                quiet == null
                        ? before.spans()
                        : quiet.stream()
                                .filter(span -> !span.isBlank())
                                .map(QuietSpan::parse)
                                .toList(),
                then == null ? before.then() : then);
    }

    private Grouping grouping(Grouping before) {
        Duration time = gather == null ? before.gather() : Form.TIME.parse(gather);
        return new Grouping(time, most == null ? before.most() : most);
    }
}
