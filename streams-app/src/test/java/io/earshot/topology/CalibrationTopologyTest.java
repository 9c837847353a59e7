package io.earshot.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.calibration.BackgroundFitter;
import io.earshot.calibration.Calibration;
import io.earshot.calibration.EmbeddingReservoir;
import io.earshot.calibration.LiveCalibrations;
import io.earshot.embedding.Embedding;
import io.earshot.embedding.SegmentEmbedding;
import io.earshot.encoder.FakeAudioEncoder;
import io.earshot.match.EncodedSegment;
import io.earshot.match.ExhaustiveMatcher;
import io.earshot.metrics.TaggingMetrics;
import io.earshot.query.BackgroundFit;
import io.earshot.query.DecisionRules;
import io.earshot.query.LiveQueryTable;
import io.earshot.query.QueryVersion;
import io.earshot.query.RegisteredQuery;
import io.earshot.query.StandingQuery;
import io.earshot.segment.HopSpan;
import io.earshot.story.LoudnessStory;
import io.earshot.tagger.SourceCalibrator;
import io.earshot.wire.StoredSegment;
import io.earshot.wire.WireSerdes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CalibrationTopologyTest {
    private static final String DIGEST = FakeAudioEncoder.SPACE.modelDigest();
    private static final double HOP_SECONDS = 0.96;
    private static final int TWENTY_MINUTES = 1_250;
    private static final int MOST_SOURCES = 4;

    private final Topics topics = new Topics("earshot.");
    private final WireSerdes wire = WireSerdes.of(Map.of());
    private final TaggingMetrics metrics = new TaggingMetrics();
    private final LiveQueryTable queries = new LiveQueryTable();
    private final LiveCalibrations live = new LiveCalibrations();
    private final Random random = new Random(5);
    private boolean isSettled = true;
    private long nextHop;
    private long appendMillis = 1_000;
    private final TopologyTestDriver driver = driver();
    private final TestInputTopic<String, byte[]> segments =
            driver.createInputTopic(topics.segments().name(), new StringSerializer(), new ByteArraySerializer());
    private final TestOutputTopic<String, byte[]> calibrations = driver.createOutputTopic(
            topics.calibrations().name(), new StringDeserializer(), new ByteArrayDeserializer());

    @AfterEach
    void close() {
        driver.close();
        metrics.close();
    }

    /** The stores hold what was learned of sources: a changed name forgets it. */
    @Test
    void shouldBeTheTopologyThatIsWrittenDown() throws IOException {
        String described =
                CalibrationTopology.build(topics, wire, stages()).describe().toString();
        try (InputStream expected = getClass().getResourceAsStream("/expected_calibration_topology.txt")) {
            assertThat(described).isEqualTo(new String(expected.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void shouldSayNothingBeforeEnoughWasHeard() {
        queries.register(loud("loud"));
        hear("studio", 500);
        fit();
        assertThat(calibrations.isEmpty()).isTrue();
    }

    @Test
    void shouldPublishACalibrationAfterAnEpoch() {
        queries.register(loud("loud"));
        hear("studio", TWENTY_MINUTES);
        fit();

        List<Calibration> published = published();
        assertThat(published).hasSize(1);
        Calibration calibration = published.get(0);
        assertThat(calibration.sourceId()).isEqualTo("studio");
        assertThat(calibration.queryId()).isEqualTo("loud");
        assertThat(calibration.thresholdScore()).isBetween(0.25, 0.45);
        assertThat(calibration.heardSeconds()).isBetween(600., 1_201.);
        assertThat(calibration.validFromMicros()).isEqualTo(endMicros(nextHop - 1) + CalibrateProcessor.LEAD_MICROS);
    }

    @Test
    void shouldNotPublishASecondTimeWhatSaysTheSame() {
        queries.register(loud("loud"));
        hear("studio", 630);
        fit();
        Calibration first = published().get(0);
        live.put(first);
        hear("studio", 630);
        fit();
        for (Calibration next : published()) {
            assertThat(next.differsFrom(first)).isTrue();
        }
        fit();
        assertThat(calibrations.isEmpty()).isTrue();
    }

    @Test
    void shouldCalibrateANewQueryOnAKnownSourceAtOnce() {
        hear("studio", TWENTY_MINUTES);
        fit();
        assertThat(calibrations.isEmpty()).isTrue();

        queries.register(loud("loud"));
        fit();
        assertThat(published()).extracting(Calibration::queryId).containsExactly("loud");
    }

    @Test
    void shouldFitAChangedQueryAnew() {
        queries.register(loud("loud"));
        hear("studio", TWENTY_MINUTES);
        fit();
        String before = published().get(0).queryVersion();

        queries.register(registered(StandingQuery.of("loud", "something very loud")));
        fit();
        assertThat(published()).extracting(Calibration::queryVersion).hasSize(1).doesNotContain(before);
    }

    @Test
    void shouldRemoveTheCalibrationsOfAQueryThatIsGone() {
        queries.register(loud("loud"));
        hear("studio", TWENTY_MINUTES);
        fit();
        published();

        queries.delete("loud");
        fit();
        TestRecord<String, byte[]> tombstone = calibrations.readRecord();
        assertThat(tombstone.key()).isEqualTo(new CalibrationKey("studio", "loud", DIGEST).text());
        assertThat(tombstone.value()).isNull();
        assertThat(calibrations.isEmpty()).isTrue();
    }

    @Test
    void shouldLeaveAloneQueriesThatNameTheirOwnThresholdOrDoNotApply() {
        queries.register(
                registered(new StandingQuery("own", "something loud", List.of(), DecisionRules.ofConfidence(0.7))));
        queries.register(registered(
                new StandingQuery("elsewhere", "something loud", List.of("street-*"), DecisionRules.DEFAULT)));
        hear("studio", TWENTY_MINUTES);
        fit();
        assertThat(calibrations.isEmpty()).isTrue();
    }

    @Test
    void shouldNeitherFitNorRemoveBeforeTheTablesAreComplete() {
        live.put(Calibrations.of("studio", loud("not-here-yet"), 0.9, 0));
        isSettled = false;
        hear("studio", TWENTY_MINUTES);
        fit();
        assertThat(calibrations.isEmpty()).isTrue();
    }

    @Test
    void shouldGoOnAfterWhatItCannotRead() {
        queries.register(loud("loud"));
        segments.pipeInput("studio", new byte[] {7});
        segments.pipeInput("studio", null);
        hear("studio", TWENTY_MINUTES);
        fit();
        assertThat(published()).hasSize(1);
    }

    @Test
    void shouldFitMoreQueriesThanASliceHolds() {
        for (int i = 0; i < FitQueue.SLICE + 10; i++) {
            queries.register(loud("loud-" + i));
        }
        hear("studio", 700);
        fit();
        assertThat(published()).hasSize(FitQueue.SLICE + 10);
    }

    @Test
    void shouldKeepNoMoreOfASourceThanItsSample() {
        hear("studio", 4_992);
        assertThat(entries()).isEqualTo(EmbeddingReservoir.BLOCKS * EmbeddingReservoir.BLOCK_HOPS);
    }

    @Test
    void shouldForgetASourceThatFellSilentForANewOneAndRemoveItsCalibrations() {
        queries.register(loud("loud"));
        for (int i = 0; i < MOST_SOURCES; i++) {
            hear("source-" + i, 10);
            appendMillis += 1;
        }
        live.put(Calibrations.of("source-0", loud("loud"), 0.9, 0));
        hear("too-many", 10);
        assertThat(entries()).isEqualTo(10 * MOST_SOURCES);

        appendMillis += Duration.ofHours(1).toMillis();
        hear("new", 10);
        assertThat(entries()).isEqualTo(10 * MOST_SOURCES);
        TestRecord<String, byte[]> tombstone = calibrations.readRecord();
        assertThat(tombstone.key()).isEqualTo(new CalibrationKey("source-0", "loud", DIGEST).text());
        assertThat(tombstone.value()).isNull();
    }

    private int entries() {
        int entries = 0;
        try (var all = driver.getKeyValueStore(CalibrationTopology.BACKGROUND).all()) {
            while (all.hasNext()) {
                all.next();
                entries++;
            }
        }
        return entries;
    }

    private static RegisteredQuery loud(String id) {
        return registered(StandingQuery.of(id, "something loud"));
    }

    private static RegisteredQuery registered(StandingQuery query) {
        return new RegisteredQuery(query, QueryVersion.of(query), FakeAudioEncoder.LOUD, new BackgroundFit(0.1, 0.05));
    }

    private TopologyTestDriver driver() {
        Properties settings = new Properties();
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        return new TopologyTestDriver(CalibrationTopology.build(topics, wire, stages()), settings);
    }

    private CalibrationStages stages() {
        SourceCalibrator calibrator = new SourceCalibrator(
                new ExhaustiveMatcher(FakeAudioEncoder.SPACE, FakeAudioEncoder.WEIGHTS, ExhaustiveMatcher.NO_FLOOR),
                new BackgroundFitter(LoudnessStory.CURVE, DIGEST),
                HOP_SECONDS);
        return new CalibrationStages(
                DIGEST, calibrator, queries, live, () -> isSettled, Duration.ofMinutes(10), MOST_SOURCES, metrics);
    }

    /** Hops of a source that murmurs: scores around 0.1, deviation 0.05. */
    private void hear(String sourceId, int hops) {
        for (int i = 0; i < hops; i++) {
            float score = (float) Math.min(0.9, Math.abs(0.1 + 0.05 * random.nextGaussian()));
            segments.pipeInput(sourceId, segment(sourceId, nextHop++, score), appendMillis);
        }
    }

    private byte[] segment(String sourceId, long hop, float score) {
        HopSpan span = new HopSpan(
                sourceId,
                1,
                hop,
                LoudnessStory.EPOCH,
                endMicros(hop - 2),
                endMicros(hop - 1),
                endMicros(hop),
                hop == 0,
                30_720);
        Embedding embedding = new Embedding(new float[] {score, (float) Math.sqrt(1 - score * score)}, new float[0]);
        StoredSegment stored =
                new StoredSegment(DIGEST, new EncodedSegment(span, new SegmentEmbedding(embedding, new float[0]), -30));
        return wire.segments().serializer().serialize(topics.segments().name(), stored);
    }

    private static long endMicros(long hop) {
        return LoudnessStory.EPOCH + (hop + 1) * 960_000;
    }

    private void fit() {
        for (int i = 0; i < 8; i++) {
            driver.advanceWallClockTime(CalibrateProcessor.CHECK);
        }
    }

    /** What came out, which is in force from now on, as it is in the service. */
    private List<Calibration> published() {
        List<Calibration> published = calibrations.readValuesToList().stream()
                .map(bytes -> wire.calibrations()
                        .deserializer()
                        .deserialize(topics.calibrations().name(), bytes)
                        .value()
                        .orElseThrow())
                .toList();
        published.forEach(live::put);
        return published;
    }
}
