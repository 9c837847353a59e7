package io.earshot.cluster;

import io.earshot.history.DeadLetter;
import io.earshot.history.DeadLetterBox;
import io.earshot.history.Page;
import io.earshot.history.PageRequest;
import io.earshot.topology.DeadLetters;
import io.earshot.topology.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Reads refused records, and writes them again. All reading is bounded. */
public final class KeptDeadLetters implements DeadLetterBox {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final KafkaAccess kafka;
    private final Topics topics;
    private final Clock clock;

    /** @param clock says when a record was written again */
    public KeptDeadLetters(KafkaAccess kafka, Topics topics, Clock clock) {
        this.kafka = kafka;
        this.topics = topics;
        this.clock = clock;
    }

    @Override
    public Page<DeadLetter> list(Optional<String> reason, PageRequest request) {
        try (TopicRead read = open()) {
            return MergedRead.backward(read, MergedRead.at(read, request.cursor()), read.begin())
                    .page(
                            request.limit(),
                            TopicRead.after(PATIENCE),
                            record -> Optional.of(letter(record))
                                    .filter(letter ->
                                            reason.map(letter.reason()::equals).orElse(true)));
        }
    }

    @Override
    public Optional<DeadLetter> find(DeadLetter.Id id) {
        return record(id).map(KeptDeadLetters::letter);
    }

    private Optional<ConsumerRecord<String, byte[]>> record(DeadLetter.Id id) {
        try (TopicRead read = open()) {
            TopicPartition partition = new TopicPartition(topics.deadLetters().name(), id.partition());
            Map<TopicPartition, Long> from = new HashMap<>(read.end());
            Map<TopicPartition, Long> to = new HashMap<>(read.end());
            if (id.offset() < read.begin().getOrDefault(partition, Long.MAX_VALUE)
                    || id.offset() >= read.end().get(partition)) {
                return Optional.empty();
            }
            from.put(partition, id.offset());
            to.put(partition, id.offset() + 1);
            List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
            read.read(from, to, TopicRead.after(PATIENCE), found::add);
            return found.stream().findFirst();
        }
    }

    private TopicRead open() {
        return new TopicRead(kafka.browser(), topics.deadLetters().name());
    }

    @Override
    public Optional<String> retry(DeadLetter.Id id, String caller) throws InterruptedException {
        Optional<ConsumerRecord<String, byte[]>> found = record(id);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        String topic = topic(found.get());
        requireWhole(found.get());
        Headers headers = new RecordHeaders(found.get().headers().toArray());
        DeadLetters.OF_THE_LETTER.forEach(headers::remove);
        String note = id.text() + " by " + caller + " at " + clock.instant();
        headers.add(DeadLetters.RETRIED, note.getBytes(StandardCharsets.UTF_8));
        write(new ProducerRecord<>(topic, null, found.get().key(), found.get().value(), headers));
        return Optional.of(topic);
    }

    private static void requireWhole(ConsumerRecord<String, byte[]> record) {
        String size = text(record, DeadLetters.SIZE);
        if (!size.isEmpty()) {
            throw new NotRetriedException("the letter holds only the beginning of a record of " + size
                    + " bytes, which lies in partition " + text(record, DeadLetters.PARTITION) + " at offset "
                    + text(record, DeadLetters.OFFSET) + " of its topic");
        }
    }

    /** Headers are only what somebody wrote: they must not lead to any topic but those that letters come from. */
    private String topic(ConsumerRecord<String, byte[]> record) {
        String named = text(record, DeadLetters.TOPIC);
        if (named.isEmpty()) {
            throw new NotRetriedException("the letter does not say which topic it comes from");
        }
        boolean isOurs = topics.all().stream().map(Topics.Topic::name).anyMatch(named::equals)
                && !named.equals(topics.deadLetters().name());
        if (!isOurs) {
            throw new NotRetriedException(
                    "topic " + named + ", from which the letter comes, is none that Earshot reads");
        }
        return named;
    }

    private void write(ProducerRecord<String, byte[]> record) throws InterruptedException {
        try (Producer<String, byte[]> producer = kafka.producer(new ByteArraySerializer())) {
            producer.send(record).get();
        } catch (ExecutionException e) {
            throw KafkaFailure.of(e);
        }
    }

    private static DeadLetter letter(ConsumerRecord<String, byte[]> record) {
        List<DeadLetter.Header> headers = new ArrayList<>();
        record.headers().forEach(header -> headers.add(new DeadLetter.Header(header.key(), text(header))));
        String topic = text(record, DeadLetters.TOPIC);
        return new DeadLetter(
                new DeadLetter.Id(record.partition(), record.offset()),
                Instant.ofEpochMilli(record.timestamp()),
                Optional.ofNullable(record.key()),
                text(record, DeadLetters.REASON),
                text(record, DeadLetters.DETAIL),
                topic.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new DeadLetter.Origin(
                                topic,
                                Optional.of(text(record, DeadLetters.PARTITION)).filter(text -> !text.isEmpty()),
                                Optional.of(text(record, DeadLetters.OFFSET)).filter(text -> !text.isEmpty()))),
                headers,
                record.value());
    }

    private static String text(ConsumerRecord<String, byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : text(header);
    }

    private static String text(Header header) {
        return header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }
}
