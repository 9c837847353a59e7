package io.earshot.notify.mqtt;

import static io.earshot.notify.HeardEvents.told;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.earshot.decide.EndReason;
import io.earshot.decide.Event;
import io.earshot.notify.Delivery;
import io.earshot.notify.HeardEvents;
import io.earshot.notify.Notification;
import io.earshot.notify.Outcome;
import io.earshot.notify.TestCertificate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Against Debian's Mosquitto: what the broker does to a sender in a bad night. */
@Timeout(120)
class MqttIT {
    private static final String[] PERSISTENT = {"allow_anonymous true", "persistence true"};
    private static final String[] FORGETFUL = {"allow_anonymous true", "persistence false"};
    private static final HeardEvents RAIN = HeardEvents.of("studio-1", "rain", "rain falling");

    @TempDir
    private Path folder;

    @Test
    void shouldTellOfAnEventWithItsFactsAndItsLink() throws Exception {
        try (MosquittoBroker broker = MosquittoBroker.start(folder, FORGETFUL);
                MosquittoSubscriber subscriber = MosquittoSubscriber.start(broker);
                Delivery delivery = open(broker, Map.of())) {
            assertThat(delivery.deliver(told(RAIN.open("e1")))).isEqualTo(new Outcome.Delivered());
            await().until(() -> !subscriber.below("earshot/events/").isEmpty());
            MosquittoSubscriber.Received received =
                    subscriber.below("earshot/events/").get(0);
            assertThat(received.topic()).isEqualTo("earshot/events/studio-1/rain");
            assertThat(received.isRetained()).isFalse();
            JsonNode facts = received.json();
            assertThat(facts.get("id").textValue()).isEqualTo("e1");
            assertThat(facts.get("notification").textValue()).isEqualTo("e1-OPEN");
            assertThat(facts.get("onset").textValue()).isEqualTo("2026-11-30T08:15:30.123456Z");
            assertThat(facts.get("link").textValue()).isEqualTo("http://127.0.0.1:8080/events/e1");
            assertThat(facts.get("query").get("text").textValue()).isEqualTo("rain falling");
        }
    }

    @Test
    void shouldLoseNothingWhenABrokerThatKeepsSessionsIsKilled() throws Exception {
        shouldLoseNothing(PERSISTENT);
    }

    @Test
    void shouldLoseNothingWhenABrokerThatKeepsNothingIsKilled() throws Exception {
        shouldLoseNothing(FORGETFUL);
    }

    private void shouldLoseNothing(String... configuration) throws Exception {
        try (MosquittoBroker broker = MosquittoBroker.start(folder, configuration);
                MosquittoSubscriber subscriber = MosquittoSubscriber.start(broker);
                Delivery delivery = open(broker, Map.of("connect-seconds", "2"))) {
            deliverAll(delivery, 0, 20);
            await().until(() -> subscriber.events().size() == 20);
            broker.kill();
            Outcome away = delivery.deliver(told(RAIN.open("e20")));
            assertThat(away).isInstanceOf(Outcome.Later.class);
            assertThat(((Outcome.Later) away).reason()).contains(broker.url());
            broker.start();
            subscriber.awaitSubscribed();
            deliverAll(delivery, 20, 40);
            await().untilAsserted(() -> assertThat(subscriber.events()).isEqualTo(ids(0, 40)));
        }
    }

    /** The broker dies while messages are under way; those who asked try each until it is delivered. */
    @Test
    void shouldKeepTheOrderWhenTheBrokerIsKilledInTheMiddle() throws Exception {
        try (MosquittoBroker broker = MosquittoBroker.start(folder, PERSISTENT);
                MosquittoSubscriber subscriber = MosquittoSubscriber.start(broker);
                Delivery delivery = open(broker, Map.of("connect-seconds", "2", "max-breaks", "100"))) {
            Thread sender = new Thread(() -> deliverUntilTaken(delivery, 300));
            sender.start();
            await().until(() -> subscriber.events().size() > 50);
            broker.stop();
            broker.start();
            sender.join();
            await().untilAsserted(() -> assertThat(subscriber.events()).isEqualTo(ids(0, 300)));
        }
    }

    @Test
    void shouldNameABrokerThatIsNotThere() throws Exception {
        String url = "mqtt://127.0.0.1:" + MosquittoBroker.freePort();
        try (Delivery delivery = open(url, Map.of("connect-seconds", "3"))) {
            await().until(() -> delivery.problem().isPresent());
            assertThat(delivery.problem().orElseThrow()).startsWith(url).contains("refused");
            Outcome.Later later = (Outcome.Later) delivery.deliver(told(RAIN.open("e1")));
            assertThat(later.reason()).startsWith(url).contains("refused");
        }
    }

