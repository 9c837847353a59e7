package io.earshot.notify.mqtt;

import static io.earshot.notify.HeardEvents.told;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earshot.decide.EventPhase;
import io.earshot.notify.Delivery;
import io.earshot.notify.HeardEvents;
import io.earshot.notify.Notification;
import io.earshot.notify.Outcome;
import io.earshot.notify.ReceiverPolicy;
import io.earshot.notify.ReceiverRefusedException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class MqttDeliveryTest {
    private static final HeardEvents RAIN = HeardEvents.of("studio-1", "rain", "rain falling");

    @Test
    void shouldSetAMessageAsideThatBreaksEachConnection() throws Exception {
        try (BreakingBroker broker = new BreakingBroker("poison");
                Delivery delivery = open(broker.url(), Map.of("max-breaks", "3", "ack-seconds", "2"))) {
            assertThat(delivery.deliver(told(RAIN.open("good-1")))).isEqualTo(new Outcome.Delivered());
            Notification poison = told(RAIN.open("poison"));
            assertThat(delivery.deliver(poison)).isInstanceOf(Outcome.Later.class);
            assertThat(delivery.deliver(poison)).isInstanceOf(Outcome.Later.class);
            assertThat(delivery.deliver(poison)).isInstanceOf(Outcome.Refused.class);
            assertThat(broker.breaks()).isEqualTo(3);
            assertThat(delivery.deliver(told(RAIN.open("good-2")))).isEqualTo(new Outcome.Delivered());
        }
    }

    @Test
    void shouldTellATestAsATest() throws Exception {
        try (BreakingBroker broker = new BreakingBroker("earshot/test");
                Delivery delivery = open(broker.url(), Map.of())) {
            Outcome outcome = delivery.deliver(new Notification("t1", List.of(), "", true));
            assertThat(outcome).isInstanceOf(Outcome.Later.class);
            assertThat(broker.breaks()).isEqualTo(1);
        }
    }

    @Test
    void shouldNotConnectToWhatSettingsForbid() throws Exception {
        ReceiverPolicy publicOnly = ReceiverPolicy.of("public", "", Map.of());
        try (BreakingBroker broker = new BreakingBroker("none");
                Delivery delivery = new MqttOpener(publicOnly).open(MqttReceivers.receiver(broker.url(), Map.of()))) {
            Outcome.Later later = (Outcome.Later) delivery.deliver(told(RAIN.open("e1")));
            assertThat(later.reason()).contains("not allowed").contains("notify.networks");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "http://host, prefix, earshot, schemes mqtt",
        "mqtt://user:pass@host, prefix, earshot, options username",
        "mqtt://host/path, prefix, earshot, SCHEME://HOST",
        "mqtt://host, prefix, a/#, prefix",
        "mqtt://host, prefix, $SYS, prefix",
        "mqtt://host, qos, 0, unknown option qos",
        "mqtt://host, max-bytes, 17, max-bytes",
        "mqtt://host, states, perhaps, states",
        "mqtt://host, password, ${env:PATH}, PATH",
        "mqtts://host, ca, nonsense, PEM"
    })
    void shouldRefuseWhatCannotBeTold(String address, String option, String value, String said) {
        assertThatThrownBy(() -> open(address, Map.of(option, value)).close())
                .isInstanceOf(ReceiverRefusedException.class)
                .hasMessageContaining(said)
                .hasMessageNotContaining("pass@");
    }

    @Test
    void shouldRefuseStatesThatWouldNeverEnd() {
        assertThatThrownBy(() -> new MqttOpener(MqttReceivers.POLICY)
                        .open(MqttReceivers.receiver(
                                "mqtt://127.0.0.1:1", Map.of("home-assistant", "true"), EventPhase.OPEN)))
                .isInstanceOf(ReceiverRefusedException.class)
                .hasMessageContaining("OPEN and CLOSE");
    }

    @Test
    void shouldGiveNoTwoIdsOneTopic() {
        MqttTopics topics = new MqttTopics("earshot", "homeassistant");
        List<HeardEvents> all = List.of(
                HeardEvents.of("a/b", "c", "x"),
                HeardEvents.of("a%2Fb", "c", "x"),
                HeardEvents.of("a", "b/c", "x"),
                HeardEvents.of("a_b", "c", "x"),
                HeardEvents.of("a", "b_c", "x"),
                HeardEvents.of("a+", "#", "x"),
                HeardEvents.of("ä b", "雨", "x"));
        assertThat(all.stream().map(events -> topics.events(events.open("e")))).doesNotHaveDuplicates();
        assertThat(all.stream().map(events -> topics.state(events.open("e")))).doesNotHaveDuplicates();
        assertThat(all.stream().map(events -> topics.config(events.open("e"))))
                .doesNotHaveDuplicates()
                .allMatch(topic -> topic.matches("homeassistant/binary_sensor/[a-zA-Z0-9_-]+/config"));
        assertThat(topics.events(HeardEvents.of("a+/b", "#", "x").open("e"))).isEqualTo("earshot/events/a%2B%2Fb/%23");
        assertThat(topics.events(HeardEvents.of("ä b", "雨", "x").open("e"))).isEqualTo("earshot/events/ä b/雨");
    }

    @Test
    void shouldForgetWhatOtherProcessesTellOf() {
        SoundStates states = new SoundStates(new MqttTopics("earshot", "homeassistant"), false);
        states.take(RAIN.open("e1"));
        HeardEvents wind = HeardEvents.of("studio-2", "wind", "wind");
        states.lasting(List.of(wind.update("e2")));
        assertThat(states.all()).extracting(MqttMessage::topic).containsExactly("earshot/state/wind/studio-2");
        assertThat(new String(states.take(wind.close("e2")).get(0).payload(), java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo("OFF");
    }

    private static Delivery open(String url, Map<String, String> options) throws Exception {
        return new MqttOpener(MqttReceivers.POLICY).open(MqttReceivers.receiver(url, options));
    }
}
