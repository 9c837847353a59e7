package io.earshot.notify.mqtt;

import java.nio.charset.StandardCharsets;

/**
 * One message.
 *
 * @param topic where it goes
 * @param payload Not modified.
 * @param contentType of the payload
 * @param isRetained whether the broker keeps it for those who come later
 */
record MqttMessage(String topic, byte[] payload, String contentType, boolean isRetained) {
    static MqttMessage json(String topic, byte[] payload) {
        return new MqttMessage(topic, payload, "application/json", false);
    }

    static MqttMessage retainedJson(String topic, byte[] payload) {
        return new MqttMessage(topic, payload, "application/json", true);
    }

    /** A retained word; the empty one removes what is retained. */
    static MqttMessage retained(String topic, String word) {
        return new MqttMessage(topic, word.getBytes(StandardCharsets.UTF_8), "text/plain", true);
    }
}
