package io.earshot.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.earshot.app.Evidence;
import io.earshot.app.EvidenceKeeper;
import io.earshot.audio.AudioChunk;
import io.earshot.audio.GapReason;
import io.earshot.audio.PcmFormat;
import io.earshot.audio.SampleEncoding;
import io.earshot.calibration.DecidedBy;
import io.earshot.calibration.OperatingPoint;
import io.earshot.cluster.EventIndex;
import io.earshot.cluster.KafkaAccess;
import io.earshot.cluster.KeptEvents;
import io.earshot.config.EarshotConfig;
import io.earshot.config.Settings;
import io.earshot.decide.EndReason;
import io.earshot.decide.Event;
import io.earshot.decide.EventPhase;
import io.earshot.decide.Subject;
import io.earshot.http.Problems;
import io.earshot.metrics.TaggingMetrics;
import io.earshot.query.DecisionRules;
import io.earshot.query.KeptEvidence;
import io.earshot.query.QueryVersion;
import io.earshot.query.StandingQuery;
import io.earshot.topology.Topics;
import io.earshot.wire.WireSerdes;
import io.javalin.Javalin;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Evidence of events on a real broker: sample number n of the source has the value n % 30000. */
@Timeout(300)
class EvidenceIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int RATE = 16_000;
    private static final PcmFormat FORMAT = new PcmFormat(RATE, 1, SampleEncoding.S16);
    private static final EvidenceKeeper.Pace QUICK =
            new EvidenceKeeper.Pace(4, Duration.ofMillis(50), Duration.ofMillis(200), Duration.ofMillis(500));
    private static final KeptEvidence ASKED = new KeptEvidence(1, 1, List.of("flac", "opus"), 0, 0, 0);

    private final long start = System.currentTimeMillis() * 1_000 - 60_000_000;
    private final List<RuntimeException> failures = new ArrayList<>();
    private final TaggingMetrics metrics = new TaggingMetrics();
    private final HttpClient client = HttpClient.newHttpClient();
    private final WireSerdes wire = WireSerdes.of(Map.of());

    @TempDir
    private Path folder;

    private Path kept;
    private Cluster cluster;
    private Topics topics;
    private Evidence evidence;
    private Javalin server;

    @BeforeEach
    void start() throws Exception {
        kept = folder.resolve("kept");
        cluster = new Cluster(folder.resolve("broker"), Map.of(Settings.EVIDENCE_STORE, kept.toString()));
        topics = new Topics(cluster.config().string(Settings.TOPIC_PREFIX));
        evidence = open(cluster.config());
        server = serve(evidence);
    }

    @AfterEach
    void stop() throws IOException {
        server.stop();
        evidence.close();
        metrics.close();
        cluster.close();
        assertThat(failures).isEmpty();
    }

    @Test
    void shouldServeTheSamplesOfAnEventAndWhatIsKeptWhenTheTopicHasDroppedThem() throws Exception {
        cluster.register(query("rain", Optional.of(ASKED)));
        cluster.publish(chunks(0, 20 * RATE));
        Event event = event("0123456789abcdef0123456789abcdef", "rain", 5, 7);
        write(event);

        HttpResponse<byte[]> wav = get(event, "audio.wav?pre=1.5s&post=0.5s", "Range", "bytes=44-");
        assertThat(wav.statusCode())
                .as(new String(wav.body(), StandardCharsets.UTF_8))
                .isEqualTo(206);
        assertThat(wav.headers().firstValue("Earshot-Clip-First-Sample")).hasValue(Integer.toString(7 * RATE / 2));
        assertSamples(wav.body(), 7 * RATE / 2, 4 * RATE);
        assertThat(get(event, "spectrogram.png", "Accept", "*/*").body()).startsWith(0x89, 'P', 'N', 'G');
        JsonNode facts = json(get(event, "evidence", "Accept", "*/*"));
        assertThat(facts.at("/clip/firstSample").asText()).isEqualTo(Integer.toString(3 * RATE));
        assertThat(facts.at("/clip/missing")).isEmpty();
        assertThat(facts.at("/files")).hasSize(4);
        for (JsonNode file : facts.at("/files")) {
            byte[] bytes =
                    get(event, file.path("name").asText(), "Accept", "*/*").body();
            assertThat(sha256(bytes))
                    .as(file.path("name").asText())
                    .isEqualTo(file.path("sha256").asText());
        }
        assertThat(request("never-heard", "audio.wav").statusCode()).isEqualTo(404);

        evidence.keep(metrics.evidence(), QUICK, failures::add);
        Path set = kept.resolve("rain").resolve(event.eventId());
        await().atMost(PATIENCE).until(() -> Files.exists(set.resolve("evidence.json")));
        dropAudio();
        restart();
        HttpResponse<byte[]> flac = get(event, "audio.flac", "Accept", "*/*");
        assertThat(flac.statusCode())
                .as(new String(flac.body(), StandardCharsets.UTF_8))
                .isEqualTo(200);
        assertThat(flac.body()).isEqualTo(Files.readAllBytes(set.resolve("audio.flac")));
        assertThat(flac.headers().firstValue("Earshot-Clip-Kept")).hasValue("true");
        HttpResponse<byte[]> gone = get(event, "audio.wav", "Accept", "*/*");
        assertThat(gone.statusCode()).isEqualTo(410);
        assertThat(new String(gone.body(), StandardCharsets.UTF_8))
                .contains("no longer holds")
                .contains("audio.flac");
        assertThat(json(get(event, "evidence", "Accept", "*/*")).at("/event/id").asText())
                .isEqualTo(event.eventId());
    }

    @Test
    void shouldGiveWhatIsThereOfAnOpenEvent() throws Exception {
        cluster.publish(chunks(0, 6 * RATE));
        Event closed = event("00000000000000000000000000000001", "rain", 5, 9);
        write(withPhase(closed, EventPhase.OPEN));
        HttpResponse<byte[]> wav = get(closed, "audio.wav", "Accept", "*/*");
        assertThat(wav.headers().firstValue("Earshot-Clip-Final")).hasValue("false");
        assertThat(wav.body()).hasSize(44 + 2 * 3 * RATE);
        assertThat(wav.headers().firstValue("Earshot-Clip-Missing").orElse("")).contains("NOT_YET_THERE");
    }

    @Test
    void shouldKeepEachEventOnceWhenTheKeeperIsStoppedInTheMiddle() throws Exception {
        cluster.register(query("rain", Optional.of(ASKED)), query("wind", Optional.empty()));
        cluster.publish(chunks(0, 60 * RATE));
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            Event event = event(String.format("%032x", i), i % 3 == 0 ? "wind" : "rain", 2 + i, 2.5 + i);
            write(withPhase(event, EventPhase.OPEN));
            write(event);
            if (i % 3 != 0) {
                ids.add(event.eventId());
            }
        }
        evidence.keep(metrics.evidence(), QUICK, failures::add);
        await().atMost(PATIENCE).until(() -> sets("rain").size() >= 5);
        restart();
        evidence.keep(metrics.evidence(), QUICK, failures::add);
        await().atMost(PATIENCE).until(() -> sets("rain").size() == ids.size());
        assertThat(sets("rain")).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(sets("wind")).isEmpty();
        assertThat(metrics.scrape()).contains("earshot_evidence_events_total{outcome=\"kept\"} " + ids.size() + ".0");
        for (String id : ids) {
            assertThat(kept.resolve("rain").resolve(id).resolve("evidence.sha256"))
                    .content()
                    .contains("  audio.flac\n", "  audio.opus\n", "  spectrogram.png\n", "  evidence.json\n");
        }
    }

    @Test
    void shouldKeepOnlyAsManyAsTheQueryAsksFor() throws Exception {
        cluster.register(query("rain", Optional.of(new KeptEvidence(0, 0, List.of("opus"), 0, 2, 0))));
        cluster.publish(chunks(0, 20 * RATE));
        evidence.keep(metrics.evidence(), QUICK, failures::add);
        for (int i = 0; i < 4; i++) {
            write(event(String.format("%032x", i), "rain", 2 + i, 3 + i));
            int written = i + 1;
            await().atMost(PATIENCE)
                    .until(() -> metrics.scrape()
                            .contains("earshot_evidence_events_total{outcome=\"kept\"} " + written + ".0"));
        }
        await().atMost(PATIENCE).until(() -> sets("rain").size() == 2);
        assertThat(metrics.scrape()).contains("earshot_evidence_deleted_total 2.0");
        assertThat(sets("rain")).containsExactlyInAnyOrder(String.format("%032x", 2), String.format("%032x", 3));
    }

    @Test
    void shouldGiveUpWhatCannotBeKeptAndGoOn() throws Exception {
        cluster.register(query("rain", Optional.of(ASKED)), query("dog", Optional.of(ASKED)));
        cluster.publish(chunks(0, 20 * RATE));
        // A file where the query's folder should be: nothing of it can be kept.
        Files.writeString(kept.resolve("rain"), "in the way");
        evidence.keep(metrics.evidence(), QUICK, failures::add);
        write(event(String.format("%032x", 1), "rain", 5, 6));
        write(withEpoch(event(String.format("%032x", 2), "dog", 5, 6), 99));
        write(event(String.format("%032x", 3), "dog", 5, 6));
        await().atMost(PATIENCE).until(() -> sets("dog").size() == 1);
        await().atMost(PATIENCE)
                .until(() -> metrics.scrape().contains("earshot_evidence_events_total{outcome=\"failed\"} 1.0"));
        assertThat(metrics.scrape())
                .contains("earshot_evidence_events_total{outcome=\"gone\"} 1.0")
                .contains("earshot_evidence_retries_total 3.0");
    }

    private Evidence open(EarshotConfig config) throws IOException {
        KafkaAccess kafka = new KafkaAccess(config);
        KeptEvents events = new KeptEvents(
                kafka, topics.events().name(), wire.events().deserializer(), new EventIndex(1_000), () -> false);
        return Evidence.open(config, kafka, topics, wire, events);
    }

    private static Javalin serve(Evidence evidence) {
        return Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    evidence.resource().addTo(config.routes);
                    Problems.addTo(config.routes);
                })
                .start("127.0.0.1", 0);
    }

    private void restart() throws IOException {
        server.stop();
        evidence.close();
        evidence = open(cluster.config());
        server = serve(evidence);
    }

    private List<String> sets(String query) throws IOException {
        if (!Files.isDirectory(kept.resolve(query))) {
            return List.of();
        }
        try (Stream<Path> sets = Files.list(kept.resolve(query))) {
            return sets.filter(set -> Files.exists(set.resolve("evidence.json")))
                    .map(set -> set.getFileName().toString())
                    .toList();
        }
    }

    /** What retention does to the topic. */
    private void dropAudio() throws Exception {
        try (Admin admin = new KafkaAccess(cluster.config()).admin()) {
            String topic = topics.audioChunks().name();
            Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
            for (int partition = 0; partition < 4; partition++) {
                all.put(new TopicPartition(topic, partition), RecordsToDelete.beforeOffset(-1));
            }
            admin.deleteRecords(all).all().get();
        }
    }

    private void write(Event event) throws Exception {
        try (Producer<String, Event> producer =
                new KafkaAccess(cluster.config()).producer(wire.events().serializer())) {
            producer.send(new ProducerRecord<>(topics.events().name(), event.sourceId(), event))
                    .get();
        }
    }

    @Test
    void shouldFindTheAudioOfASourceWhoseClockIsAheadAndOfAnEpochThatBrokeOff() throws Exception {
        long day = 86_400_000_000L;
        List<AudioChunk> audio = new ArrayList<>();
        // Epoch 1 breaks off after 6 s; the source goes on live in epoch 3. Epoch 2 is a day ahead.
        audio.addAll(chunks(0, 6 * RATE));
        audio.addAll(chunks(2, start + day, 0, 20 * RATE));
        audio.addAll(chunks(3, start + 10_000_000, 0, 20 * RATE));
        cluster.publish(audio);
        write(event(String.format("%032x", 1), "rain", 4, 5.5));
        write(withEpoch(event(String.format("%032x", 2), "rain", 86_404, 86_405), 2));
        HttpResponse<byte[]> lost = request(String.format("%032x", 1), "audio.wav");
        assertThat(lost.headers().firstValue("Earshot-Clip-Final")).hasValue("true");
        assertThat(lost.headers().firstValue("Earshot-Clip-Missing"))
                .hasValue(6 * RATE + "-" + (15 * RATE / 2 - 1) + ";ENDED");
        HttpResponse<byte[]> ahead = request(String.format("%032x", 2), "audio.wav");
        assertThat(ahead.statusCode())
                .as(new String(ahead.body(), StandardCharsets.UTF_8))
                .isEqualTo(200);
        assertThat(ahead.headers().firstValue("Earshot-Clip-First-Sample")).hasValue(Integer.toString(2 * RATE));
        assertThat(ahead.body()).hasSize(44 + 2 * 5 * RATE);
    }

    @Test
    void shouldServeAnySpanOfASourceToTheSampleAndTellItsGaps() throws Exception {
        List<AudioChunk> audio = new ArrayList<>(chunks(0, 6 * RATE));
        audio.add(AudioChunk.gap("yard", 1, 6 * RATE, start, FORMAT, RATE).withGapReason(GapReason.STREAM_LOST));
        audio.addAll(chunks(7 * RATE, 20 * RATE));
        // The source is opened again: the clip is of the epoch of which more is heard.
        audio.addAll(chunks(2, start + 20_000_000, 0, 5 * RATE));
        cluster.publish(audio);

        HttpResponse<byte[]> part = ofYard("audio.wav", 8.25, 11.5, "Range", "bytes=44-");
        assertThat(part.statusCode())
                .as(new String(part.body(), StandardCharsets.UTF_8))
                .isEqualTo(206);
        assertSamples(part.body(), 33 * RATE / 4, 13 * RATE / 4);
        assertThat(part.headers().firstValue("Earshot-Clip-Final")).hasValue("true");
        assertThat(part.headers().firstValue("Earshot-Clip-Missing")).isEmpty();

        HttpResponse<byte[]> gap = ofYard("audio.wav", 5.5, 7.5);
        assertThat(gap.headers().firstValue("Earshot-Clip-Missing"))
                .hasValue(6 * RATE + "-" + (7 * RATE - 1) + ";STREAM_LOST");
        assertSamples(Arrays.copyOfRange(gap.body(), 44, 44 + RATE), 11 * RATE / 2, RATE / 2);
        assertThat(Arrays.copyOfRange(gap.body(), 44 + RATE, 44 + 3 * RATE)).containsOnly(0);
        HttpResponse<byte[]> onlyGap = ofYard("audio.wav", 6.25, 6.75);
        assertThat(onlyGap.statusCode()).isEqualTo(404);
        assertThat(new String(onlyGap.body(), StandardCharsets.UTF_8)).contains("stream lost");

        HttpResponse<byte[]> newer = ofYard("audio.wav", 19.5, 24);
        assertThat(newer.headers().firstValue("Earshot-Clip-First-Sample")).hasValue("0");
        assertSamples(Arrays.copyOfRange(newer.body(), 44, newer.body().length), 0, 4 * RATE);
        assertThat(ofYard("spectrogram.png", 8, 9).body()).startsWith(0x89, 'P', 'N', 'G');
        assertThat(ofYard("audio.flac", 8, 9).body()).startsWith('f', 'L', 'a', 'C');
        assertThat(ofYard("audio.wav", 0, 301).statusCode()).isEqualTo(400);

        dropAudio();
        restart();
        HttpResponse<byte[]> gone = ofYard("audio.wav", 8, 9);
        assertThat(gone.statusCode()).isEqualTo(410);
        assertThat(new String(gone.body(), StandardCharsets.UTF_8)).contains("no longer holds");
    }

    @Test
    void shouldSayThatThereWasNothingAndThatMoreMayCome() throws Exception {
        cluster.publish(chunks(0, 6 * RATE));
        HttpResponse<byte[]> soFar = ofYard("audio.wav", 5, 8);
        assertThat(soFar.headers().firstValue("Earshot-Clip-Final")).hasValue("false");
        assertThat(soFar.headers().firstValue("Earshot-Clip-Missing"))
                .hasValue(6 * RATE + "-" + (8 * RATE - 1) + ";NOT_YET_THERE");
        assertSamples(Arrays.copyOfRange(soFar.body(), 44, soFar.body().length), 5 * RATE, RATE);
        HttpResponse<byte[]> none = ofYard("audio.wav", 30, 31);
        assertThat(none.statusCode()).isEqualTo(404);
        assertThat(new String(none.body(), StandardCharsets.UTF_8)).contains("holds no audio of");
    }

    /** @param from seconds after the first sample */
    private HttpResponse<byte[]> ofYard(String file, double from, double to, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port()
                + "/api/sources/yard/" + file + "?from=" + (start + Math.round(from * 1e6)) + "&to="
                + (start + Math.round(to * 1e6))));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private List<AudioChunk> chunks(long first, long end) {
        return chunks(1, start, first, end);
    }

    private static List<AudioChunk> chunks(long epoch, long epochStart, long first, long end) {
        List<AudioChunk> chunks = new ArrayList<>();
        for (long at = first; at < end; at += RATE / 2) {
            ByteBuffer pcm = ByteBuffer.allocate(RATE).order(ByteOrder.LITTLE_ENDIAN);
            for (int i = 0; i < RATE / 2; i++) {
                pcm.putShort((short) ((at + i) % 30_000));
            }
            chunks.add(AudioChunk.audio("yard", epoch, at, epochStart, FORMAT, pcm.array()));
        }
        return chunks;
    }

    private static void assertSamples(byte[] pcm, long first, int count) {
        assertThat(pcm).hasSize(2 * count);
        ByteBuffer samples = ByteBuffer.wrap(pcm).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            assertThat(samples.getShort(2 * i)).isEqualTo((short) ((first + i) % 30_000));
        }
    }

    private static StandingQuery query(String id, Optional<KeptEvidence> evidence) {
        return new StandingQuery(id, id, List.of(), List.of(), List.of(), DecisionRules.DEFAULT, Map.of(), evidence);
    }

    private Event event(String id, String query, double onset, double offset) {
        StandingQuery asked = query(query, Optional.empty());
        return new Event(
                EventPhase.CLOSE,
                id,
                "yard",
                1,
                10,
                new Subject(
                        asked,
                        QueryVersion.of(asked),
                        "digest",
                        new OperatingPoint(.5, .3, DecidedBy.QUERY, Optional.empty())),
                start + Math.round(onset * 1e6),
                start + Math.round(offset * 1e6),
                start + Math.round(offset * 1e6),
                0.75,
                0.5,
                Optional.empty(),
                EndReason.SOUND_ENDED);
    }

    private static Event withPhase(Event event, EventPhase phase) {
        return changed(event, phase, event.epochId());
    }

    private static Event withEpoch(Event event, long epochId) {
        return changed(event, event.phase(), epochId);
    }

    private static Event changed(Event event, EventPhase phase, long epochId) {
        return new Event(
                phase,
                event.eventId(),
                event.sourceId(),
                epochId,
                event.openedAtHop(),
                event.subject(),
                event.onsetMicros(),
                event.offsetMicros(),
                event.peakMicros(),
                event.confidence(),
                event.score(),
                event.why(),
                phase == EventPhase.CLOSE ? EndReason.SOUND_ENDED : EndReason.NONE);
    }

    private HttpResponse<byte[]> get(Event event, String part, String... headers) throws Exception {
        return client.send(
                HttpRequest.newBuilder(address(event.eventId(), part))
                        .headers(headers)
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    private HttpResponse<byte[]> request(String id, String part) throws Exception {
        return client.send(HttpRequest.newBuilder(address(id, part)).build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private URI address(String id, String part) {
        return URI.create("http://127.0.0.1:" + server.port() + "/api/events/" + id + "/" + part);
    }

    private static JsonNode json(HttpResponse<byte[]> answer) throws IOException {
        assertThat(answer.statusCode())
                .as(new String(answer.body(), StandardCharsets.UTF_8))
                .isEqualTo(200);
        return new ObjectMapper().readTree(answer.body());
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
