package io.earshot.notify.alertmanager;

import static io.earshot.notify.HeardEvents.told;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.earshot.decide.Event;
import io.earshot.decide.EventPhase;
import io.earshot.notify.HeardEvents;
import io.earshot.notify.Notification;
import io.earshot.notify.Receiver;
import io.earshot.notify.ReceiverPolicy;
import io.earshot.notify.ReceiverRefusedException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertFormTest {
    private static final Instant NOW = Instant.parse("2026-11-30T08:20:00Z");
    private static final AlertForm FORM =
            new AlertForm("Earshot", Duration.ofMinutes(5), Map.of(), Clock.fixed(NOW, ZoneOffset.UTC));
    private static final HeardEvents RAIN = HeardEvents.of("studio-1", "rain", "rain falling");

    @Test
    void shouldBeOneAlertARequestAndValidForAWhile() throws Exception {
        JsonNode alerts = alerts(told(RAIN.open("e1")));
        assertThat(alerts).hasSize(1);
        assertThat(alerts.get(0).get("startsAt").textValue()).isEqualTo("2026-11-30T08:15:30.123456Z");
        assertThat(alerts.get(0).get("endsAt").textValue()).isEqualTo("2026-11-30T08:25:00Z");
    }

    @Test
    void shouldEndWhenTheSoundEnded() throws Exception {
        JsonNode alert = alerts(told(RAIN.close("e1"))).get(0);
        assertThat(alert.get("endsAt").textValue()).isEqualTo("2026-11-30T08:15:32.623456Z");
    }

    @Test
    void shouldHaveTheSameLabelsFromBeginningToEnd() throws Exception {
        JsonNode open = alerts(told(RAIN.open("e1"))).get(0).get("labels");
        assertThat(alerts(told(RAIN.update("e1"))).get(0).get("labels")).isEqualTo(open);
        assertThat(alerts(told(RAIN.close("e1"))).get(0).get("labels")).isEqualTo(open);
        assertThat(alerts(told(RAIN.open("e2"))).get(0).get("labels")).isEqualTo(open);
        assertThat(open.fieldNames()).toIterable().doesNotContain("empty");
    }

    @Test
    void shouldLeaveOutALinkThatIsNotKnown() throws Exception {
        assertThat(alerts(told(RAIN.open("e1"), "")).get(0).has("generatorURL")).isFalse();
    }

    /** When a query changes, the new version may open before the old one has closed. */
    @Test
    void shouldLastUntilTheLastOfTwoEventsEnds() {
        OpenAlerts open = new OpenAlerts(Duration.ofHours(1));
        open.take(told(RAIN.open("old")), NOW);
        open.take(told(RAIN.open("new")), NOW);
        assertThat(event(open.take(told(RAIN.close("old")), NOW)).eventId()).isEqualTo("new");
        assertThat(open.keys(NOW)).hasSize(1);
        assertThat(event(open.take(told(RAIN.close("new")), NOW)).phase()).isEqualTo(EventPhase.CLOSE);
        assertThat(open.keys(NOW)).isEmpty();
    }

    @Test
    void shouldForgetAnAlertWithoutNews() {
        OpenAlerts open = new OpenAlerts(Duration.ofHours(1));
        open.take(told(RAIN.open("e1")), NOW);
        open.take(told(RAIN.update("e1")), NOW.plusSeconds(3_000));
        assertThat(open.keys(NOW.plusSeconds(6_600))).hasSize(1);
        assertThat(open.keys(NOW.plusSeconds(6_601))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "http://user:pass@host:9093, alertname, A, username",
        "http://host:9093?x=1, alertname, A, Alertmanager itself",
        "mqtt://host, alertname, A, https://",
        "http://host:9093, lasts-seconds, 1, lasts-seconds",
        "http://host:9093, severity, high, unknown option"
    })
    void shouldRefuseWhatCannotBeTold(String address, String option, String value, String said) {
        Receiver receiver = AlertmanagerIT.receiver(address, Map.of(option, value), EventPhase.values());
        assertThatThrownBy(() -> opener().open(receiver).close())
                .isInstanceOf(ReceiverRefusedException.class)
                .hasMessageContaining(said);
    }

    @Test
    void shouldRefuseAlertsThatWouldNeverEnd() {
        Receiver receiver = AlertmanagerIT.receiver("http://host:9093", Map.of(), EventPhase.OPEN);
        assertThatThrownBy(() -> opener().open(receiver).close())
                .isInstanceOf(ReceiverRefusedException.class)
                .hasMessageContaining("OPEN and CLOSE");
    }

    private static AlertmanagerOpener opener() {
        return new AlertmanagerOpener(ReceiverPolicy.of("any", "", Map.of()), Clock.systemUTC());
    }

    private static Event event(Notification notification) {
        return notification.events().get(0);
    }

    private static JsonNode alerts(Notification notification) throws Exception {
        return new ObjectMapper().readTree(FORM.of(notification).json());
    }
}
