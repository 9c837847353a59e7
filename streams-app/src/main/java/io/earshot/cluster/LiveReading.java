package io.earshot.cluster;

import io.earshot.audio.AudioChunk;
import io.earshot.live.ColumnMaker;
import io.earshot.live.LiveFeed;
import io.earshot.live.LiveItem;
import io.earshot.topology.Topics;
import io.earshot.wire.StoredSegment;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads audio and segments for those who watch, once for all of them, and only while somebody does: otherwise it is a thread
 * that sleeps. A failure ends the streams, whose watchers come back; nothing else depends on it.
 */
public final class LiveReading implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LiveReading.class);

    /** What was appended so long before somebody watches is read first, so that there is something to see at once. */
    private static final Duration BEFORE = Duration.ofSeconds(20);

    private static final Duration AT_MOST = Duration.ofSeconds(2);

    private final KafkaAccess kafka;
    private final Topics topics;
    private final Deserializer<AudioChunk> chunks;
    private final Deserializer<StoredSegment> segments;
    private final Function<StoredSegment, Optional<LiveItem>> scores;
    private final LiveFeed feed;
    private final Thread thread = new Thread(this::run, "live");
    private final ReaderLife life;
    private volatile TopicRead reading;

    private LiveReading(
            KafkaAccess kafka,
            Topics topics,
            Deserializer<AudioChunk> chunks,
            Deserializer<StoredSegment> segments,
            Function<StoredSegment, Optional<LiveItem>> scores,
            LiveFeed feed) {
        this.kafka = kafka;
        this.topics = topics;
        this.chunks = chunks;
        this.segments = segments;
        this.scores = scores;
        this.feed = feed;
        this.life = new ReaderLife("live", kafka.notes());
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Starts to wait for watchers.
     *
     * @param scores what is told of a segment, if anything
     * @param feed asked who watches, and told; closed by its owner, before this
     */
    public static LiveReading start(
            KafkaAccess kafka,
            Topics topics,
            Deserializer<AudioChunk> chunks,
            Deserializer<StoredSegment> segments,
            Function<StoredSegment, Optional<LiveItem>> scores,
            LiveFeed feed) {
        return new LiveReading(kafka, topics, chunks, segments, scores, feed);
    }

    private void run() {
        life.run(
                () -> {
                    while (feed.awaitWatchers() && !life.isEnded()) {
                        serve();
                    }
                },
                e -> LOG.error("Nobody is shown what is heard: {}", e.getMessage()));
    }

    private void serve() {
        List<String> names =
                List.of(topics.audioChunks().name(), topics.segments().name());
        try (TopicRead read = TopicRead.ofAll(kafka.reader(), names)) {
            reading = read;
            life.begun();
            BooleanSupplier isEnough = () -> life.isEnded() || !feed.isWatched();
            ColumnMaker columns = new ColumnMaker();
            long sinceMillis = System.currentTimeMillis() - BEFORE.toMillis();
            read.read(
                    read.appendedFrom(sinceMillis),
                    read.never(),
                    isEnough,
                    record -> life.take(record, taken -> pass(taken, columns)));
        } catch (WakeupException e) {
            LOG.debug("Reading for those who watch ends");
        } catch (RuntimeException e) {
            feed.dropAll();
            throw e;
        } finally {
            reading = null;
        }
    }

    private void pass(ConsumerRecord<String, byte[]> record, ColumnMaker columns) {
        if (record.key() == null || !feed.isWatched(record.key())) {
            return;
        }
        Optional<LiveItem> item = record.topic().equals(topics.segments().name())
                ? TopicRead.decode(record, segments).flatMap(scores)
                : TopicRead.decode(record, chunks).flatMap(columns::see);
        item.ifPresent(feed::arrived);
    }

    @Override
    public void close() {
        life.end();
        TopicRead now = reading;
        if (now != null) {
            now.wakeup();
        }
        try {
            thread.join(AT_MOST.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
