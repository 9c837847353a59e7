package io.earshot.notify.mqtt;

import io.earshot.decide.Event;
import io.earshot.notify.Delivery;
import io.earshot.notify.Notification;
import io.earshot.notify.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Publishes the events of a notification one after the other, each when the broker has acknowledged the one before. */
final class MqttDelivery implements Delivery {
    private final MqttSettings settings;
    private final BrokerConnection connection;
    private final SoundStates states;
    private final UnaryOperator<String> redaction;
    private String breaking = "";
    private int breaks;
    private volatile String unheard;

    /** @param redaction takes secrets out of messages */
    MqttDelivery(
            MqttSettings settings, BrokerConnection connection, SoundStates states, UnaryOperator<String> redaction) {
        this.settings = settings;
        this.connection = connection;
        this.states = states;
        this.redaction = redaction;
    }

    @Override
    public Outcome deliver(Notification notification) throws InterruptedException {
        try {
            publish(notification);
            breaks = 0;
            return new Outcome.Delivered();
        } catch (MessageRefusedException e) {
            breaks = 0;
            return new Outcome.Refused(redaction.apply(e.getMessage()));
        } catch (BrokenException e) {
            return broken(notification, e);
        } catch (IOException e) {
            return new Outcome.Later(redaction.apply(e.getMessage()), Optional.empty());
        }
    }

    /** A message that breaks each connection holds up all behind it. */
    private Outcome broken(Notification notification, BrokenException e) {
        breaks = notification.id().equals(breaking) ? breaks + 1 : 1;
        breaking = notification.id();
        String reason = redaction.apply(settings.server() + ": " + e.getMessage());
        return breaks < settings.maxBreaks()
                ? new Outcome.Later(reason, Optional.empty())
                : new Outcome.Refused(
                        "the connection broke " + breaks + " times while this was under way, last: " + reason);
    }

    private void publish(Notification notification) throws MessageRefusedException, IOException, InterruptedException {
        Session session = connection.session();
        try {
            if (notification.isTest()) {
                session.publish(MqttMessage.json(settings.topics().test(), EventMessage.test(notification)));
                return;
            }
            for (Event event : notification.events()) {
                publish(session, notification, event);
            }
        } catch (BrokenException e) {
            connection.giveUp(session, e.getMessage());
            throw e;
        }
    }

    private void publish(Session session, Notification notification, Event event)
            throws MessageRefusedException, IOException, InterruptedException {
        String topic = settings.topics().events(event);
        int mostBytes = Math.min(settings.maxBytes(), session.mostBytes(topic));
        byte[] payload = EventMessage.payload(notification, event, mostBytes);
        // The state first: who is told of an event may ask for it.
        if (settings.states()) {
            session.publishAll(states.take(event));
        }
        boolean isHeard = session.publish(MqttMessage.json(topic, payload));
        unheard = isHeard ? null : "the broker took the newest event, but nobody is subscribed to " + topic;
    }

    @Override
    public void lasting(List<Event> open) {
        states.lasting(new ArrayList<>(open));
    }

    @Override
    public Optional<String> problem() {
        return connection
                .problem()
                .map(reason -> redaction.apply(settings.server() + ": " + reason))
                .or(() -> Optional.ofNullable(unheard));
    }

    @Override
    public void close() {
        connection.close();
    }
}
