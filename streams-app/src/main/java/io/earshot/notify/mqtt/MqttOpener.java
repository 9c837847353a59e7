package io.earshot.notify.mqtt;

import io.earshot.decide.EventPhase;
import io.earshot.notify.Delivery;
import io.earshot.notify.DeliveryOpener;
import io.earshot.notify.Receiver;
import io.earshot.notify.ReceiverOptions;
import io.earshot.notify.ReceiverPolicy;
import io.earshot.notify.ReceiverRefusedException;
import io.earshot.notify.ServerAddress;
import io.earshot.notify.TrustedCertificates;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.net.ssl.TrustManagerFactory;

/** Opens receivers of the kind MQTT: {@code mqtt://HOST[:1883]} or {@code mqtts://HOST[:8883]}. */
public final class MqttOpener implements DeliveryOpener {
    private static final Map<String, Integer> PORTS = Map.of("mqtt", 1883, "mqtts", 8883);
    private static final Set<String> OPTIONS = Set.of(
            "prefix",
            "username",
            "password",
            "client-id",
            "ca",
            "states",
            "home-assistant",
            "discovery-prefix",
            "max-bytes",
            "connect-seconds",
            "ack-seconds",
            "max-breaks");

    private final ReceiverPolicy policy;

    /** @param policy which brokers may be connected to, and which secrets may be named */
    public MqttOpener(ReceiverPolicy policy) {
        this.policy = policy;
    }

    /** Begins to connect, so that it is known soon whether the broker can be reached. */
    @Override
    public Delivery open(Receiver receiver) throws ReceiverRefusedException {
        ReceiverOptions options = ReceiverOptions.of(receiver, policy, OPTIONS);
        MqttSettings settings = settings(options, receiver);
        SoundStates states = new SoundStates(settings.topics(), settings.homeAssistant());
        BrokerConnection connection = new BrokerConnection(settings, new BrokerClients(settings, policy), states::all);
        connection.start();
        return new MqttDelivery(settings, connection, states, options::redact);
    }

    private static MqttSettings settings(ReceiverOptions options, Receiver receiver) throws ReceiverRefusedException {
        ServerAddress server = options.server(PORTS);
        boolean tellsBothEnds = receiver.route().phases().containsAll(Set.of(EventPhase.OPEN, EventPhase.CLOSE));
        boolean states = options.flag("states", tellsBothEnds);
        boolean homeAssistant = options.flag("home-assistant", false);
        if ((states || homeAssistant) && !tellsBothEnds) {
            throw new ReceiverRefusedException("states need the phases OPEN and CLOSE of events");
        }
        return new MqttSettings(
                server,
                trusted(server, options),
                options.text("username", ""),
                options.secret("password"),
                // Two with one id would push each other out for ever.
                options.text("client-id", "earshot") + "-"
                        + UUID.randomUUID().toString().substring(0, 8),
                topics(options),
                homeAssistant,
                states || homeAssistant,
                options.number("max-bytes", 65_536, 256, 16_777_216),
                Duration.ofSeconds(options.number("connect-seconds", 10, 1, 120)),
                Duration.ofSeconds(options.number("ack-seconds", 10, 1, 120)),
                options.number("max-breaks", 5, 1, 1_000));
    }

    private static Optional<TrustManagerFactory> trusted(ServerAddress server, ReceiverOptions options)
            throws ReceiverRefusedException {
        String certificates = options.text("ca", "");
        return server.scheme().equals("mqtts") ? Optional.of(TrustedCertificates.of(certificates)) : Optional.empty();
    }

    private static MqttTopics topics(ReceiverOptions options) throws ReceiverRefusedException {
        return new MqttTopics(
                topic("prefix", options.text("prefix", "earshot")),
                topic("discovery-prefix", options.text("discovery-prefix", "homeassistant")));
    }

    private static String topic(String option, String topic) throws ReceiverRefusedException {
        if (!topic.matches("[^+#$/\\p{Cntrl}][^+#\\p{Cntrl}]{0,99}") || topic.endsWith("/")) {
            throw new ReceiverRefusedException(
                    "the option " + option
                            + " is the beginning of topics: 1 to 100 characters without + and #, no / at either end, no $ first");
        }
        return topic;
    }
}
