package io.earshot.cluster;

import io.earshot.audio.AudioChunk;
import io.earshot.evidence.AudioGoneException;
import io.earshot.evidence.AudioSpan;
import io.earshot.evidence.Clip;
import io.earshot.evidence.ClipCutter;
import io.earshot.evidence.ClipSpan;
import io.earshot.evidence.Cutter;
import io.earshot.evidence.NoAudioException;
import io.earshot.evidence.SpanCutter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Cuts clips out of the topic of chunks by audio time. As with {@link KeptSegments} the topic is indexed by append time only:
 * live audio lies where its time was appended, a recording anywhere up to the end. All reading is bounded.
 */
public final class KeptAudioChunks {
    /** Audio appended within this time of its capture is live. */
    private static final long LIVE_MILLIS = 15 * 60_000;

    /** Epochs of a source that overlap lie in the topic beside each other, within this time. */
    private static final long APART_MICROS = 10_000_000;

    private static final int BLOCK_RECORDS = 2_000;

    /** A source's clock may be this far ahead of the brokers' before its audio is searched last. */
    private static final Duration CLOCKS_APART = Duration.ofMinutes(2);

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Supplier<Consumer<String, byte[]>> readers;
    private final String topic;
    private final Deserializer<AudioChunk> decoder;
    private final Duration patience;

    public KeptAudioChunks(KafkaAccess kafka, String topic, Deserializer<AudioChunk> decoder) {
        this(kafka::reader, topic, decoder, PATIENCE);
    }

    KeptAudioChunks(
            Supplier<Consumer<String, byte[]>> readers,
            String topic,
            Deserializer<AudioChunk> decoder,
            Duration patience) {
        this.readers = readers;
        this.topic = topic;
        this.decoder = decoder;
        this.patience = patience;
    }

    /**
     * The audio of a span, as much of it as there is.
     *
     * @throws AudioGoneException if the topic holds none of it; the message says why
     * @throws UncheckedIOException if the topic could not be read far enough in time to tell
     */
    public Clip cut(ClipSpan span) {
        return cut(span, OptionalLong.empty());
    }

    /**
     * The same for a reader who knows when an event of the span was appended: its audio was appended before, and what is around
     * it soon after.
     *
     * @param eventMillis append time, milliseconds since 1970
     */
    public Clip cut(ClipSpan span, OptionalLong eventMillis) {
        AudioSpan asked =
                new AudioSpan(span.sourceId(), span.fromMicros(), Math.max(span.toMicros(), span.fromMicros() + 1));
        return cut(asked, new ClipCutter(span), eventMillis, false);
    }

    /**
     * The audio of a span of any epoch, as much of it as there is. Where the source was live around it, only live audio counts.
     *
     * @throws NoAudioException if nothing of it is there and the topic has dropped nothing
     * @throws AudioGoneException if the topic may have dropped it
     * @throws UncheckedIOException if the topic could not be read far enough in time to tell
     */
    public Clip cut(AudioSpan span) {
        return cut(span, new SpanCutter(span), OptionalLong.empty(), true);
    }

    private Clip cut(AudioSpan span, Cutter cutter, OptionalLong eventMillis, boolean isOfAnyEpoch) {
        try (TopicRead read = new TopicRead(readers.get(), topic, List.of(span.sourceId()))) {
            return new Search(read, span, cutter, eventMillis, isOfAnyEpoch).run();
        }
    }

    /** One search. */
    private final class Search {
        private final TopicRead read;
        private final AudioSpan span;
        private final OptionalLong eventMillis;
        private final boolean isOfAnyEpoch;
        private final BooleanSupplier isLate = TopicRead.after(patience);
        private final Cutter cutter;
        private boolean isLive;
        private boolean isPast;
        private boolean isCutOff;
        private boolean isBackwards;
        private boolean reachesBegin;

        Search(TopicRead read, AudioSpan span, Cutter cutter, OptionalLong eventMillis, boolean isOfAnyEpoch) {
            this.read = read;
            this.span = span;
            this.eventMillis = eventMillis;
            this.isOfAnyEpoch = isOfAnyEpoch;
            this.cutter = cutter;
        }

        Clip run() {
            Map<TopicPartition, Long> place = read.appendedFrom(span.fromMicros() / 1_000 - CLOCKS_APART.toMillis());
            read(place, read.end());
            if (!cutter.reachesBack() && !(isOfAnyEpoch && isLive)) {
                backwards(cutter.knowsEpoch() ? place : end());
            }
            if (isPast) {
                cutter.giveUp();
            }
            if (isCutOff && !cutter.isFinal()) {
                throw tooLate();
            }
            boolean isFrontDropped =
                    reachesBegin && read.begin().values().stream().anyMatch(offset -> offset > 0);
            return cutter.clip(isFrontDropped).orElseThrow(() -> nothing(isFrontDropped));
        }

        private Map<TopicPartition, Long> end() {
            return eventMillis.isPresent()
                    ? read.appendedFrom(eventMillis.getAsLong() + CLOCKS_APART.toMillis())
                    : read.end();
        }

        /** From a place back, block by block, until the audio at the span's beginning is there. */
        private void backwards(Map<TopicPartition, Long> from) {
            Map<TopicPartition, Long> to = from;
            while (TopicRead.isBefore(read.begin(), to) && !cutter.reachesBack() && !isLate.getAsBoolean()) {
                Map<TopicPartition, Long> start = read.moved(to, -BLOCK_RECORDS);
                isBackwards = true;
                read(start, to);
                to = start;
            }
            reachesBegin = !TopicRead.isBefore(read.begin(), to);
        }

        private void read(Map<TopicPartition, Long> from, Map<TopicPartition, Long> to) {
            reachesBegin |= !TopicRead.isBefore(read.begin(), from);
            double part = read.read(from, to, () -> isLate.getAsBoolean() || isEnough(), this::take);
            isCutOff |= part < 1 && isLate.getAsBoolean();
        }

        private boolean isEnough() {
            return !isBackwards && (cutter.isFinal() || isPast);
        }

        private void take(ConsumerRecord<String, byte[]> record) {
            if (span.sourceId().equals(record.key())) {
                TopicRead.decode(record, decoder).ifPresent(chunk -> {
                    cutter.take(chunk);
                    note(chunk, record.timestamp());
                });
            }
        }

        private void note(AudioChunk chunk, long appendMillis) {
            long micros = chunk.epochStartMicros() + chunk.format().micros(chunk.firstSample());
            if (Math.abs(appendMillis - micros / 1_000) < LIVE_MILLIS) {
                isLive = true;
                isPast |= micros > span.toMicros() + APART_MICROS;
            }
        }

        private RuntimeException tooLate() {
            return new UncheckedIOException(new IOException(topic + " could not be searched for the audio of "
                    + Instant.ofEpochMilli(span.fromMicros() / 1_000) + " within " + patience.toSeconds() + " s"));
        }

        private RuntimeException nothing(boolean isFrontDropped) {
            Instant from = Instant.ofEpochMilli(span.fromMicros() / 1_000);
            if (isLate.getAsBoolean()) {
                return tooLate();
            }
            if (isOfAnyEpoch && !isFrontDropped) {
                return new NoAudioException(topic + " holds no audio of " + from + " of this source" + excuse());
            }
            return new AudioGoneException(topic + " no longer holds the audio of " + from + " of this source"
                    + (isFrontDropped ? ": its retention has dropped it" : ""));
        }

        private String excuse() {
            return cutter.excuse()
                    .map(reason -> ": " + reason.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                    .orElse("");
        }
    }
}
