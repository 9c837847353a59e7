package io.earshot.notify.mqtt;

import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5DisconnectException;
import java.util.Locale;

/** Says for people why something failed. */
final class Reasons {
    private Reasons() {}

    /** The first cause that the broker named, or else the last of all. */
    static String of(Throwable failure) {
        Throwable cause = failure;
        while (true) {
            if (cause instanceof Mqtt5ConnAckException refused) {
                return "the broker refuses the connection: "
                        + words(refused.getMqttMessage().getReasonCode().name());
            }
            if (cause instanceof Mqtt5DisconnectException ended) {
                return "the broker ended the connection: "
                        + words(ended.getMqttMessage().getReasonCode().name());
            }
            if (cause.getCause() == null) {
                return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
            }
            cause = cause.getCause();
        }
    }

    private static String words(String code) {
        return code.toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
