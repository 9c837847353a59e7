package io.earshot.topology;

import io.earshot.audio.AudioChunk;
import io.earshot.audio.ChunkKind;
import io.earshot.audio.SampleClock;
import io.earshot.dsp.Resamplers;
import io.earshot.metrics.TaggingMetrics;
import io.earshot.segment.Cut;
import io.earshot.segment.Disposition;
import io.earshot.segment.RunEnd;
import io.earshot.segment.SegmentOutcome;
import io.earshot.segment.SegmenterState;
import io.earshot.wire.ChangeNote;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Chunk bytes to cuts. An epoch that lies apart from what its source plays gets a lane of its own, so that a backfill breaks
 * no live audio, and the other way round; cuts have the key of their lane. Sources that fall silent without saying so are
 * forgotten in steps: the audio after minutes, the cursor after days.
 */
final class SegmentProcessor extends ContextualProcessor<String, byte[], String, Object> {
    private static final Duration CHECK = Duration.ofSeconds(10);

    /** Lanes that are given up at a check at most: one costs as much as a hop. */
    private static final int MOST_BROKEN_OFF = 64;

    /** Sources that are forgotten at a check at most: one costs a tombstone. 16 partitions forget a million in an hour. */
    private static final int MOST_FORGOTTEN = 256;

    /** Clocks are wrong by hours, by a zone or a summer. What lies farther ahead would move a source into a time to come. */
    private static final Duration AHEAD = Duration.ofDays(1);

    private static final Duration OVERLOAD_TOLD = Duration.ofMinutes(1);

    private final TaggingStages stages;
    private final TaggingMetrics metrics;
    private final Resamplers resamplers;
    private final Deserializer<AudioChunk> decoder;
    private final String topic;
    private CutLanes lanes;
    private SideLanes sides;
    private SilenceClock silence;
    private SourceQuota quota;
    private Map<String, Long> overloads;

    SegmentProcessor(TaggingStages stages, Deserializer<AudioChunk> decoder, String topic) {
        this.stages = stages;
        this.metrics = stages.metrics();
        this.resamplers = new Resamplers(stages.tagger().grid().sampleRateHz());
        this.decoder = decoder;
        this.topic = topic;
    }

    @Override
    public void init(ProcessorContext<String, Object> context) {
        super.init(context);
        close();
        lanes = new CutLanes(
                stages.tagger().grid(),
                resamplers,
                stages.forgetting().memory(),
                context.getStateStore(TaggingTopology.CURSORS),
                new SourceStore<>(context.getStateStore(TaggingTopology.CARRY_OVER)));
        silence = new SilenceClock(stages.audio(), context, CHECK.toMillis());
        lanes.restore(silence);
        quota = new SourceQuota(stages.timesRealTime());
        overloads = new RecentSources<>();
        sides = new SideLanes();
        lanes.sides().forEach(sides::hear);
        tellKept();
        context.schedule(CHECK, PunctuationType.WALL_CLOCK_TIME, this::forgetSilent);
    }

    /** Streams may begin a task again with the same processor. */
    @Override
    public void close() {
        if (lanes != null) {
            lanes.close();
            lanes = null;
            metrics.forgetting().gone(context().taskId().toString());
        }
    }

    @Override
    public void process(Record<String, byte[]> record) {
        context()
                .recordMetadata()
                .ifPresent(from -> stages.audio()
                        .take(from.partition(), from.offset(), context().currentSystemTimeMs()));
        silence.record(record.timestamp());
        if (isReset(record)) {
            reset(record.key(), record.timestamp());
            return;
        }
        try {
            take(record, decode(record));
        } catch (SerializationException e) {
            reject(record, "undecodable", e.getMessage());
        }
    }

    private static boolean isReset(Record<String, byte[]> record) {
        return record.value() == null
                && record.key() != null
                && ChangeNote.of(record.headers())
                        .filter(note -> note.what().equals(ChangeNote.RESET))
                        .isPresent();
    }

    /** Ends all that a source plays and forgets it. Its side lanes come first, because they leave a note in the main one. */
    private void reset(String sourceId, long appendMillis) {
        List.copyOf(sides.of(sourceId)).forEach(side -> {
            close(side, appendMillis);
            tellForgotten(side, SegmenterState.NEW, appendMillis);
        });
        String main = LaneKey.main(sourceId);
        SegmenterState state = lanes.lane(main).segmenter().state();
        forward(new Record<>(main, null, appendMillis), lanes.breakOff(main));
        lanes.forget(main);
        tellForgotten(main, state, appendMillis);
        metrics.forgetting().forgot("reset");
    }

    private void tellForgotten(String key, SegmenterState state, long appendMillis) {
        RunEnd end = new RunEnd(LaneKey.sourceId(key), state.epochId(), state.heardEndMicros(), true);
        context().forward(InnerHeaders.withForget(new Record<>(key, end, appendMillis)), TaggingTopology.ENCODE);
        context().forward(new Record<>(key, null, appendMillis), TaggingTopology.COVER);
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
        Optional<String> ahead = ahead(chunk, record.timestamp());
        if (ahead.isPresent()) {
            reject(record, "future", ahead.get());
            return;
        }
        if (!quota.takes(chunk, record.timestamp())) {
            tellOverload(record, chunk);
            return;
        }
        String key = laneOf(chunk, record.timestamp());
        SegmentOutcome outcome = lanes.lane(key).segmenter().accept(chunk);
        switch (outcome.disposition()) {
            case ACCEPTED -> {
                metrics.chunk(outcome.disposition().name());
                lanes.save(key, outcome, record.timestamp(), silence.millis());
                Record<String, Cut> cuts = InnerHeaders.with(record.withKey(key).withValue(null), chunk.title());
                forward(cuts, outcome.cuts());
            }
            case IGNORED -> metrics.chunk(outcome.disposition().name());
            default -> reject(record, outcome.disposition().name().toLowerCase(Locale.ROOT), outcome.reason());
        }
        context()
                .forward(
                        record.withKey(key).withValue(new ChunkFate(chunk, outcome.disposition())),
                        TaggingTopology.COVER);
        if (LaneKey.isSide(key) && outcome.state().ended()) {
            close(key, record.timestamp());
        }
        lanes.settle(key);
        makeRoom(key, record.timestamp());
    }

