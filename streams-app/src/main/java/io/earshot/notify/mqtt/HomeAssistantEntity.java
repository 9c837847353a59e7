package io.earshot.notify.mqtt;

import io.earshot.decide.Event;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A sound in a source as Home Assistant's MQTT discovery describes a binary sensor. */
final class HomeAssistantEntity {
    private static final int MOST_NAME_CHARS = 80;

    private HomeAssistantEntity() {}

    /** Retained, so that Home Assistant finds it whenever it starts. */
    static MqttMessage config(MqttTopics topics, Event event) {
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("name", shortened(event.query().text()));
        config.put("unique_id", topics.uniqueId(event));
        config.put("object_id", topics.uniqueId(event));
        // The absence of a sound is no sound.
        config.put("device_class", event.absent().isPresent() ? "problem" : "sound");
        config.put("state_topic", topics.state(event));
        config.put("payload_on", "ON");
        config.put("payload_off", "OFF");
        config.put("json_attributes_topic", topics.events(event));
        config.put("availability_topic", topics.availability());
        config.put("payload_available", "online");
        config.put("payload_not_available", "offline");
        config.put("qos", 1);
        config.put("device", device(topics, event));
        config.put("origin", Map.of("name", "Earshot"));
        return MqttMessage.retainedJson(topics.config(event), EventMessage.json(config));
    }

    private static Map<String, Object> device(MqttTopics topics, Event event) {
        Map<String, Object> device = new LinkedHashMap<>();
        device.put("identifiers", List.of(topics.deviceId(event)));
        device.put("name", "Earshot " + event.sourceId());
        device.put("manufacturer", "Earshot");
        return device;
    }

    private static String shortened(String text) {
        return text.length() <= MOST_NAME_CHARS ? text : text.substring(0, MOST_NAME_CHARS - 1) + "…";
    }
}
