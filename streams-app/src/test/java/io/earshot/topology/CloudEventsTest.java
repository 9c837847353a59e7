package io.earshot.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudevents.CloudEvent;
import io.cloudevents.kafka.CloudEventDeserializer;
import io.earshot.query.DecisionRules;
import io.earshot.query.StandingQuery;
import io.earshot.story.LoudnessStory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;

/** The headers of what the topology emits. */
class CloudEventsTest {
    /** A sound that lasts, so that it has several UPDATEs, and almost fires another query; then quiet for more than a minute. */
    private static final byte[] AUDIO = LoudnessStory.seconds(IntStream.range(0, 85)
            .mapToDouble(second -> second < 14 ? .5 : .001)
            .toArray());

    @Test
    void shouldGiveEachRecordAnIdOfItsOwn() {
        List<TestRecord<String, byte[]>> records = recordsOf(5_120);
        List<CloudEvent> events = records.stream().map(CloudEventsTest::read).toList();

        assertThat(events)
                .extracting(CloudEvent::getType)
                .contains(
                        "io.earshot.event.open",
                        "io.earshot.event.update",
                        "io.earshot.event.close",
                        "io.earshot.near-miss");
        assertThat(events)
                .filteredOn(event -> event.getType().endsWith("update"))
                .hasSizeGreaterThan(1);
        assertThat(events).extracting(CloudEvent::getId).doesNotHaveDuplicates();
        assertThat(records).extracting(TestRecord::key).containsOnly("studio");
        assertThat(events).extracting(event -> event.getSource().toString()).containsOnly("urn:earshot:source:studio");
        assertThat(events).extracting(CloudEvent::getSubject).containsOnly("loud", "deaf");
    }

    @Test
    void shouldGiveTheSameHeadersWheneverTheSameAudioIsHeard() {
        List<String> once =
                recordsOf(5_120).stream().map(CloudEventsTest::headers).toList();
        assertThat(recordsOf(997)).extracting(CloudEventsTest::headers).isEqualTo(once);
        assertThat(recordsOf(32_000)).extracting(CloudEventsTest::headers).isEqualTo(once);
    }

    private static List<TestRecord<String, byte[]>> recordsOf(int samples) {
        try (TaggingTopologyHarness topology = new TaggingTopologyHarness()) {
            topology.register(LoudnessStory.registered(
                    new StandingQuery("loud", "something loud", List.of(), DecisionRules.ofConfidence(.5))));
            topology.register(LoudnessStory.registered(
                    new StandingQuery("deaf", "something loud", List.of(), DecisionRules.ofConfidence(.9999))));
            topology.hear(LoudnessStory.chunks("studio", AUDIO, samples));
            return topology.records();
        }
    }

    private static CloudEvent read(TestRecord<String, byte[]> record) {
        try (CloudEventDeserializer deserializer = new CloudEventDeserializer()) {
            CloudEvent read = deserializer.deserialize("events", record.headers(), record.value());
            assertThat(Objects.requireNonNull(read.getData()).toBytes()).isEqualTo(record.value());
            return read;
        }
    }

    private static String headers(TestRecord<String, byte[]> record) {
        Headers headers = record.headers();
        StringBuilder text = new StringBuilder();
        headers.forEach(header -> text.append(header.key())
                .append('=')
                .append(new String(header.value(), StandardCharsets.UTF_8))
                .append('\n'));
        return text.toString();
    }
}