    /** Letters would double the flood: the first chunk that is too much has one, and then one a minute. */
    private void tellOverload(Record<String, byte[]> record, AudioChunk chunk) {
        String source = chunk.sourceId();
        String side = LaneKey.side(source, chunk.epochId());
        context()
                .forward(
                        record.withKey(sides.isOpen(side) ? side : LaneKey.main(source))
                                .withValue(new ChunkFate(chunk, Disposition.OVERLOAD)),
                        TaggingTopology.COVER);
        metrics.overload(source);
        Long toldMillis = overloads.get(source);
        if (toldMillis == null || record.timestamp() - toldMillis >= OVERLOAD_TOLD.toMillis()) {
            overloads.put(source, record.timestamp());
            reject(
                    record,
                    "overload",
                    "more than source.rate.most=" + stages.timesRealTime()
                            + " times real time; letters of such chunks are written once a minute");
        } else {
            metrics.chunk("overload");
        }
    }

    /** Why a chunk's time cannot be; depends on the topic alone. */
    private static Optional<String> ahead(AudioChunk chunk, long appendMillis) {
        SampleClock clock =
                new SampleClock(chunk.epochStartMicros(), chunk.format().sampleRateHz());
        long aheadMicros = clock.microsAt(chunk.endSample()) - appendMillis * 1_000;
        return aheadMicros <= AHEAD.toMillis() * 1_000
                ? Optional.empty()
                : Optional.of("ends at " + clock.instantAt(chunk.endSample()) + ", but was appended at "
                        + Instant.ofEpochMilli(appendMillis) + "; at most " + AHEAD.toHours()
                        + " h ahead are believed");
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
        CutLane lane = lanes.lane(main);
        SegmenterState state = lane.segmenter().state();
        boolean plays = !state.ended()
                && appendMillis - lane.appendMillis() <= stages.stall().toMillis();
        boolean isNew = chunk.epochId() != state.epochId() && !state.hasSuperseded(chunk.epochId());
        if (chunk.kind() == ChunkKind.HEARTBEAT || !plays || !isNew || !state.isApart(chunk)) {
            return main;
        }
        sides.surplus(chunk.sourceId()).ifPresent(surplus -> close(surplus, appendMillis));
        sides.hear(side);
        return side;
    }

    /** An epoch beside another is over: forgets its lane, but not that the epoch was there. */
    private void close(String side, long appendMillis) {
        close(side, new Record<>(side, null, appendMillis));
    }

    private void close(String side, Record<String, Cut> cuts) {
        forward(cuts, lanes.breakOff(side));
        lanes.forget(side);
        sides.close(side);
        lanes.supersede(LaneKey.main(LaneKey.sourceId(side)), LaneKey.epochId(side), silence.millis());
    }

    private void giveUp(String key, Record<String, Cut> cuts, String reason) {
        if (LaneKey.isSide(key)) {
            close(key, cuts);
        } else {
            forward(cuts, lanes.breakOff(key));
        }
        metrics.forgetting().forgot(reason);
    }

    /**
     * The work of a check is bounded: what is left is given up at the next. Cuts have the time of the newest chunk, because
     * those that decide would take that of the clock for what has come since.
     */
    private void forgetSilent(long nowMillis) {
        silence.check(nowMillis);
        lanes.unload(silence.heardBy(stages.stall()));
        lanes.playing(silence.heardBy(stages.forgetting().audio()), MOST_BROKEN_OFF)
                .forEach(key -> giveUp(key, silent(key), "audio"));
        lanes.known(silence.heardBy(stages.forgetting().cursor()), MOST_FORGOTTEN)
                .forEach(main -> {
                    lanes.forget(main);
                    metrics.forgetting().forgot("cursor");
                });
        makeRoom("", silence.newestAppendMillis());
        tellKept();
    }

    private Record<String, Cut> silent(String key) {
        return InnerHeaders.ofSilent(new Record<>(key, null, silence.newestAppendMillis()));
    }

    /** There is no room for the audio of all lanes: those that are silent for longest give theirs up. */
    private void makeRoom(String but, long appendMillis) {
        for (int given = 0; given < MOST_BROKEN_OFF; given++) {
            Optional<String> surplus = lanes.surplus(but);
            if (surplus.isEmpty()) {
                return;
            }
            String key = surplus.get();
            boolean isSilent = lanes.isSilent(key, silence.heardBy(stages.stall()));
            giveUp(key, isSilent ? silent(key) : new Record<>(key, null, appendMillis), "memory");
        }
    }

    private void tellKept() {
        metrics.forgetting().keeps(context().taskId().toString(), lanes.kept());
    }

    private void reject(Record<String, byte[]> record, String reason, String detail) {
        metrics.chunk(reason);
        context()
                .forward(
                        DeadLetters.of(record, reason, detail, context().recordMetadata()),
                        TaggingTopology.SINK_DEAD_LETTERS);
    }
}
