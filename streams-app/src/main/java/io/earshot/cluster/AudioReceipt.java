package io.earshot.cluster;

import io.earshot.audio.AudioChunk;
import io.earshot.config.EarshotConfig;
import io.earshot.config.Settings;
import io.earshot.topology.DeadLetters;
import io.earshot.topology.Topics;
import io.earshot.wire.WireSerdes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Tells what the service made of audio that was published: whether it has read it, and which chunks it refused. For one
 * thread.
 */
public final class AudioReceipt implements AutoCloseable {
    /** Without any progress for so long, the service is not waited for any longer. */
    public static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final long BETWEEN_LOOKS_MILLIS = 100;

    private final KafkaAccess kafka;
    private final Admin admin;
    private final String group;
    private final Topics topics;
    private final Deserializer<AudioChunk> decoder;
    private final Duration patience;
    private final Map<TopicPartition, Long> lettersBefore;

    /** Whether the service has read the audio. */
    public enum State {
        /** No service runs. */
        NO_SERVICE,
        /** A service runs, but has not read all of it in time. */
        NOT_YET,
        /** All of it was read. */
        READ
    }

    /**
     * The answer.
     *
     * @param state whether the audio was read; what was refused is known of what was read alone
     * @param refused what was refused, and why
     */
    public record Answer(State state, RefusedChunks refused) {}

    /** Only what is refused from this call on counts. */
    public AudioReceipt(EarshotConfig config, WireSerdes wire) {
        this(config, wire, PATIENCE);
    }

    AudioReceipt(EarshotConfig config, WireSerdes wire, Duration patience) {
        this.kafka = new KafkaAccess(config);
        this.group = config.string(Settings.APPLICATION_ID);
        this.topics = new Topics(config.string(Settings.TOPIC_PREFIX));
        this.decoder = wire.audioChunks().deserializer();
        this.patience = patience;
        try (TopicRead letters =
                new TopicRead(kafka.reader(), topics.deadLetters().name())) {
            this.lettersBefore = letters.end();
        }
        this.admin = kafka.admin();
    }

    /**
     * Waits until the service has read what a source has in the topic now, as long as it gets on with it.
     *
     * @param epochId of the audio that counts
     * @throws KafkaException if the cluster does not answer
     */
    public Answer await(String sourceId, long epochId) throws InterruptedException {
        State state = awaitRead(sourceId);
        boolean isKnown = state != State.NO_SERVICE;
        return new Answer(state, isKnown ? refused(sourceId, epochId) : RefusedChunks.NONE);
    }

    private State awaitRead(String sourceId) throws InterruptedException {
        Map<TopicPartition, Long> written = written(sourceId);
        Map<TopicPartition, Long> read = Map.of();
        BooleanSupplier isTooLate = TopicRead.after(patience);
        while (hasMembers()) {
            Map<TopicPartition, Long> now = committed();
            if (written.entrySet().stream()
                    .allMatch(place -> now.getOrDefault(place.getKey(), 0L) >= place.getValue())) {
                return State.READ;
            }
            if (!now.equals(read)) {
                read = now;
                isTooLate = TopicRead.after(patience);
            } else if (isTooLate.getAsBoolean()) {
                return State.NOT_YET;
            }
            Thread.sleep(BETWEEN_LOOKS_MILLIS);
        }
        return State.NO_SERVICE;
    }

    /** Where the partition of the source ends now. */
    private Map<TopicPartition, Long> written(String sourceId) {
        try (TopicRead chunks =
                new TopicRead(kafka.reader(), topics.audioChunks().name(), List.of(sourceId))) {
            return chunks.end();
        }
    }

    private boolean hasMembers() throws InterruptedException {
        try {
            return !admin.describeConsumerGroups(List.of(group))
                    .describedGroups()
                    .get(group)
                    .get()
                    .members()
                    .isEmpty();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return false;
            }
            throw failure(e);
        }
    }

    private Map<TopicPartition, Long> committed() throws InterruptedException {
        try {
            Map<TopicPartition, OffsetAndMetadata> offsets = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get();
            Map<TopicPartition, Long> committed = new HashMap<>();
            offsets.forEach((partition, offset) -> committed.put(partition, offset == null ? 0 : offset.offset()));
            return committed;
        } catch (ExecutionException e) {
            throw failure(e);
        }
    }

    private KafkaException failure(ExecutionException e) {
        return e.getCause() instanceof GroupAuthorizationException
                ? MissingRightException.ofGroup("Describe", group)
                : KafkaFailure.of(e);
    }

    private RefusedChunks refused(String sourceId, long epochId) {
        RefusedChunks.Count count = new RefusedChunks.Count();
        try (TopicRead letters =
                new TopicRead(kafka.reader(), topics.deadLetters().name())) {
            letters.read(lettersBefore, letters.end(), TopicRead.after(patience), letter -> {
                if (sourceId.equals(letter.key()) && isAudio(letter)) {
                    TopicRead.decode(letter, decoder)
                            .filter(chunk -> chunk.epochId() == epochId)
                            .ifPresent(chunk -> count.add(
                                    chunk, header(letter, DeadLetters.REASON), header(letter, DeadLetters.DETAIL)));
                }
            });
        }
        return count.refused();
    }

    private boolean isAudio(ConsumerRecord<String, byte[]> letter) {
        return header(letter, DeadLetters.TOPIC).equals(topics.audioChunks().name());
    }

    private static String header(ConsumerRecord<String, byte[]> letter, String name) {
        return Stream.ofNullable(letter.headers().lastHeader(name))
                .map(Header::value)
                .map(value -> new String(value, StandardCharsets.UTF_8))
                .findFirst()
                .orElse("");
    }

    @Override
    public void close() {
        admin.close();
    }
}
