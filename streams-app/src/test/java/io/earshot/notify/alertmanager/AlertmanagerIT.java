package io.earshot.notify.alertmanager;

import static io.earshot.notify.HeardEvents.told;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.earshot.decide.Event;
import io.earshot.decide.EventPhase;
import io.earshot.notify.Delivery;
import io.earshot.notify.Grouping;
import io.earshot.notify.HeardEvents;
import io.earshot.notify.Notification;
import io.earshot.notify.Outcome;
import io.earshot.notify.QuietHours;
import io.earshot.notify.Receiver;
import io.earshot.notify.ReceiverKind;
import io.earshot.notify.ReceiverPolicy;
import io.earshot.notify.Route;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Against Debian's Alertmanager, which resolves by itself what nobody tells it of again. */
@Timeout(120)
class AlertmanagerIT {
    private final HeardEvents rain =
            HeardEvents.of("studio-1", "rain", "rain falling").at(Instant.now().minusSeconds(10));

    @TempDir
    private Path folder;

    @Test
    void shouldKeepAnAlertAsLongAsItsEventLasts() throws Exception {
        try (AlertmanagerServer server = AlertmanagerServer.start(folder, "1s");
                Delivery delivery = open(server, Map.of("lasts-seconds", "3"))) {
            assertThat(delivery.deliver(told(rain.open("e1")))).isEqualTo(new Outcome.Delivered());
            JsonNode alert = server.alerts().get(0);
            assertThat(alert.get("labels").get("alertname").textValue()).isEqualTo("Earshot");
            assertThat(alert.get("labels").get("query").textValue()).isEqualTo("rain");
            assertThat(alert.get("labels").get("source").textValue()).isEqualTo("studio-1");
            assertThat(alert.get("labels").get("site").textValue()).isEqualTo("north");
            assertThat(alert.get("labels").has("empty")).isFalse();
            assertThat(alert.get("annotations").get("event_id").textValue()).isEqualTo("e1");
            assertThat(alert.get("generatorURL").textValue()).isEqualTo("http://127.0.0.1:8080/events/e1");
            // Four times as long as it would live by itself.
            Instant later = Instant.now().plusSeconds(12);
            await().pollInterval(Duration.ofMillis(250))
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> {
                        assertThat(server.alerts()).hasSize(1);
                        return Instant.now().isAfter(later);
                    });
            assertThat(server.alerts().get(0).get("fingerprint")).isEqualTo(alert.get("fingerprint"));
            assertThat(delivery.deliver(told(rain.close("e1")))).isEqualTo(new Outcome.Delivered());
            await().atMost(Duration.ofSeconds(2)).until(() -> server.alerts().isEmpty());
            Instant resolved = Instant.now().plusSeconds(4);
            await().pollInterval(Duration.ofMillis(250))
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> {
                        assertThat(server.alerts()).isEmpty();
                        return Instant.now().isAfter(resolved);
                    });
        }
    }

    @Test
    void shouldLetAnAlertGoWhenTheProcessIsGone() throws Exception {
        try (AlertmanagerServer server = AlertmanagerServer.start(folder, "5m")) {
            try (Delivery delivery = open(server, Map.of("lasts-seconds", "3"))) {
                assertThat(delivery.deliver(told(rain.open("e1")))).isEqualTo(new Outcome.Delivered());
                assertThat(server.alerts()).hasSize(1);
            }
            await().atMost(Duration.ofSeconds(10)).until(() -> server.alerts().isEmpty());
        }
    }

    @Test
    void shouldGoOnWithWhatLastsAfterARestart() throws Exception {
        try (AlertmanagerServer server = AlertmanagerServer.start(folder, "5m");
                Delivery delivery = open(server, Map.of("lasts-seconds", "3"))) {
            delivery.lasting(List.of(rain.update("e1")));
            await().atMost(Duration.ofSeconds(10)).until(() -> server.alerts().size() == 1);
            delivery.lasting(List.of());
            await().atMost(Duration.ofSeconds(10)).until(() -> server.alerts().isEmpty());
        }
    }

    @Test
    void shouldTellTheOthersWhenOneAlertIsBad() throws Exception {
        try (AlertmanagerServer server = AlertmanagerServer.start(folder, "5m");
                Delivery delivery = open(server, Map.of())) {
            Event bad = HeardEvents.of("studio-2", "rain", "rain falling").open("e2");
            Notification two = new Notification("n1", List.of(rain.open("e1"), bad), "no URL at all", false);
            assertThat(delivery.deliver(two)).isInstanceOf(Outcome.Refused.class);
            Notification good = new Notification("n2", List.of(rain.open("e1"), bad), "", false);
            assertThat(delivery.deliver(good)).isEqualTo(new Outcome.Delivered());
            assertThat(server.alerts()).hasSize(2);
        }
    }

    @Test
    void shouldSayThatAlertmanagerIsAway() throws Exception {
        AlertmanagerServer server = AlertmanagerServer.start(folder, "5m");
        try (Delivery delivery = open(server, Map.of())) {
            server.close();
            Outcome.Later later = (Outcome.Later) delivery.deliver(told(rain.open("e1")));
            assertThat(later.reason()).contains("127.0.0.1");
            assertThat(delivery.problem()).contains(later.reason());
        }
    }

    @Test
    void shouldTellATest() throws Exception {
        try (AlertmanagerServer server = AlertmanagerServer.start(folder, "5m");
                Delivery delivery = open(server, Map.of("alertname", "Sounds"))) {
            assertThat(delivery.deliver(new Notification("t1", List.of(), "", true)))
                    .isEqualTo(new Outcome.Delivered());
            assertThat(server.alerts().get(0).get("labels").get("alertname").textValue())
                    .isEqualTo("Sounds");
        }
    }

    private static Delivery open(AlertmanagerServer server, Map<String, String> options) throws Exception {
        return new AlertmanagerOpener(ReceiverPolicy.of("loopback", "", Map.of()), Clock.systemUTC())
                .open(receiver(server.url(), options, EventPhase.values()));
    }

    static Receiver receiver(String url, Map<String, String> options, EventPhase... phases) {
        Route route = new Route(List.of(), List.of(), Map.of(), 0, Set.of(phases), Route.Absences.INCLUDED);
        return new Receiver(
                "r1", ReceiverKind.ALERTMANAGER, url, options, true, route, QuietHours.NONE, Grouping.NONE, "");
    }
}
