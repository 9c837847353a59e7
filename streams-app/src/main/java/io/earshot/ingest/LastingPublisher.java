package io.earshot.ingest;

import io.earshot.audio.AudioChunk;
import io.earshot.audio.ChunkKind;
import io.earshot.audio.SampleClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;

/**
 * Publishes chunks and outlives a broker that goes away: what was played meanwhile waits in memory, as much as a limit
 * allows, and is written when the broker is back. Live audio beyond the limit is lost and recorded as a gap; other audio
 * waits to be read. A broker that never took a chunk is a failure at once, unless it has the topic: then it gets two minutes. Chunks are written on a thread of its own.
 */
public final class LastingPublisher implements ChunkSink, AutoCloseable {
    /** Of audio that waits for the broker: 17 minutes at 16 kHz in 16 bits. */
    public static final long MOST_WAITING_BYTES = 32L << 20;

    private static final int GROUP = 64;
    /** A partition of a topic that was just made may take nothing for a minute (KAFKA-15591). */
    private static final Duration PATIENCE_WITH_A_NEW_TOPIC = Duration.ofMinutes(2);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    private final Producer<String, AudioChunk> producer;
    private final String topic;
    private final boolean live;
    private final Consumer<String> notices;
    private final ChunkBacklog backlog;
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private final Thread thread = new Thread(this::run, "publisher");
    private final DoubleAdder lostSeconds = new DoubleAdder();
    private boolean everWritten;
    /** Whether the producer has known the topic: a broker is there. */
    private boolean isTopicKnown;
    /** When the first chunk was not taken though the topic is known. */
    private OptionalLong refusedNanos = OptionalLong.empty();

    private boolean away;

    private LastingPublisher(
            Producer<String, AudioChunk> producer,
            String topic,
            boolean live,
            long mostWaitingBytes,
            Consumer<String> notices) {
        this.producer = producer;
        this.topic = topic;
        this.live = live;
        this.notices = notices;
        this.backlog = new ChunkBacklog(mostWaitingBytes, gap -> lost(gap, "found no room to wait for the broker"));
        thread.setDaemon(true);
    }

    /**
     * Starts with nothing to write.
     *
     * @param producer is left open
     * @param live whether audio comes in its own time and cannot wait
     * @param mostWaitingBytes of audio that is kept for a broker that is away
     * @param notices gets a line when the broker goes, when it is back, and for what was lost, on any thread
     */
    public static LastingPublisher start(
            Producer<String, AudioChunk> producer,
            String topic,
            boolean live,
            long mostWaitingBytes,
            Consumer<String> notices) {
        LastingPublisher publisher = new LastingPublisher(producer, topic, live, mostWaitingBytes, notices);
        publisher.thread.start();
        return publisher;
    }

    /**
     * For a service whose live sources outlast any absence of the broker, also one before their first chunk.
     *
     * @param producer is left open
     * @param notices gets a line when the broker goes, when it is back, and for what was lost, on any thread
     */
    public static LastingPublisher ofService(
            Producer<String, AudioChunk> producer, String topic, Consumer<String> notices) {
        LastingPublisher publisher = new LastingPublisher(producer, topic, true, MOST_WAITING_BYTES, notices);
        publisher.everWritten = true;
        publisher.thread.start();
        return publisher;
    }

    @Override
    public void publish(AudioChunk chunk) throws InterruptedException {
        throwFailure();
        if (live) {
            backlog.offer(chunk);
        } else {
            backlog.put(chunk);
        }
    }

    /**
     * Waits until all is written; false if it took longer.
     *
     * @throws KafkaException if something could not be
     */
    public boolean awaitWritten(Duration most) throws InterruptedException {
        long end = System.nanoTime() + most.toNanos();
        while (!backlog.isEmpty() && thread.isAlive() && System.nanoTime() < end) {
            thread.join(LOOK_AGAIN.toMillis());
        }
        throwFailure();
        return backlog.isEmpty();
    }

