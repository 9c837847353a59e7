package io.earshot.notify.mqtt;

import io.earshot.decide.EndReason;
import io.earshot.decide.Event;
import io.earshot.decide.EventPhase;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which sounds last in which sources, as far as this process was told. Thread-safe. */
final class SoundStates {
    /** Of those that are over, the oldest are forgotten; the broker keeps them. */
    private static final int MOST = 10_000;

    private static final class State {
        private final Set<String> open = new HashSet<>();
        private Event newest;
    }

    private final MqttTopics topics;
    private final boolean describes;
    private final Map<String, State> states = new LinkedHashMap<>();

    /** @param describes whether Home Assistant is told of each sound in each source */
    SoundStates(MqttTopics topics, boolean describes) {
        this.topics = topics;
        this.describes = describes;
    }

    /** Takes an event down; what the broker is to be told before it. */
    synchronized List<MqttMessage> take(Event event) {
        String topic = topics.state(event);
        boolean isNew = !states.containsKey(topic);
        State state = states.computeIfAbsent(topic, key -> new State());
        state.newest = event;
        if (event.phase() != EventPhase.CLOSE) {
            state.open.add(event.eventId());
        } else {
            state.open.remove(event.eventId());
        }
        if (hasNoQuery(event) && state.open.isEmpty()) {
            states.remove(topic);
            return removal(event);
        }
        forgetOldest();
        return isNew ? messages(topic, state) : List.of(word(topic, state));
    }

    /** Replaces what is known of what lasts; sounds in sources that other processes tell of are theirs. */
    synchronized void lasting(List<Event> events) {
        states.values().forEach(state -> state.open.clear());
        for (Event event : events) {
            State state = states.computeIfAbsent(topics.state(event), key -> new State());
            state.newest = event;
            state.open.add(event.eventId());
        }
        states.values().removeIf(state -> state.open.isEmpty());
    }

    /** All that the broker is to be told again. */
    synchronized List<MqttMessage> all() {
        List<MqttMessage> all = new ArrayList<>();
        states.forEach((topic, state) -> all.addAll(messages(topic, state)));
        return all;
    }

    private List<MqttMessage> messages(String topic, State state) {
        return describes
                ? List.of(HomeAssistantEntity.config(topics, state.newest), word(topic, state))
                : List.of(word(topic, state));
    }

    private static MqttMessage word(String topic, State state) {
        return MqttMessage.retained(topic, state.open.isEmpty() ? "OFF" : "ON");
    }

    private List<MqttMessage> removal(Event event) {
        MqttMessage state = MqttMessage.retained(topics.state(event), "");
        return describes ? List.of(MqttMessage.retained(topics.config(event), ""), state) : List.of(state);
    }

    private static boolean hasNoQuery(Event event) {
        return event.endReason() == EndReason.QUERY_REMOVED;
    }

    private void forgetOldest() {
        if (states.size() > MOST) {
            states.entrySet().stream()
                    .filter(entry -> entry.getValue().open.isEmpty())
                    .findFirst()
                    .map(Map.Entry::getKey)
                    .ifPresent(states::remove);
        }
    }
}