    @Test
    void shouldNotWaitForABrokerThatAnswersNothing() throws Exception {
        try (java.net.ServerSocket silent = new java.net.ServerSocket(0, 5, java.net.InetAddress.getLoopbackAddress());
                Delivery delivery = open("mqtt://127.0.0.1:" + silent.getLocalPort(), Map.of("connect-seconds", "1"))) {
            long from = System.nanoTime();
            Outcome.Later later = (Outcome.Later) delivery.deliver(told(RAIN.open("e1")));
            assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(5));
            assertThat(later.reason())
                    .contains("127.0.0.1:" + silent.getLocalPort())
                    .doesNotContain("null");
        }
    }

    @Test
    void shouldNotWaitForABrokerThatIsFrozen() throws Exception {
        try (MosquittoBroker broker = MosquittoBroker.start(folder, FORGETFUL);
                MosquittoSubscriber subscriber = MosquittoSubscriber.start(broker);
                Delivery delivery = open(broker, Map.of("ack-seconds", "1", "connect-seconds", "2"))) {
            deliverAll(delivery, 0, 1);
            broker.signal("STOP");
            assertThat(delivery.deliver(told(RAIN.open("e1")))).isInstanceOf(Outcome.Later.class);
            broker.signal("CONT");
            deliverAll(delivery, 1, 3);
            await().untilAsserted(() -> assertThat(subscriber.events()).isEqualTo(ids(0, 3)));
        }
    }

    @Test
    void shouldTellARefusalFromABreak() throws Exception {
        Files.writeString(folder.resolve("acl"), """
                topic readwrite test/#
                topic readwrite earshot/status
                topic readwrite earshot/events/studio-1/#
                topic readwrite earshot/state/#
                """);
        try (MosquittoBroker broker =
                        MosquittoBroker.start(folder, "allow_anonymous true", "acl_file " + folder.resolve("acl"));
                Delivery delivery = open(broker, Map.of())) {
            Event elsewhere = HeardEvents.of("studio-2", "rain", "rain falling").open("e1");
            Outcome outcome = delivery.deliver(told(elsewhere));
            assertThat(outcome).isInstanceOf(Outcome.Refused.class);
            assertThat(((Outcome.Refused) outcome).reason())
                    .contains("earshot/events/studio-2/rain")
                    .contains("NOT AUTHORIZED");
            assertThat(delivery.deliver(told(RAIN.open("e2")))).isEqualTo(new Outcome.Delivered());
        }
    }

    @Test
    void shouldSayThatThePasswordIsWrongAndNotWhatItIs() throws Exception {
        Path passwords = folder.resolve("passwords");
        assertThat(io.earshot.stream.Peers.program(
                                "usr/bin/mosquitto_passwd", "-b", "-c", passwords.toString(), "earshot", "right-1")
                        .start()
                        .waitFor())
                .isZero();
        try (MosquittoBroker broker =
                MosquittoBroker.start(folder, "allow_anonymous false", "password_file " + passwords)) {
            try (Delivery delivery = open(broker, Map.of("username", "earshot", "password", "wrong-1"))) {
                Outcome.Later later = (Outcome.Later) delivery.deliver(told(RAIN.open("e1")));
                assertThat(later.reason()).contains("not authorized").doesNotContain("wrong-1");
            }
            try (Delivery delivery = open(broker, Map.of("username", "earshot", "password", "${env:MQTT_PASSWORD}"))) {
                assertThat(delivery.deliver(told(RAIN.open("e1")))).isEqualTo(new Outcome.Delivered());
            }
        }
    }

    @Test
    void shouldBeOnlineAgainAfterATakeOver() throws Exception {
        try (MosquittoBroker broker = MosquittoBroker.start(folder, FORGETFUL);
                MosquittoSubscriber subscriber = MosquittoSubscriber.start(broker);
                Delivery delivery = open(broker, Map.of())) {
            await().until(() -> lastStatus(subscriber).equals("online"));
            String id = clientId(broker);
            assertThat(MosquittoSubscriber.publish(broker, "test/intruder", "x", "-i", id))
                    .isZero();
            await().until(() -> statuses(subscriber).contains("offline"));
            await().until(() -> lastStatus(subscriber).equals("online"));
            assertThat(delivery.deliver(told(RAIN.open("e1")))).isEqualTo(new Outcome.Delivered());
            assertThat(retained(broker, "earshot/status")).isEqualTo("online");
        }
    }

    @Test
    void shouldStayOnlineWhileOneOfTwoInstancesIsConnected() throws Exception {
        try (MosquittoBroker broker = MosquittoBroker.start(folder, FORGETFUL);
                MosquittoSubscriber subscriber = MosquittoSubscriber.start(broker)) {
            try (Delivery staying = open(broker, Map.of())) {
                try (Delivery leaving = open(broker, Map.of())) {
                    assertThat(leaving.deliver(told(RAIN.open("e1")))).isEqualTo(new Outcome.Delivered());
                    assertThat(staying.deliver(told(RAIN.open("e2")))).isEqualTo(new Outcome.Delivered());
                }
                await().until(() -> statuses(subscriber).contains("offline"));
                await().until(() -> lastStatus(subscriber).equals("online"));
                assertThat(retained(broker, "earshot/status")).isEqualTo("online");
            }
            await().until(() -> lastStatus(subscriber).equals("offline"));
            assertThat(retained(broker, "earshot/status")).isEqualTo("offline");
        }
    }

    @Test
    void shouldTellTheStatesAgainToABrokerThatForgot() throws Exception {
        try (MosquittoBroker broker = MosquittoBroker.start(folder, FORGETFUL);
                Delivery delivery = open(broker, Map.of("home-assistant", "true"))) {
            deliver(delivery, RAIN.open("e1"), RAIN.open("e2"), RAIN.close("e1"));
            assertThat(retained(broker, "earshot/state/rain/studio-1")).isEqualTo("ON");
            deliver(
                    delivery,
                    RAIN.close("e2"),
                    HeardEvents.of("a/b", "x+y", "a dog").open("e3"));
            assertThat(retained(broker, "earshot/state/rain/studio-1")).isEqualTo("OFF");
            broker.kill();
            broker.start();
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> retained(broker, "earshot/state/rain/studio-1").equals("OFF"));
            assertThat(retained(broker, "earshot/state/x%2By/a%2Fb")).isEqualTo("ON");
            assertThat(retained(broker, "earshot/status")).isEqualTo("online");
            assertThat(retained(broker, "homeassistant/binary_sensor/earshot_studio-1_rain/config"))
                    .contains("\"device_class\":\"sound\"");
        }
    }

    @Test
    void shouldDescribeEachSoundToHomeAssistantUntilItsQueryIsRemoved() throws Exception {
        String config = "homeassistant/binary_sensor/earshot_studio-1_rain/config";
        try (MosquittoBroker broker = MosquittoBroker.start(folder, FORGETFUL);
                MosquittoSubscriber subscriber = MosquittoSubscriber.start(broker);
                Delivery delivery = open(broker, Map.of("home-assistant", "true"))) {
            deliver(delivery, RAIN.open("e1"), RAIN.update("e1"));
            JsonNode described = new com.fasterxml.jackson.databind.ObjectMapper().readTree(retained(broker, config));
            assertThat(described.get("name").textValue()).isEqualTo("rain falling");
            assertThat(described.get("unique_id").textValue()).isEqualTo("earshot_studio-1_rain");
            assertThat(described.get("state_topic").textValue()).isEqualTo("earshot/state/rain/studio-1");
            assertThat(described.get("availability_topic").textValue()).isEqualTo("earshot/status");
            assertThat(described.get("json_attributes_topic").textValue()).isEqualTo("earshot/events/studio-1/rain");
            assertThat(subscriber.below("homeassistant/")).hasSize(1);
            deliver(delivery, RAIN.close("e1", EndReason.QUERY_REMOVED));
            assertThat(retained(broker, config)).isEmpty();
            assertThat(retained(broker, "earshot/state/rain/studio-1")).isEmpty();
        }
    }

    @Test
    void shouldCutTheExplanationWhereTheBrokerTakesLittle() throws Exception {
        try (MosquittoBroker broker = MosquittoBroker.start(folder, "allow_anonymous true", "max_packet_size 1500");
                MosquittoSubscriber subscriber = MosquittoSubscriber.start(broker);
                Delivery delivery = open(broker, Map.of())) {
            assertThat(delivery.deliver(told(RAIN.explained("e1", 100)))).isEqualTo(new Outcome.Delivered());
            assertThat(delivery.deliver(told(RAIN.explained("e2", 1)))).isEqualTo(new Outcome.Delivered());
            await().until(() -> subscriber.events().size() == 2);
            List<MosquittoSubscriber.Received> received = subscriber.below("earshot/events/");
            assertThat(received.get(0).json().has("why")).isFalse();
            assertThat(received.get(0).json().get("cut").booleanValue()).isTrue();
            assertThat(received.get(1).json().has("why")).isTrue();
            Event huge = HeardEvents.of("studio-1", "q", "x".repeat(1_000)).open("e3");
            Notification long1 = told(huge, "http://host/" + "y".repeat(900));
            assertThat(delivery.deliver(long1)).isInstanceOf(Outcome.Refused.class);
            assertThat(delivery.deliver(told(RAIN.open("e4")))).isEqualTo(new Outcome.Delivered());
        }
    }

    @Test
    void shouldTellABrokerThatShowsTheCertificateThatIsTrusted() throws Exception {
        TestCertificate certificate = TestCertificate.make(folder);
        try (MosquittoBroker broker = MosquittoBroker.start(
                folder,
                "allow_anonymous true",
                "certfile " + certificate.certificate(),
                "keyfile " + certificate.key())) {
            String url = broker.url().replace("mqtt:", "mqtts:");
            Map<String, String> trusting = Map.of("ca", Files.readString(certificate.certificate()));
            try (Delivery delivery = open(url, trusting)) {
                assertThat(delivery.deliver(told(RAIN.open("e1"))))
                        .as(broker.log())
                        .isEqualTo(new Outcome.Delivered());
            }
            try (Delivery delivery = open(url, Map.of())) {
                Outcome.Later later = (Outcome.Later) delivery.deliver(told(RAIN.open("e1")));
                assertThat(later.reason()).contains("certification path");
            }
            try (Delivery delivery = open(url.replace("127.0.0.1", "127.0.0.2"), trusting)) {
                assertThat(delivery.deliver(told(RAIN.open("e1")))).isInstanceOf(Outcome.Later.class);
            }
            try (Delivery delivery = open(url.replace("127.0.0.1", "localhost"), trusting)) {
                Outcome.Later later = (Outcome.Later) delivery.deliver(told(RAIN.open("e1")));
                assertThat(later.reason()).contains("localhost");
            }
        }
    }

    @Test
    void shouldSayThatNobodyIsSubscribed() throws Exception {
        try (MosquittoBroker broker = MosquittoBroker.start(folder, FORGETFUL);
                Delivery delivery = open(broker, Map.of())) {
            assertThat(delivery.deliver(told(RAIN.open("e1")))).isEqualTo(new Outcome.Delivered());
            assertThat(delivery.problem().orElseThrow()).contains("nobody is subscribed");
        }
    }

    private static List<String> statuses(MosquittoSubscriber subscriber) {
        return subscriber.below("earshot/status").stream()
                .map(MosquittoSubscriber.Received::payload)
                .toList();
    }

    private static String lastStatus(MosquittoSubscriber subscriber) {
        List<String> all = statuses(subscriber);
        return all.isEmpty() ? "" : all.get(all.size() - 1);
    }

    /** What a new subscriber gets on a topic; empty if nothing is retained. */
    private static String retained(MosquittoBroker broker, String topic) throws Exception {
        Process process = io.earshot.stream.Peers.program(
                        "usr/bin/mosquitto_sub",
                        "-h",
                        "127.0.0.1",
                        "-p",
                        String.valueOf(broker.port()),
                        "-t",
                        topic,
                        "-C",
                        "1",
                        "-W",
                        "1",
                        "--retained-only",
                        "-F",
                        "%p")
                .start();
        String text = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        process.waitFor();
        return text.contains("Timed out") ? "" : text.strip();
    }

    private static String clientId(MosquittoBroker broker) throws Exception {
        java.util.regex.Matcher matcher =
                java.util.regex.Pattern.compile("as (earshot-[0-9a-f]+) ").matcher(broker.log());
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    private static void deliver(Delivery delivery, Event... events) throws Exception {
        for (Event event : events) {
            assertThat(delivery.deliver(told(event))).isEqualTo(new Outcome.Delivered());
        }
    }

    private static void deliverAll(Delivery delivery, int from, int to) throws Exception {
        for (String id : ids(from, to)) {
            assertThat(delivery.deliver(told(RAIN.open(id)))).isEqualTo(new Outcome.Delivered());
        }
    }

    private static void deliverUntilTaken(Delivery delivery, int count) {
        try {
            for (String id : ids(0, count)) {
                Outcome outcome = new Outcome.Refused("not tried");
                while (!(outcome instanceof Outcome.Delivered)) {
                    outcome = delivery.deliver(told(RAIN.open(id)));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<String> ids(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "e" + i).toList();
    }

    private static Delivery open(MosquittoBroker broker, Map<String, String> options) throws Exception {
        return open(broker.url(), options);
    }

    private static Delivery open(String url, Map<String, String> options) throws Exception {
        return new MqttOpener(MqttReceivers.POLICY).open(MqttReceivers.receiver(url, options));
    }
}
