package io.earshot.wire;

import io.earshot.decide.EventPhase;
import io.earshot.notify.Grouping;
import io.earshot.notify.QuietHours;
import io.earshot.notify.QuietSpan;
import io.earshot.notify.Receiver;
import io.earshot.notify.ReceiverKind;
import io.earshot.notify.Route;
import io.earshot.schema.AbsenceRouting;
import io.earshot.schema.QuietEnd;
import io.earshot.schema.ReceiverRoute;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Between receivers and their Avro form. */
final class ReceiverRecords {
    private ReceiverRecords() {}

    static io.earshot.schema.Receiver toWire(Receiver receiver) {
        return io.earshot.schema.Receiver.newBuilder()
                .setId(receiver.id())
                .setKind(Symbols.toWire(io.earshot.schema.ReceiverKind.class, receiver.kind()))
                .setAddress(receiver.address())
                .setOptions(new TreeMap<>(receiver.options()))
                .setEnabled(receiver.enabled())
                .setRoute(route(receiver.route()))
                .setQuietHours(quiet(receiver.quietHours()))
                .setGatherMillis(receiver.grouping().gather().toMillis())
                .setMostEvents(receiver.grouping().most())
                .setDisabledReason(receiver.disabledReason())
                .build();
    }

    /** @throws IllegalArgumentException if this version does not know what it asks for */
    static Receiver toProgram(io.earshot.schema.Receiver found) {
        return new Receiver(
                found.getId(),
                Symbols.toProgram(ReceiverKind.class, found.getKind()),
                found.getAddress(),
                found.getOptions(),
                found.getEnabled(),
                route(found.getRoute()),
                quiet(found.getQuietHours()),
                new Grouping(Duration.ofMillis(found.getGatherMillis()), found.getMostEvents()),
                found.getDisabledReason());
    }

    private static ReceiverRoute route(Route route) {
        return new ReceiverRoute(
                route.sources(),
                route.queries(),
                new TreeMap<>(route.labels()),
                route.minConfidence(),
                route.phases().stream().sorted().map(EventPhase::name).toList(),
                Symbols.toWire(AbsenceRouting.class, route.absences()));
    }

    private static Route route(ReceiverRoute found) {
        return new Route(
                found.getSources(),
                found.getQueries(),
                found.getLabels(),
                found.getMinConfidence(),
                found.getPhases().stream().map(EventPhase::valueOf).collect(Collectors.toSet()),
                Symbols.toProgram(Route.Absences.class, found.getAbsences()));
    }

    private static io.earshot.schema.QuietHours quiet(QuietHours hours) {
        if (hours.spans().isEmpty()) {
            return null;
        }
        return new io.earshot.schema.QuietHours(
                hours.zone().getId(),
                hours.spans().stream().map(QuietSpan::toString).toList(),
                Symbols.toWire(QuietEnd.class, hours.then()));
    }

    private static QuietHours quiet(io.earshot.schema.QuietHours found) {
        if (found == null) {
            return QuietHours.NONE;
        }
        try {
            return new QuietHours(
                    ZoneId.of(found.getZone()),
                    found.getSpans().stream().map(QuietSpan::parse).toList(),
                    Symbols.toProgram(QuietHours.Then.class, found.getEndAction()));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("time zone " + found.getZone() + " is not known here", e);
        }
    }
}
