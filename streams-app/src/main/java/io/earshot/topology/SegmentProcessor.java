package io.earshot.topology;

import io.earshot.audio.AudioChunk;
import io.earshot.audio.ChunkKind;
import io.earshot.dsp.Resamplers;
import io.earshot.metrics.TaggingMetrics;
import io.earshot.segment.CarryOverBlock;
import io.earshot.segment.Cut;
import io.earshot.segment.HopGrid;
import io.earshot.segment.RunEnd;
import io.earshot.segment.SegmentOutcome;
import io.earshot.segment.Segmenter;
import io.earshot.segment.SegmenterState;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Chunk bytes to cuts. An epoch that lies apart from what its source plays gets a lane of its own, so that a backfill breaks
 * no live audio, and the other way round; cuts have the key of their lane. What a lane needs after a restart is in two stores: a small cursor, written once a chunk, and
 * the audio not yet used up, appended as it came and deleted when no hop needs it.
 */
final class SegmentProcessor extends ContextualProcessor<String, byte[], String, Object> {
    private static final Duration CHECK = Duration.ofSeconds(10);

    private final HopGrid grid;
    private final Duration stall;
    private final TaggingMetrics metrics;
    private final Resamplers resamplers;
    private final Deserializer<AudioChunk> decoder;
    private final String topic;
    private Map<String, Source> sources;
    private SideLanes sides;
    private long lastCheckMillis;
    private KeyValueStore<String, SegmenterState> cursors;
    private SourceStore<CarryOverBlock> carryOver;

    SegmentProcessor(TaggingStages stages, Deserializer<AudioChunk> decoder, String topic) {
        this.grid = stages.tagger().grid();
        this.stall = stages.stall();
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
        sides = storedSides();
        lastCheckMillis = context.currentSystemTimeMs();
        context.schedule(CHECK, PunctuationType.WALL_CLOCK_TIME, this::closeForgotten);
    }

    private SideLanes storedSides() {
        SideLanes stored = new SideLanes();
        try (KeyValueIterator<String, SegmenterState> all = cursors.all()) {
            all.forEachRemaining(cursor -> {
                if (LaneKey.isSide(cursor.key)) {
                    stored.hear(cursor.key);
                }
            });
        }
        return stored;
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
        String lane = laneOf(chunk, record.timestamp());
        Source source = source(lane);
        SegmentOutcome outcome = source.segmenter.accept(chunk);
        switch (outcome.disposition()) {
            case ACCEPTED -> {
                metrics.chunk(outcome.disposition().name());
                source.appendMillis = record.timestamp();
                save(lane, source, outcome);
                Record<String, Cut> cuts =
                        InnerHeaders.with(record.withKey(lane).withValue(null), chunk.title());
                forward(cuts, outcome.cuts());
            }
            case IGNORED -> metrics.chunk(outcome.disposition().name());
            default -> reject(record, outcome.disposition().name().toLowerCase(Locale.ROOT), outcome.reason());
        }
        context()
                .forward(
                        record.withKey(lane).withValue(new ChunkFate(chunk, outcome.disposition())),
                        TaggingTopology.COVER);
        if (LaneKey.isSide(lane) && outcome.state().ended()) {
            close(lane, record.timestamp());
        }
    }

    /** What comes before the end of a run is the rest that silence completes; a run that goes on has none. */
    private void forward(Record<String, Cut> record, List<Cut> cuts) {
        int ends = -1;
        for (int i = 0; i < cuts.size(); i++) {
            ends = cuts.get(i) instanceof RunEnd ? i : ends;
        }
        for (int i = 0; i < cuts.size(); i++) {
            Record<String, Cut> cut = record.withValue(cuts.get(i));
            context().forward(i < ends ? InnerHeaders.withRest(cut) : cut, TaggingTopology.ENCODE);
        }
    }

