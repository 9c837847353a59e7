package io.earshot.http;

import io.earshot.notify.Outcome;
import io.earshot.notify.Receiver;
import io.earshot.notify.ReceiverKind;
import io.earshot.notify.ReceiverState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Receivers of a test. */
final class ReceiversInMemory implements ReceiverDesk {
    private final TreeMap<String, Receiver> receivers = new TreeMap<>();

    ReceiversInMemory() {
        receivers.put("phone", new Receiver("phone", ReceiverKind.NTFY, "https://ntfy.example/alarms", Map.of(), true));
    }

    @Override
    public List<Kept> all() {
        return receivers.values().stream().map(ReceiversInMemory::kept).toList();
    }

    @Override
    public Optional<Kept> find(String id) {
        return Optional.ofNullable(receivers.get(id)).map(ReceiversInMemory::kept);
    }

    private static Kept kept(Receiver receiver) {
        return new Kept(
                receiver.id(),
                Optional.of(receiver),
                Optional.of(ReceiverState.NEW),
                Optional.of("the broker does not answer"));
    }

    @Override
    public Optional<Long> lag(String id) {
        return Optional.of(0L);
    }

    @Override
    public void put(Receiver receiver, Optional<Receiver> before, String by) {
        receivers.put(receiver.id(), receiver);
    }

    @Override
    public void remove(String id, String by) {
        receivers.remove(id);
    }

    @Override
    public Outcome test(Receiver receiver) {
        return new Outcome.Delivered();
    }

    @Override
    public List<Map<String, Object>> dead(int most) {
        return List.of();
    }
}
