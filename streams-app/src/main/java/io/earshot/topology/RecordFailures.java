package io.earshot.topology;

import io.earshot.metrics.TaggingMetrics;
import io.earshot.wire.RegistryException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what becomes of a record on which a processor fails. The first time the thread gives up, goes back to what was
 * committed and tries again, which cures what passes by itself. The second time the record becomes a dead letter, so that no
 * record stops its partition for ever. When many records fail, it is not they that are bad: then nothing is set aside.
 * Safe for several threads.
 */
public final class RecordFailures {
    /** Key of this object among the settings of a Streams application, from which its handlers take it. */
    public static final String SETTING = "earshot.record.failures";

    private static final String REASON = "failed";
    private static final int MOST_AN_HOUR = 20;
    private static final int MOST_REMEMBERED = 1_000;
    private static final Logger LOG = LoggerFactory.getLogger(RecordFailures.class);

    private final String letters;
    private final TaggingMetrics metrics;
    private final Allowance setAside;
    private final Map<Place, Boolean> failed = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Place, Boolean> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    private record Place(String topic, int partition, long offset) {}

    public RecordFailures(Topics topics, TaggingMetrics metrics) {
        this(topics, metrics, System::nanoTime);
    }

    /** @param nanoTime a clock that only runs forward */
    RecordFailures(Topics topics, TaggingMetrics metrics, LongSupplier nanoTime) {
        this.letters = topics.deadLetters().name();
        this.metrics = metrics;
        this.setAside = new Allowance(MOST_AN_HOUR, Duration.ofHours(1), Duration.ZERO, Duration.ZERO, nanoTime);
    }

    /** The dead letter by which the record is set aside; empty: the thread has to fail, as what failed is not the record. */
    Optional<ProducerRecord<byte[], byte[]>> onFailure(ErrorHandlerContext where, Exception e) {
        if (isOfTheCluster(e) || where.topic() == null || !isToBeSetAside(where)) {
            LOG.warn("{} failed on a record of {}: {}", where.processorNodeId(), place(where), String.valueOf(e));
            return Optional.empty();
        }
        LOG.error(
                "{} failed again on the record of {}, which becomes a dead letter",
                where.processorNodeId(),
                place(where),
                e);
        metrics.setAside(where.topic());
        return Optional.of(letter(where, REASON, where.processorNodeId() + " failed: " + e));
    }

    /** The dead letter of the record whose result no topic would take. */
    ProducerRecord<byte[], byte[]> onTooLargeResult(ErrorHandlerContext where, String detail) {
        LOG.error("What came of the record of {} is too large: {}. It becomes a dead letter", place(where), detail);
        metrics.setAside(String.valueOf(where.topic()));
        return letter(where, "result_too_large", detail);
    }

    private static boolean isOfTheCluster(Exception e) {
        return e instanceof KafkaException || e instanceof RegistryException;
    }

    private synchronized boolean isToBeSetAside(ErrorHandlerContext where) {
        Place place = new Place(where.topic(), where.partition(), where.offset());
        Boolean isSetAside = failed.get(place);
        if (isSetAside == null) {
            failed.put(place, false);
            return false;
        }
        if (!isSetAside && setAside.take()) {
            failed.put(place, true);
        }
        return failed.get(place);
    }

    private ProducerRecord<byte[], byte[]> letter(ErrorHandlerContext where, String reason, String detail) {
        byte[] key = where.sourceRawKey();
        DeadLetters.Letter letter = DeadLetters.of(
                key == null ? null : new String(key, StandardCharsets.UTF_8),
                where.sourceRawValue(),
                where.headers(),
                reason,
                detail);
        if (where.topic() != null) {
            letter.from(where.topic(), where.partition(), where.offset());
        }
        return new ProducerRecord<>(
                letters,
                null,
                letter.key() == null ? null : letter.key().getBytes(StandardCharsets.UTF_8),
                letter.value(),
                letter.headers());
    }

    private static String place(ErrorHandlerContext where) {
        return where.topic() == null
                ? "the clock"
                : where.topic() + ", partition " + where.partition() + ", offset " + where.offset();
    }
}