    /**
     * The lane of a chunk: its source's main one, unless another epoch plays there and the chunk's lies apart from it. Depends on
     * the topic alone, so that a restart chooses the same.
     */
    private String laneOf(AudioChunk chunk, long appendMillis) {
        String main = LaneKey.main(chunk.sourceId());
        String side = LaneKey.side(chunk.sourceId(), chunk.epochId());
        if (sides.isOpen(side)) {
            sides.hear(side);
            return side;
        }
        Source source = source(main);
        SegmenterState state = source.segmenter.state();
        boolean plays = !state.ended() && appendMillis - source.appendMillis <= stall.toMillis();
        boolean isNew = chunk.epochId() != state.epochId() && !state.hasSuperseded(chunk.epochId());
        if (chunk.kind() == ChunkKind.HEARTBEAT || !plays || !isNew || !state.isApart(chunk)) {
            return main;
        }
        sides.surplus(chunk.sourceId()).ifPresent(surplus -> close(surplus, appendMillis));
        sides.hear(side);
        return side;
    }

    /** An epoch beside another is over: forgets its lane, but not that the epoch was there. */
    private void close(String side, long timestamp) {
        source(side)
                .segmenter
                .breakOff()
                .forEach(cut -> context().forward(new Record<>(side, cut, timestamp), TaggingTopology.ENCODE));
        carryOver.deleteAll(side);
        cursors.delete(side);
        sources.remove(side);
        sides.close(side);
        String main = LaneKey.main(LaneKey.sourceId(side));
        Source source = source(main);
        source.segmenter.supersede(LaneKey.epochId(side));
        cursors.put(main, source.state());
    }

    /** A check that comes late counts as one that came in time: then it was this process that stood still. */
    private void closeForgotten(long nowMillis) {
        long passedMillis = Math.min(nowMillis - lastCheckMillis, 2 * CHECK.toMillis());
        lastCheckMillis = nowMillis;
        sides.pass(passedMillis).forEach(side -> close(side, nowMillis));
    }

    private Source source(String lane) {
        return sources.computeIfAbsent(lane, this::restore);
    }

    private void save(String lane, Source source, SegmentOutcome outcome) {
        outcome.block().ifPresent(block -> {
            byte[] key = SourceKey.of(lane, source.nextBlock);
            carryOver.put(key, block);
            source.hold(key, block, outcome.state());
        });
        while (!source.blocks.isEmpty() && isUsedUp(source.blocks.getFirst(), outcome)) {
            carryOver.delete(source.blocks.removeFirst().key);
        }
        cursors.put(lane, source.state());
        if (outcome.state().ended()) {
            // Its cursor stays in the store, to recognise late chunks; memory is for sources that play.
            sources.remove(lane);
        }
    }

    private static boolean isUsedUp(HeldBlock block, SegmentOutcome outcome) {
        return block.epochId != outcome.state().epochId() || block.endSample <= outcome.keepFromSample();
    }

    private Source restore(String lane) {
        String sourceId = LaneKey.sourceId(lane);
        SegmenterState state = cursors.get(lane);
        if (state == null) {
            // Without its cursor, which another model may have left, carried over audio has no place.
            carryOver.deleteAll(lane);
            return new Source(new Segmenter(grid, resamplers, sourceId));
        }
        Source source = new Source(Segmenter.restore(grid, resamplers, sourceId, state, carryOver.values(lane)));
        source.appendMillis = state.appendMillis();
        carryOver.entries(lane).forEach(block -> source.hold(block.key, block.value, state));
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
        private long appendMillis;

        Source(Segmenter segmenter) {
            this.segmenter = segmenter;
        }

        SegmenterState state() {
            return segmenter.state().withAppendMillis(appendMillis);
        }

        void hold(byte[] key, CarryOverBlock block, SegmenterState state) {
            long samples = block.payload().length / state.format().frameBytes();
            blocks.addLast(new HeldBlock(key, block.epochId(), block.firstSample() + samples));
            nextBlock = SourceKey.index(key) + 1;
        }
    }
}
