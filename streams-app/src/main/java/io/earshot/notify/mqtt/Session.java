package io.earshot.notify.mqtt;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5PubAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5SubAckException;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAck;
import com.hivemq.client.mqtt.mqtt5.message.disconnect.Mqtt5DisconnectReasonCode;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishResult;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishResult.Mqtt5Qos1Result;
import com.hivemq.client.mqtt.mqtt5.message.publish.puback.Mqtt5PubAckReasonCode;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection to a broker, from its acknowledgement to its end. */
final class Session {
    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    /** What a packet needs beside topic and payload: headers, properties, and room to spare. */
    private static final int PACKET_BYTES = 128;

    private static final Set<Mqtt5PubAckReasonCode> PASSING = Set.of(
            Mqtt5PubAckReasonCode.UNSPECIFIED_ERROR,
            Mqtt5PubAckReasonCode.IMPLEMENTATION_SPECIFIC_ERROR,
            Mqtt5PubAckReasonCode.PACKET_IDENTIFIER_IN_USE,
            Mqtt5PubAckReasonCode.QUOTA_EXCEEDED);

    private final Mqtt5AsyncClient client;
    private final Duration ackTimeout;
    private final int largestPacket;
    private final long sinceNanos = System.nanoTime();

    /** @param acknowledged what the broker said when it took the connection */
    Session(Mqtt5AsyncClient client, Mqtt5ConnAck acknowledged, Duration ackTimeout) {
        this.client = client;
        this.ackTimeout = ackTimeout;
        this.largestPacket = acknowledged.getRestrictions().getMaximumPacketSize();
    }

    boolean isOf(Mqtt5AsyncClient other) {
        return client == other;
    }

    Duration age() {
        return Duration.ofNanos(System.nanoTime() - sinceNanos);
    }

    /** Most bytes of a payload on a topic that the broker takes. */
    int mostBytes(String topic) {
        return Math.max(0, largestPacket - PACKET_BYTES - 3 * topic.length());
    }

    /**
     * Returns when the broker has acknowledged a message.
     *
     * @return whether anybody is subscribed, as far as the broker tells
     * @throws MessageRefusedException if the broker refuses this message
     * @throws BrokerBusyException if it refuses it for now
     * @throws BrokenException if it does not answer; the connection is not to be used any more
     */
    boolean publish(MqttMessage message)
            throws MessageRefusedException, BrokerBusyException, BrokenException, InterruptedException {
        CompletableFuture<Mqtt5PublishResult> sent = send(message);
        try {
            return sent.get(ackTimeout.toMillis(), TimeUnit.MILLISECONDS) instanceof Mqtt5Qos1Result result
                    && result.getPubAck().getReasonCode() != Mqtt5PubAckReasonCode.NO_MATCHING_SUBSCRIBERS;
        } catch (ExecutionException e) {
            throw failure(message, e.getCause());
        } catch (TimeoutException e) {
            throw new BrokenException("no acknowledgement within " + ackTimeout.toSeconds() + " s");
        }
    }

    private static BrokenException failure(MqttMessage message, Throwable cause)
            throws MessageRefusedException, BrokerBusyException {
        if (cause instanceof Mqtt5PubAckException refused) {
            Mqtt5PubAckReasonCode code = refused.getMqttMessage().getReasonCode();
            String said = "the broker refuses a message on " + message.topic() + ": "
                    + code.name().replace('_', ' ');
            if (PASSING.contains(code)) {
                throw new BrokerBusyException(said);
            }
            throw new MessageRefusedException(said);
        }
        return new BrokenException(Reasons.of(cause));
    }

    /** Sends messages at once, and waits for all that the broker takes. */
    void publishAll(List<MqttMessage> messages) throws BrokenException, InterruptedException {
        CompletableFuture<?>[] sent = messages.stream().map(this::send).toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(sent).get(ackTimeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof Mqtt5PubAckException)) {
                throw new BrokenException(Reasons.of(e.getCause()));
            }
            LOG.warn(
                    "MQTT: the broker refuses a message that is to be retained, as on {}",
                    messages.get(0).topic());
        } catch (TimeoutException e) {
            throw new BrokenException("no acknowledgement within " + ackTimeout.toSeconds() + " s");
        }
    }

    /** Never with another quality of service: without an acknowledgement nothing is known. */
    CompletableFuture<Mqtt5PublishResult> send(MqttMessage message) {
        return client.publishWith()
                .topic(message.topic())
                .payload(message.payload())
                .qos(MqttQos.AT_LEAST_ONCE)
                .retain(message.isRetained())
                .contentType(message.contentType())
                .send();
    }

    /** Takes part in what is said on a topic; an account that may not simply does not. */
    void subscribe(String topic) throws BrokenException, InterruptedException {
        CompletableFuture<?> taken = client.subscribeWith()
                .topicFilter(topic)
                .qos(MqttQos.AT_LEAST_ONCE)
                .noLocal(true)
                .send();
        try {
            taken.get(ackTimeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof Mqtt5SubAckException)) {
                throw new BrokenException(Reasons.of(e.getCause()));
            }
            LOG.warn("MQTT: the broker lets nobody listen to {}: a process that leaves is taken for all", topic);
        } catch (TimeoutException e) {
            throw new BrokenException("no acknowledgement within " + ackTimeout.toSeconds() + " s");
        }
    }

    /** Leaves without waiting; nobody is told. */
    void abandon() {
        client.disconnect().exceptionally(failure -> null);
    }

    /** Leaves; the broker tells that this process is offline. Does not wait for long. */
    void leave(Duration patience) throws InterruptedException {
        try {
            client.disconnectWith()
                    .reasonCode(Mqtt5DisconnectReasonCode.DISCONNECT_WITH_WILL_MESSAGE)
                    .send()
                    .get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // It is gone already, or will notice by itself.
            return;
        }
    }
}
