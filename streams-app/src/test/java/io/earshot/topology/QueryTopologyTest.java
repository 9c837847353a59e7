package io.earshot.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.calibration.ShippedBackground;
import io.earshot.encoder.FakeAudioEncoder;
import io.earshot.encoder.FakeTextEncoder;
import io.earshot.metrics.TaggingMetrics;
import io.earshot.query.QueryRegistration;
import io.earshot.query.StandingQuery;
import io.earshot.register.QueryRegistrar;
import io.earshot.scoring.BlockScorer;
import io.earshot.wire.Decoded;
import io.earshot.wire.QueryRecord;
import io.earshot.wire.WireSerdes;
import io.earshot.wire.WrittenQueries;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class QueryTopologyTest {
    private static final String DIGEST = FakeAudioEncoder.SPACE.modelDigest();

    private final Topics topics = new Topics("test.");
    private final WireSerdes wire = WireSerdes.of(Map.of());
    private final TaggingMetrics metrics = new TaggingMetrics();
    private final TopologyTestDriver driver =
            new TopologyTestDriver(QueryTopology.build(topics, wire, registrar(), metrics), new Properties());
    private final TestInputTopic<String, byte[]> queries =
            driver.createInputTopic(topics.queries().name(), new StringSerializer(), new ByteArraySerializer());
    private final TestOutputTopic<String, byte[]> embeddings = driver.createOutputTopic(
            topics.queryEmbeddings().name(), new StringDeserializer(), new ByteArrayDeserializer());
    private final TestOutputTopic<String, byte[]> deadLetters = driver.createOutputTopic(
            topics.deadLetters().name(), new StringDeserializer(), new ByteArrayDeserializer());

    @AfterEach
    void close() {
        driver.close();
        metrics.close();
    }

    @Test
    void shouldEncodeAQueryOnceForItsModel() {
        queries.pipeInput("loud", bytes(QueryRecord.of(StandingQuery.of("loud", "something loud"))));

        KeyValue<String, byte[]> record = embeddings.readKeyValue();
        assertThat(record.key).isEqualTo(new QueryKey("loud", DIGEST).text());
        assertThat(registration(record.value)
                        .registered()
                        .orElseThrow()
                        .embedding()
                        .levels())
                .containsExactly(1, 0);
        assertThat(embeddings.isEmpty()).isTrue();
    }

    @Test
    void shouldPassRemovalAndDisablingOn() {
        QueryRecord enabled = QueryRecord.of(StandingQuery.of("loud", "something loud"));
        queries.pipeInput("loud", (byte[]) null);
        queries.pipeInput("loud", bytes(with(enabled, "en", false)));
        queries.pipeInput("loud", bytes(with(enabled, "de", false)));

        assertThat(embeddings.readKeyValuesToList())
                .extracting(record -> record.value)
                .containsExactly(null, null, null);
    }

    @Test
    void shouldSayWhyAQueryIsRefused() {
        QueryRecord asked = QueryRecord.of(StandingQuery.of("loud", "something loud"));
        queries.pipeInput("loud", bytes(with(asked, "de", true)));
        queries.pipeInput("odd", bytes(QueryRecord.of(StandingQuery.of("odd", FakeTextEncoder.UNREADABLE))));

        List<byte[]> refused = embeddings.readValuesToList();
        assertThat(registration(refused.get(0)).registered()).isEmpty();
        assertThat(registration(refused.get(0)).errors())
                .singleElement()
                .asString()
                .contains("only English");
        assertThat(registration(refused.get(1)).errors()).containsExactly("cannot read it");
        assertThat(deadLetters.isEmpty()).isTrue();
    }

    @Test
    void shouldSendGarbageToTheDeadLettersAndGoOn() {
        byte[] good = bytes(QueryRecord.of(StandingQuery.of("loud", "something loud")));
        queries.pipeInput("loud", new byte[] {1, 2, 3});
        queries.pipeInput("another", good);
        queries.pipeInput(null, good);
        queries.pipeInput("loud", good);

        List<TestRecord<String, byte[]>> dead = deadLetters.readRecordsToList();
        assertThat(dead).hasSize(3);
        assertThat(dead)
                .allSatisfy(record -> assertThat(TaggingTopologyHarness.header(record, DeadLetters.REASON))
                        .isEqualTo("undecodable"));
        assertThat(dead.get(1).value()).isEqualTo(good);
        assertThat(embeddings.readValuesToList()).hasSize(1);
    }

    /** More than are registered at once, removals and garbage between them. */
    @Test
    void shouldAnswerInTheOrderOfTheRecordsHoweverManyAreRegisteredTogether() {
        List<TestRecord<String, byte[]>> written = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            String id = "q" + i % 7;
            boolean isRemoval = i % 5 == 4;
            byte[] query = bytes(QueryRecord.of(StandingQuery.of(id, "something loud " + i)));
            written.add(new TestRecord<>(id, isRemoval ? null : query));
            expected.add(id + (isRemoval ? " removed" : " something loud " + i));
        }
        queries.pipeRecordList(written);

        assertThat(embeddings.readKeyValuesToList())
                .extracting(record -> QueryKey.parse(record.key).queryId()
                        + (record.value == null
                                ? " removed"
                                : " "
                                        + registration(record.value)
                                                .registered()
                                                .orElseThrow()
                                                .query()
                                                .text()))
                .containsExactlyElementsOf(expected);
    }

    private QueryRegistration registration(byte[] bytes) {
        return wire.queryEmbeddings()
                .deserializer()
                .deserialize(topics.queryEmbeddings().name(), bytes)
                .value()
                .orElseThrow();
    }

    private byte[] bytes(QueryRecord query) {
        return wire.queries().serializer().serialize(topics.queries().name(), new Decoded.Present<>(query));
    }

    private static QueryRecord with(QueryRecord query, String language, boolean enabled) {
        return WrittenQueries.inLanguage(query, language).withEnabled(enabled);
    }

    private static QueryRegistrar registrar() {
        BlockScorer scorer = new BlockScorer(FakeAudioEncoder.SPACE, FakeAudioEncoder.WEIGHTS);
        return new QueryRegistrar(new FakeTextEncoder(), new ShippedBackground(scorer, List.of(FakeAudioEncoder.LOUD)));
    }
}
