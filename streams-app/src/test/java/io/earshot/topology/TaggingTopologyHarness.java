package io.earshot.topology;

import io.earshot.audio.AudioChunk;
import io.earshot.calibration.Calibration;
import io.earshot.calibration.LiveCalibrations;
import io.earshot.coverage.MinuteCoverage;
import io.earshot.decide.Event;
import io.earshot.decide.EventPhase;
import io.earshot.decide.NearMiss;
import io.earshot.encoder.FakeAudioEncoder;
import io.earshot.metrics.TaggingMetrics;
import io.earshot.query.LiveQueryTable;
import io.earshot.query.QueryRegistration;
import io.earshot.query.RegisteredQuery;
import io.earshot.story.LoudnessStory;
import io.earshot.wire.ChangeNote;
import io.earshot.wire.Decoded;
import io.earshot.wire.StoredSegment;
import io.earshot.wire.WireSerdes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.internals.WrappedStateStore;
import org.apache.kafka.streams.test.TestRecord;

/** The tagging topology under a driver, with an encoder that hears loudness. */
final class TaggingTopologyHarness implements AutoCloseable {
    static final Duration STALL = Duration.ofSeconds(10);
    static final Forgetting FORGETTING =
            new Forgetting(Duration.ofMinutes(10), Duration.ofDays(7), new AudioMemory(Long.MAX_VALUE));

    private final Topics topics = new Topics("test.");
    private final WireSerdes wire = WireSerdes.of(Map.of());
    private final TaggingMetrics metrics = new TaggingMetrics();
    private final LiveQueryTable queries = new LiveQueryTable();
    private final LiveCalibrations calibrations = new LiveCalibrations();
    private final TopologyTestDriver driver;
    private OptionalLong end = OptionalLong.of(0);
    final TestInputTopic<String, byte[]> chunks;
    final TestInputTopic<String, byte[]> embeddings;
    final TestInputTopic<String, byte[]> published;
    private final TestOutputTopic<String, byte[]> events;
    private final TestOutputTopic<String, byte[]> nearMisses;
    private final TestOutputTopic<String, byte[]> segments;
    private final TestOutputTopic<String, byte[]> coverage;
    final TestOutputTopic<String, byte[]> deadLetters;

    TaggingTopologyHarness() {
        this(FORGETTING);
    }

    TaggingTopologyHarness(Forgetting forgetting) {
        this(forgetting, 0);
    }

    TaggingTopologyHarness(Forgetting forgetting, int timesRealTime) {
        TaggingStages stages = new TaggingStages(
                LoudnessStory.stages(calibrations),
                queries,
                calibrations,
                STALL,
                forgetting,
                timesRealTime,
                segment -> {},
                new AwaitedAudio(partition -> end),
                metrics);
        Properties settings = new Properties();
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        settings.put("processing.exception.handler.global.enabled", true);
        driver = new TopologyTestDriver(TaggingTopology.build(topics, wire, stages), settings);
        chunks =
                driver.createInputTopic(topics.audioChunks().name(), new StringSerializer(), new ByteArraySerializer());
        embeddings = driver.createInputTopic(
                topics.queryEmbeddings().name(), new StringSerializer(), new ByteArraySerializer());
        published = driver.createInputTopic(
                topics.calibrations().name(), new StringSerializer(), new ByteArraySerializer());
        events = output(topics.events());
        nearMisses = output(topics.nearMisses());
        segments = output(topics.segments());
        coverage = output(topics.coverage());
        deadLetters = output(topics.deadLetters());
    }

    void register(RegisteredQuery query) {
        String digest = FakeAudioEncoder.SPACE.modelDigest();
        QueryRegistration registration = QueryRegistration.of(query, digest, List.of());
        embeddings.pipeInput(
                new QueryKey(query.query().id(), digest).text(),
                wire.queryEmbeddings()
                        .serializer()
                        .serialize(topics.queryEmbeddings().name(), new Decoded.Present<>(registration)));
    }

    void remove(String queryId) {
        embeddings.pipeInput(new QueryKey(queryId, FakeAudioEncoder.SPACE.modelDigest()).text(), null);
    }

    void publish(Calibration calibration) {
        published.pipeInput(
                new CalibrationKey(calibration.sourceId(), calibration.queryId(), calibration.modelDigest()).text(),
                wire.calibrations()
                        .serializer()
                        .serialize(topics.calibrations().name(), new Decoded.Present<>(calibration)));
    }

    /** From now on the broker says that the audio ends at an offset, or says nothing. */
    void endOfAudio(OptionalLong offset) {
        end = offset;
    }

    LiveCalibrations calibrations() {
        return calibrations;
    }

    LiveQueryTable queries() {
        return queries;
    }

    void hear(List<AudioChunk> heard) {
        heard.forEach(chunk -> chunks.pipeInput(chunk.sourceId(), bytes(chunk)));
    }

