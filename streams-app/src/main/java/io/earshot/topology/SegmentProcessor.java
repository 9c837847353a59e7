package io.earshot.topology;

import io.earshot.audio.AudioChunk;
import io.earshot.dsp.Resamplers;
import io.earshot.metrics.TaggingMetrics;
import io.earshot.segment.CarryOverBlock;
import io.earshot.segment.HopGrid;
import io.earshot.segment.SegmentOutcome;
import io.earshot.segment.Segmenter;
import io.earshot.segment.SegmenterState;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Chunk bytes to cuts. What a source needs after a restart is in two stores: a small cursor, written once a chunk, and
 * the audio not yet used up, appended as it came and deleted when no hop needs it.
 */
final class SegmentProcessor extends ContextualProcessor<String, byte[], String, Object> {
    private final HopGrid grid;
    private final TaggingMetrics metrics;
    private final Resamplers resamplers;
    private final Deserializer<AudioChunk> decoder;
    private final String topic;
    private Map<String, Source> sources;
    private KeyValueStore<String, SegmenterState> cursors;
    private SourceStore<CarryOverBlock> carryOver;

    SegmentProcessor(TaggingStages stages, Deserializer<AudioChunk> decoder, String topic) {
        this.grid = stages.tagger().grid();
        this.metrics = stages.metrics();
        this.resamplers = new Resamplers(grid.sampleRateHz());
        this.decoder = decoder;
        this.topic = topic;
    }

    @Override
    public void init(ProcessorContext<String, Object> context) {
        super.init(context);
        sources = new RecentSources<>();
        cursors = context.getStateStore(TaggingTopology.CURSORS);
        carryOver = new SourceStore<>(context.getStateStore(TaggingTopology.CARRY_OVER));
    }

    @Override
    public void process(Record<String, byte[]> record) {
        try {
            take(record, decode(record));
        } catch (SerializationException e) {
            reject(record, "undecodable", e.getMessage());
        }
    }

    private AudioChunk decode(Record<String, byte[]> record) {
        if (record.value() == null) {
            throw new SerializationException("a chunk record without a value");
        }
        AudioChunk chunk = decoder.deserialize(topic, record.value());
        if (!chunk.sourceId().equals(record.key())) {
            throw new SerializationException(
                    "the record's key " + record.key() + " is not the chunk's source id " + chunk.sourceId());
        }
        return chunk;
    }

    private void take(Record<String, byte[]> record, AudioChunk chunk) {
        Source source = sources.computeIfAbsent(chunk.sourceId(), this::restore);
        SegmentOutcome outcome = source.segmenter.accept(chunk);
        switch (outcome.disposition()) {
            case ACCEPTED -> {
                metrics.chunk(outcome.disposition().name());
                save(chunk.sourceId(), source, outcome);
                outcome.cuts().forEach(cut -> context().forward(record.withValue(cut), TaggingTopology.ENCODE));
            }
            case IGNORED -> metrics.chunk(outcome.disposition().name());
            default -> reject(record, outcome.disposition().name().toLowerCase(Locale.ROOT), outcome.reason());
        }
    }

    private void save(String sourceId, Source source, SegmentOutcome outcome) {
        outcome.block().ifPresent(block -> {
            byte[] key = SourceKey.of(sourceId, source.nextBlock);
            carryOver.put(key, block);
            source.hold(key, block, outcome.state());
        });
        while (!source.blocks.isEmpty() && isUsedUp(source.blocks.getFirst(), outcome)) {
            carryOver.delete(source.blocks.removeFirst().key);
        }
        cursors.put(sourceId, outcome.state());
        if (outcome.state().ended()) {
            // Its cursor stays in the store, to recognise late chunks; memory is for sources that play.
            sources.remove(sourceId);
        }
    }

    private static boolean isUsedUp(HeldBlock block, SegmentOutcome outcome) {
        return block.epochId != outcome.state().epochId() || block.endSample <= outcome.keepFromSample();
    }

    private Source restore(String sourceId) {
        SegmenterState state = cursors.get(sourceId);
        if (state == null) {
            // Without its cursor, which another model may have left, carried over audio has no place.
            carryOver.deleteAll(sourceId);
            return new Source(new Segmenter(grid, resamplers, sourceId));
        }
        Source source = new Source(Segmenter.restore(grid, resamplers, sourceId, state, carryOver.values(sourceId)));
        carryOver.entries(sourceId).forEach(block -> source.hold(block.key, block.value, state));
        return source;
    }

    private void reject(Record<String, byte[]> record, String reason, String detail) {
        metrics.chunk(reason);
        context()
                .forward(
                        DeadLetters.of(record, reason, detail, context().recordMetadata()),
                        TaggingTopology.SINK_DEAD_LETTERS);
    }

    /** A block in the store. */
    private record HeldBlock(byte[] key, long epochId, long endSample) {}

    /** Copy of the stores in memory. */
    private static final class Source {
        private final Segmenter segmenter;
        private final Deque<HeldBlock> blocks = new ArrayDeque<>();
        private long nextBlock;

        Source(Segmenter segmenter) {
            this.segmenter = segmenter;
        }

        void hold(byte[] key, CarryOverBlock block, SegmenterState state) {
            long samples = block.payload().length / state.format().frameBytes();
            blocks.addLast(new HeldBlock(key, block.epochId(), block.firstSample() + samples));
            nextBlock = SourceKey.index(key) + 1;
        }
    }
}
