package io.earshot.notify.mqtt;

import io.earshot.decide.EventPhase;
import io.earshot.notify.Grouping;
import io.earshot.notify.QuietHours;
import io.earshot.notify.Receiver;
import io.earshot.notify.ReceiverKind;
import io.earshot.notify.ReceiverPolicy;
import io.earshot.notify.Route;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Receivers that are told by MQTT of every phase of every event. */
final class MqttReceivers {
    static final ReceiverPolicy POLICY = ReceiverPolicy.of("loopback", "MQTT_*", Map.of("MQTT_PASSWORD", "right-1"));

    private MqttReceivers() {}

    static Receiver receiver(String url, Map<String, String> options) {
        return receiver(url, options, EventPhase.OPEN, EventPhase.UPDATE, EventPhase.CLOSE);
    }

    static Receiver receiver(String url, Map<String, String> options, EventPhase... phases) {
        Route route = new Route(List.of(), List.of(), Map.of(), 0, Set.of(phases), Route.Absences.INCLUDED);
        return new Receiver("r1", ReceiverKind.MQTT, url, options, true, route, QuietHours.NONE, Grouping.NONE, "");
    }
}