    /** Audio that came while there was no room for it. */
    public double lostSeconds() {
        return lostSeconds.sum();
    }

    /** Writes no more; what waits is dropped. */
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (failure.get() == null) {
                write(backlog.first(GROUP));
            }
        } catch (InterruptedException | InterruptException closed) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // Kafka's, a serializer's whose registry does not answer, or a bug: the caller must see it.
            fail(e);
        }
    }

    /** Writes chunks one after the other; those that were rejected after the last that was written stay in the backlog. */
    private void write(List<AudioChunk> group) throws InterruptedException {
        List<Future<RecordMetadata>> answers = send(group);
        int written = 0;
        Exception problem = null;
        for (int i = 0; i < answers.size(); i++) {
            try {
                answers.get(i).get();
                written = i + 1;
            } catch (ExecutionException e) {
                problem = e.getCause() instanceof Exception refused ? refused : e;
            }
        }
        everWritten |= written > 0;
        reportHoles(group, answers, written);
        if (problem == null) {
            back();
        }
        backlog.remove(written);
        if (problem != null) {
            gone(problem);
        }
    }

    /** What was given up before something later was taken cannot be written in its place any more. */
    private void reportHoles(List<AudioChunk> group, List<Future<RecordMetadata>> answers, int written)
            throws InterruptedException {
        for (int i = 0; i < written; i++) {
            if (isRefused(answers.get(i)) && group.get(i).kind() == ChunkKind.AUDIO) {
                lost(
                        ChunkBacklog.gap(group.get(i), group.get(i).samples()),
                        "were refused while later audio was taken");
            }
        }
    }

    /** Hands chunks to the producer until it rejects one at once. */
    private List<Future<RecordMetadata>> send(List<AudioChunk> group) throws InterruptedException {
        List<Future<RecordMetadata>> answers = new ArrayList<>();
        for (AudioChunk chunk : group) {
            Future<RecordMetadata> answer = producer.send(new ProducerRecord<>(topic, chunk.sourceId(), chunk));
            answers.add(answer);
            if (answer.isDone() && isRefused(answer)) {
                break;
            }
            isTopicKnown = true;
        }
        producer.flush();
        return answers;
    }

    private static boolean isRefused(Future<RecordMetadata> answer) throws InterruptedException {
        try {
            answer.get();
            return false;
        } catch (ExecutionException e) {
            return true;
        }
    }

    private void gone(Exception problem) {
        if (!(problem instanceof RetriableException) || !(everWritten || isTopicNew())) {
            fail(problem);
        } else if (!away) {
            away = true;
            notices.accept(
                    "the broker does not take audio (" + problem.getMessage() + "); what is played waits for it");
        }
    }

    /** Whether the topic is there and may yet take its first chunk. */
    private boolean isTopicNew() {
        long now = System.nanoTime();
        if (isTopicKnown && refusedNanos.isEmpty()) {
            refusedNanos = OptionalLong.of(now);
        }
        return refusedNanos.isPresent() && now - refusedNanos.getAsLong() < PATIENCE_WITH_A_NEW_TOPIC.toNanos();
    }

    private void fail(Exception problem) {
        failure.set(problem);
        backlog.abandon();
    }

    private void back() {
        if (away) {
            away = false;
            notices.accept("the broker takes audio again");
        }
    }

    private void lost(AudioChunk gap, String why) {
        double seconds = gap.format().seconds(gap.gapSamples());
        lostSeconds.add(seconds);
        SampleClock clock = new SampleClock(gap.epochStartMicros(), gap.format().sampleRateHz());
        notices.accept(String.format(
                Locale.ROOT,
                "%.2f s of %s from %s on %s; they are recorded as a gap",
                seconds,
                gap.sourceId(),
                clock.instantAt(gap.firstSample()),
                why));
    }

    private void throwFailure() {
        Exception e = failure.get();
        if (e != null) {
            throw new KafkaException("audio could not be written to " + topic + ": " + e.getMessage(), e);
        }
    }
}
