package io.earshot.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.earshot.decoder.ffmpeg.SoundEncoder;
import io.earshot.notify.alertmanager.AlertmanagerServer;
import io.earshot.notify.mqtt.MosquittoBroker;
import io.earshot.notify.mqtt.MosquittoSubscriber;
import io.earshot.stream.IcecastServer;
import io.earshot.stream.IcecastSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole way, through the API alone: from the address of a station to those who are told, and on after a restart. */
@Timeout(480)
class DoorsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final Pattern BROKER = Pattern.compile("connected to (\\S+),");
    private static final int WAV_HEADER = 44;
    private static final int RATE = 32_000;

    @TempDir
    private Path folder;

    @Test
    void shouldTellEverybodyOfASirenAndGoOnAfterARestart() throws Exception {
        int port = freePort();
        ApiUser user = new ApiUser(port);
        List<JsonNode> followed = new ArrayList<>();
        try (IcecastServer icecast = IcecastServer.start(folder);
                IcecastSource station = station(icecast);
                MosquittoBroker broker = MosquittoBroker.start(made("mosquitto"), "allow_anonymous true");
                MosquittoSubscriber subscriber = MosquittoSubscriber.start(broker);
                AlertmanagerServer alertmanager = AlertmanagerServer.start(made("alertmanager"), "5m");
                SignedReceiver webhook = SignedReceiver.start(SECRET)) {
            String cursor;
            List<String> yesterday;
            try (EarshotProcess service = serve("before", port)) {
                user.awaitReady(service);
                cursor = user.get("/api/events?limit=1").get("streamCursor").asText();
                addReceivers(user, webhook, broker, alertmanager);
                addSourceAndQuery(user, icecast);
                try (StreamedEvents events = user.follow(cursor)) {
                    JsonNode opened = events.await("open", PATIENCE);
                    String id = opened.get("id").asText();
                    assertThat(opened.at("/query/id").asText()).isEqualTo("siren");
                    assertThat(user.ids("/api/events?query=siren")).contains(id);
                    explains(user, opened);
                    holdsTheSound(user, id);
                    everybodyHas(id, webhook, subscriber, alertmanager);
                    events.await("close", PATIENCE);
                    events.stop();
                    followed.addAll(events.events());
                    cursor = events.cursor();
                }
                yesterday = user.ids("/api/events?query=siren");
                service.terminate();
                assertThat(service.await(PATIENCE)).as("ended by SIGTERM").isEqualTo(143);
            }
            try (EarshotProcess service = serve("after", port)) {
                user.awaitReady(service);
                assertThat(user.ids("/api/events?query=siren")).containsAll(yesterday);
                try (StreamedEvents events = user.follow(cursor)) {
                    events.await("close", PATIENCE);
                    events.stop();
                    followed.addAll(events.events());
                }
                assertThat(records(followed)).isEqualTo(written(service).subList(0, followed.size()));
            }
            assertThat(station.seconds()).isPositive();
            assertThat(webhook.wrong()).isEmpty();
        }
    }

    private static void addReceivers(
            ApiUser user, SignedReceiver webhook, MosquittoBroker broker, AlertmanagerServer alertmanager)
            throws Exception {
        user.put("/api/receivers/phone", receiver("WEBHOOK", webhook.url(), "\"secret\":\"${env:NOTIFY_SECRET}\""));
        user.put("/api/receivers/house", receiver("MQTT", broker.url(), ""));
        user.put("/api/receivers/duty", receiver("ALERTMANAGER", alertmanager.url(), ""));
        for (String id : List.of("phone", "house")) {
            JsonNode answer = user.post("/api/receivers/" + id + "/test", "");
            assertThat(answer.get("outcome").asText()).as("%s: %s", id, answer).isEqualTo("DELIVERED");
        }
    }

    private static void addSourceAndQuery(ApiUser user, IcecastServer icecast) throws Exception {
        user.put("/api/sources/radio", "{\"address\":\"" + icecast.url("/live.mp3") + "\"}");
        await().atMost(PATIENCE)
                .until(() -> user.get("/api/sources/radio").path("heardTo").isTextual());
        // What it would have done so far.
        String asked = "{\"query\":{\"text\":\"a siren wailing\"},\"sources\":[\"radio\"]}";
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(user.post("/api/preview", asked)
                                .path("queryText")
                                .asText())
                        .isEqualTo("a siren wailing"));
        user.put("/api/queries/siren", "{\"text\":\"a siren wailing\"}");
    }

    private static void explains(ApiUser user, JsonNode event) throws Exception {
        JsonNode one = user.get("/api/events/" + event.get("id").asText());
        assertThat(one.at("/event/why/alignmentScore").isNumber()
                        || one.at("/why/alignmentScore").isNumber())
                .as("%s", one)
                .isTrue();
        JsonNode why = user.get(
                "/api/explain?source=radio&query=siren&at=" + event.get("peak").asText());
        assertThat(why.get("verdict").asText()).isEqualTo("HEARD");
    }

    /** Its samples are not silence, and the siren is heard in them again. */
    private void holdsTheSound(ApiUser user, String id) throws Exception {
        String path = "/api/events/" + id + "/audio.wav";
        await().atMost(PATIENCE).until(() -> user.bytes(path).statusCode() == 200);
        byte[] clip = user.bytes(path).body();
        HttpResponse<byte[]> part = user.bytes(path, "Range", "bytes=100-199");
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(clip, 100, 200));
        Path file = Files.write(folder.resolve("clip.wav"), clip);
        try (EarshotProcess tag =
                EarshotProcess.start(folder, "tag", "tag", file.toString(), "-q", "a siren wailing")) {
            assertThat(tag.await(PATIENCE)).as(tag.errors()).isZero();
            assertThat(tag.output()).contains("a siren wailing");
        }
    }

    private static void everybodyHas(
            String id, SignedReceiver webhook, MosquittoSubscriber subscriber, AlertmanagerServer alertmanager) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(webhook.messages().values().stream()
                            .filter(body -> body.get("type").asText().equals("event.open"))
                            .filter(body -> body.at("/data/id").asText().equals(id)))
                    .hasSize(1);
            assertThat(subscriber.events()).contains(id);
            assertThat(alertmanager.alerts())
                    .filteredOn(alert -> alert.at("/labels/source").asText().equals("radio"))
                    .hasSize(1);
        });
    }

    /** Each record of the stream, in its order. */
    private static List<String> records(List<JsonNode> events) {
        return events.stream()
                .map(event ->
                        event.get("id").asText() + " " + event.get("phase").asText() + " "
                                + event.get("offset").asText())
                .toList();
    }

    /** Each record of the topic, in its order. */
    private static List<String> written(EarshotProcess service) throws Exception {
        Matcher broker = BROKER.matcher(service.errors());
        assertThat(broker.find()).as(service.errors()).isTrue();
        try (Cluster cluster = Cluster.at(broker.group(1), Map.of())) {
            return cluster.events().get("radio").stream()
                    .map(event -> event.eventId() + " " + event.phase() + " "
                            + java.time.Instant.EPOCH.plus(event.offsetMicros(), java.time.temporal.ChronoUnit.MICROS))
                    .toList();
        }
    }

    private EarshotProcess serve(String name, int port) throws IOException {
        return EarshotProcess.start(
                folder,
                name,
                Map.of("NOTIFY_SECRET", SECRET),
                "serve",
                "--embedded",
                "--data-dir",
                folder.resolve("data").toString(),
                "-s",
                "http.port=" + port,
                "-s",
                "http.public.url=http://127.0.0.1:" + port,
                "-s",
                "notify.networks=loopback");
    }

    /** Rain, then a siren, over and over. */
    private IcecastSource station(IcecastServer icecast) throws IOException {
        byte[] programme = join(pcm("rain.wav"), pcm("siren.wav"), pcm("rain.wav"));
        byte[] mp3 = Files.readAllBytes(
                SoundEncoder.encode(folder.resolve("programme.mp3"), "libmp3lame", RATE, 1, programme));
        return IcecastSource.start(icecast, "/live.mp3", "audio/mpeg", mp3, programme.length / 2.0 / RATE);
    }

    /** The samples of a bundled recording, mono at {@link #RATE}. */
    private static byte[] pcm(String recording) throws IOException {
        byte[] wav = Files.readAllBytes(Recordings.folder().resolve(recording));
        return Arrays.copyOfRange(wav, WAV_HEADER, wav.length);
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }

    private static String receiver(String kind, String address, String options) {
        return "{\"kind\":\"" + kind + "\",\"address\":\"" + address + "\",\"options\":{" + options
                + "},\"route\":{\"queries\":[\"siren\"],\"phases\":[\"OPEN\",\"CLOSE\"]}}";
    }

    private Path made(String name) throws IOException {
        return Files.createDirectory(folder.resolve(name));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
