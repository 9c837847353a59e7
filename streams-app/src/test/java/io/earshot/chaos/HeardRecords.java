package io.earshot.chaos;

import io.earshot.coverage.MinuteCoverage;
import io.earshot.decide.Event;
import io.earshot.decide.NearMiss;
import io.earshot.segment.HopSpan;
import io.earshot.topology.Topics;
import io.earshot.wire.StoredSegment;
import io.earshot.wire.WireSerdes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.Serde;

/** Tells what records say, whichever release wrote them: they are written again by this one before they are compared. */
final class HeardRecords {
    private final WireSerdes wire = WireSerdes.of(Map.of());
    private final Topics topics;

    HeardRecords(Topics topics) {
        this.topics = topics;
    }

    Heard of(ConsumerRecord<String, byte[]> record, long arrivedMillis) {
        String topic = record.topic();
        if (topic.equals(topics.segments().name())) {
            return segment(record, arrivedMillis);
        }
        if (topic.equals(topics.events().name())) {
            return event(record, arrivedMillis);
        }
        if (topic.equals(topics.nearMisses().name())) {
            return nearMiss(record, arrivedMillis);
        }
        return topic.equals(topics.coverage().name())
                ? coverage(record, arrivedMillis)
                : deadLetter(record, arrivedMillis);
    }

    private Heard segment(ConsumerRecord<String, byte[]> record, long arrived) {
        StoredSegment stored = read(wire.segments(), record);
        HopSpan span = stored.segment().span();
        String identity = span.sourceId() + "/" + span.epochId() + "/" + span.gridIndex();
        String digest = digest(written(wire.segments(), record.topic(), stored));
        return new Heard(
                Heard.SEGMENT,
                record.partition(),
                arrived,
                identity,
                digest,
                span.sourceId(),
                "",
                "",
                0,
                span.endMicros());
    }

    private Heard event(ConsumerRecord<String, byte[]> record, long arrived) {
        Event event = read(wire.events(), record);
        String digest = digest(written(wire.events(), record.topic(), event));
        // An event may be refined several times.
        String identity = event.eventId() + "/" + event.phase() + "/" + event.offsetMicros() + "/" + event.confidence();
        return new Heard(
                Heard.EVENT,
                record.partition(),
                arrived,
                identity,
                digest,
                event.sourceId() + "/" + event.epochId(),
                event.subject().query().id(),
                event.phase().name(),
                event.onsetMicros(),
                event.offsetMicros());
    }

    private Heard nearMiss(ConsumerRecord<String, byte[]> record, long arrived) {
        NearMiss miss = read(wire.nearMisses(), record);
        String digest = digest(written(wire.nearMisses(), record.topic(), miss));
        return plain(Heard.NEAR_MISS, record.partition(), arrived, miss.id(), digest, miss.sourceId());
    }

    private Heard coverage(ConsumerRecord<String, byte[]> record, long arrived) {
        MinuteCoverage minute = read(wire.coverage(), record);
        String digest = digest(written(wire.coverage(), record.topic(), minute));
        // A minute has several records where audio was filled in later.
        String identity = minute.sourceId() + "/" + minute.epochId() + "/" + minute.minuteStartMicros() + "/"
                + minute.heardMicros() + "/" + minute.expectedMicros();
        return new Heard(
                Heard.COVERAGE,
                record.partition(),
                arrived,
                identity,
                digest,
                minute.sourceId(),
                "",
                "",
                minute.minuteStartMicros(),
                minute.heardMicros());
    }

    private static Heard deadLetter(ConsumerRecord<String, byte[]> record, long arrived) {
        Header reason = record.headers().lastHeader("earshot.reason");
        String said = reason == null ? "" : new String(reason.value(), StandardCharsets.UTF_8);
        // A player writes again what a broker took and had no time to acknowledge.
        String kind = said.equals("duplicate") ? Heard.REPEATED_CHUNK : Heard.DEAD_LETTER;
        String identity = said + "/" + record.partition() + "/" + record.offset();
        return plain(kind, record.partition(), arrived, identity, "", String.valueOf(record.key()));
    }

    private static Heard plain(
            String kind, int partition, long arrived, String identity, String digest, String sourceId) {
        return new Heard(kind, partition, arrived, identity, digest, sourceId, "", "", 0, 0);
    }

    private static <T> T read(Serde<T> serde, ConsumerRecord<String, byte[]> record) {
        return serde.deserializer().deserialize(record.topic(), record.value());
    }

    private static <T> byte[] written(Serde<T> serde, String topic, T value) {
        return serde.serializer().serialize(topic, value);
    }

    private static String digest(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
