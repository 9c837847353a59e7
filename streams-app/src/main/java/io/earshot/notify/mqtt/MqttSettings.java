package io.earshot.notify.mqtt;

import io.earshot.notify.ServerAddress;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.TrustManagerFactory;

/**
 * How a broker is told.
 *
 * @param server the broker
 * @param trusted whose certificates are trusted; empty: the connection is not encrypted
 * @param username empty if there is none
 * @param password empty if there is none
 * @param clientId of this process; no other may have it
 * @param topics what they are called
 * @param homeAssistant whether its entities are described
 * @param states whether the states of sounds are kept
 * @param maxBytes most bytes of one message
 * @param connectTimeout how long connecting may take
 * @param ackTimeout how long the broker may take to acknowledge
 * @param maxBreaks how often the connection may break while one notification is under way
 */
record MqttSettings(
        ServerAddress server,
        Optional<TrustManagerFactory> trusted,
        String username,
        String password,
        String clientId,
        MqttTopics topics,
        boolean homeAssistant,
        boolean states,
        int maxBytes,
        Duration connectTimeout,
        Duration ackTimeout,
        int maxBreaks) {
    /** Without the password. */
    @Override
    public String toString() {
        return server + " as " + clientId;
    }
}
