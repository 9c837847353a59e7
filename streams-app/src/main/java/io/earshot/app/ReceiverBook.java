package io.earshot.app;

import io.earshot.cluster.DeadNotifications;
import io.earshot.cluster.ReceiverCatalog;
import io.earshot.explain.EventFacts;
import io.earshot.http.ReceiverDesk;
import io.earshot.notify.Outcome;
import io.earshot.notify.Receiver;
import io.earshot.notify.ReceiverTrial;
import io.earshot.wire.Decoded;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;

/** The receivers for the API: as the topic has them, with what this process knows of telling them. */
final class ReceiverBook implements ReceiverDesk {
    private final NotificationService service;

    ReceiverBook(NotificationService service) {
        this.service = service;
    }

    @Override
    public List<Kept> all() {
        ReceiverCatalog catalog = service.store().catalog();
        return catalog.ids().stream()
                .map(id -> kept(id, catalog.find(id).orElseThrow()))
                .toList();
    }

    @Override
    public Optional<Kept> find(String id) {
        return service.store().catalog().find(id).map(found -> kept(id, found));
    }

    private Kept kept(String id, Decoded<Receiver> found) {
        return new Kept(id, found.value(), service.state(id), service.problem(id));
    }

    @Override
    public Optional<Long> lag(String id) {
        return waiting(() -> service.store().lag(id));
    }

    @Override
    public void put(Receiver receiver, Optional<Receiver> before, String by) {
        waiting(() -> {
            service.store().put(receiver, before, by);
            return true;
        });
    }

    @Override
    public void remove(String id, String by) {
        waiting(() -> {
            service.store().remove(id, by);
            return true;
        });
    }

    @Override
    public Outcome test(Receiver receiver) {
        return waiting(() -> ReceiverTrial.tell(receiver, service.opener()));
    }

    @Override
    public List<Map<String, Object>> dead(int most) {
        return service.dead().newest(most).stream().map(ReceiverBook::facts).toList();
    }

    private static Map<String, Object> facts(DeadNotifications.Dead dead) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("receiver", dead.receiver());
        facts.put("notification", dead.notification());
        facts.put("reason", dead.reason());
        facts.put("attempts", Integer.parseInt(dead.attempts()));
        facts.put("at", dead.at().toString());
        facts.put("event", EventFacts.of(dead.event()));
        return facts;
    }

    private interface Asking<T> {
        T ask() throws InterruptedException;
    }

    private static <T> T waiting(Asking<T> asking) {
        try {
            return asking.ask();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("the service is stopping", e);
        }
    }
}