    /** A record that asks for a source to be forgotten. */
    void reset(String sourceId, long appendMillis) {
        RecordHeaders headers = new RecordHeaders();
        new ChangeNote("ada", Instant.EPOCH, ChangeNote.RESET).addTo(headers);
        chunks.pipeInput(new TestRecord<>(sourceId, null, headers, appendMillis));
    }

    byte[] bytes(AudioChunk chunk) {
        return wire.audioChunks().serializer().serialize(topics.audioChunks().name(), chunk);
    }

    List<Event> events() {
        return events.readValuesToList().stream()
                .map(bytes ->
                        wire.events().deserializer().deserialize(topics.events().name(), bytes))
                .toList();
    }

    /** Events and near misses with their keys and headers. */
    List<TestRecord<String, byte[]>> records() {
        return Stream.of(events, nearMisses)
                .flatMap(output -> output.readRecordsToList().stream())
                .toList();
    }

    List<byte[]> eventBytes() {
        return events.readValuesToList();
    }

    List<byte[]> bytes(List<Event> values) {
        return values.stream()
                .map(event ->
                        wire.events().serializer().serialize(topics.events().name(), event))
                .toList();
    }

    /** Of each event the OPEN and the CLOSE. */
    List<Event> opensAndCloses() {
        return events().stream()
                .filter(event -> event.phase() != EventPhase.UPDATE)
                .toList();
    }

    List<NearMiss> nearMisses() {
        return nearMisses.readValuesToList().stream()
                .map(bytes -> wire.nearMisses()
                        .deserializer()
                        .deserialize(topics.nearMisses().name(), bytes))
                .toList();
    }

    List<StoredSegment> segments() {
        return segments.readValuesToList().stream()
                .map(bytes -> wire.segments()
                        .deserializer()
                        .deserialize(topics.segments().name(), bytes))
                .toList();
    }

    List<MinuteCoverage> coverage() {
        return coverage.readValuesToList().stream()
                .map(bytes -> wire.coverage()
                        .deserializer()
                        .deserialize(topics.coverage().name(), bytes))
                .toList();
    }

    /** Names of the headers of all that was emitted and not read yet. */
    List<String> outputHeaders() {
        return Stream.of(events, nearMisses, segments, coverage, deadLetters)
                .flatMap(output -> output.readRecordsToList().stream())
                .flatMap(record -> Stream.of(record.headers().toArray()))
                .map(Header::key)
                .toList();
    }

    /** In steps, as a clock does. */
    void passWallClock(Duration time) {
        for (long second = 0; second < time.toSeconds(); second++) {
            driver.advanceWallClockTime(Duration.ofSeconds(1));
        }
    }

    /** Chunks that were appended to their topic at a time. */
    void hear(List<AudioChunk> heard, long appendMillis) {
        heard.forEach(chunk -> chunks.pipeInput(chunk.sourceId(), bytes(chunk), appendMillis));
    }

    int entries(String store) {
        int entries = 0;
        try (var all = driver.getKeyValueStore(store).all()) {
            while (all.hasNext()) {
                all.next();
                entries++;
            }
        }
        return entries;
    }

    /** All that was emitted and not read yet: events, near misses and segments, each with the end of its topic's name. */
    void drain(BiConsumer<String, byte[]> taken) {
        events.readValuesToList().forEach(value -> taken.accept("events", value));
        nearMisses.readValuesToList().forEach(value -> taken.accept("near-misses", value));
        segments.readValuesToList().forEach(value -> taken.accept("segments", value));
    }

    /** What a store holds, as its changelog has it. */
    Map<Bytes, byte[]> stored(String store) {
        Map<Bytes, byte[]> entries = new TreeMap<>();
        try (var all = bytesOf(store).all()) {
            all.forEachRemaining(entry -> entries.put(entry.key, entry.value));
        }
        return entries;
    }

    /** Puts an entry of a changelog into a store. */
    void restore(String store, byte[] key, byte[] value) {
        bytesOf(store).put(Bytes.wrap(key), value);
    }

    /** The store below the serdes. */
    @SuppressWarnings("unchecked") // all stores are key-value stores of bytes there
    private KeyValueStore<Bytes, byte[]> bytesOf(String store) {
        StateStore inner = driver.getAllStateStores().get(store);
        while (inner instanceof WrappedStateStore<?, ?, ?> wrapped) {
            inner = wrapped.wrapped();
        }
        return (KeyValueStore<Bytes, byte[]>) inner;
    }

    static String header(TestRecord<String, byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), java.nio.charset.StandardCharsets.UTF_8);
    }

    String scrape() {
        return metrics.scrape();
    }

    @Override
    public void close() {
        driver.close();
        metrics.close();
    }

    private TestOutputTopic<String, byte[]> output(Topics.Topic topic) {
        return driver.createOutputTopic(topic.name(), new StringDeserializer(), new ByteArrayDeserializer());
    }
}
