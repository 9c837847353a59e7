package io.earshot.topology;

import io.earshot.dsp.Resamplers;
import io.earshot.metrics.ForgettingMeters;
import io.earshot.segment.CarryOverBlock;
import io.earshot.segment.Cut;
import io.earshot.segment.HopGrid;
import io.earshot.segment.SegmentOutcome;
import io.earshot.segment.Segmenter;
import io.earshot.segment.SegmenterState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The lanes of a task. What a lane needs after a restart is in two stores: a small cursor, written once a chunk, and the
 * audio not yet used up, appended as it came and deleted when no hop needs it. Lanes that were heard lately are in memory,
 * too. Which lanes were heard when is taken from the stores at a start, so that a restart forgets the same.
 */
final class CutLanes {
    /** Size of the tokens that encoding keeps for a run, in its store and in memory. */
    private static final int TOKEN_BYTES = 40_000;

    private final HopGrid grid;
    private final Resamplers resamplers;
    private final AudioMemory memory;
    private final KeyValueStore<String, SegmenterState> cursors;
    private final SourceStore<CarryOverBlock> carryOver;
    private final Map<String, CutLane> recent = new HashMap<>();
    private final HeardOrder playing = new HeardOrder();
    private final HeardOrder known = new HeardOrder();
    private long countedBytes;

    CutLanes(
            HopGrid grid,
            Resamplers resamplers,
            AudioMemory memory,
            KeyValueStore<String, SegmenterState> cursors,
            SourceStore<CarryOverBlock> carryOver) {
        this.grid = grid;
        this.resamplers = resamplers;
        this.memory = memory;
        this.cursors = cursors;
        this.carryOver = carryOver;
    }

    /** Takes over what the stores hold; the clock learns when the newest chunk of all was appended. */
    void restore(SilenceClock clock) {
        List<Stored> stored = new ArrayList<>();
        try (KeyValueIterator<String, SegmenterState> all = cursors.all()) {
            all.forEachRemaining(cursor -> stored.add(new Stored(cursor)));
        }
        long newest = stored.stream().mapToLong(Stored::appendMillis).max().orElse(0);
        clock.known(newest);
        stored.stream()
                .map(cursor -> cursor.appendMillis == 0 ? cursor.at(newest) : cursor)
                .sorted(Comparator.comparingLong(Stored::appendMillis))
                .forEach(cursor -> order(cursor, clock.at(cursor.appendMillis)));
        count();
    }

    /** When a lane was heard last, and whether it has audio; a release before this one did not note the time. */
    private record Stored(String lane, long appendMillis, boolean plays) {
        Stored(KeyValue<String, SegmenterState> cursor) {
            this(
                    cursor.key,
                    cursor.value == null ? 0 : cursor.value.appendMillis(),
                    cursor.value != null && (cursor.value.inRun() || LaneKey.isSide(cursor.key)));
        }

        Stored at(long millis) {
            return new Stored(lane, millis, plays);
        }
    }

    private void order(Stored stored, long atMillis) {
        if (!LaneKey.isSide(stored.lane)) {
            known.heard(stored.lane, atMillis, 0);
        }
        if (stored.plays) {
            int bytes = carryOver.values(stored.lane).stream()
                    .mapToInt(block -> block.payload().length)
                    .sum();
            playing.heard(stored.lane, atMillis, bytes + TOKEN_BYTES);
        }
    }

    /** The lanes that play beside others. */
    List<String> sides() {
        return playing.heardBy(Long.MAX_VALUE, Integer.MAX_VALUE).stream()
                .filter(LaneKey::isSide)
                .toList();
    }

    /** A lane, as it is kept or new. */
    CutLane lane(String key) {
        return recent.computeIfAbsent(key, this::stored);
    }

    private CutLane stored(String key) {
        String sourceId = LaneKey.sourceId(key);
        SegmenterState state = cursors.get(key);
        if (state == null) {
            // Without its cursor, which another model may have left, carried over audio has no place.
            carryOver.deleteAll(key);
            return new CutLane(new Segmenter(grid, resamplers, sourceId), 0);
        }
        List<KeyValue<byte[], CarryOverBlock>> blocks = carryOver.entries(key);
        Segmenter segmenter = Segmenter.restore(
                grid,
                resamplers,
                sourceId,
                state,
                blocks.stream().map(block -> block.value).toList());
        CutLane lane = new CutLane(segmenter, state.appendMillis());
        blocks.forEach(block -> lane.hold(block.key, block.value));
        return lane;
    }

    /**
     * Keeps what a chunk made of a lane.
     *
     * @param appendMillis when it was appended, milliseconds since 1970
     * @param atMillis the same on the clock of silence
     */
    void save(String key, SegmentOutcome outcome, long appendMillis, long atMillis) {
        CutLane lane = lane(key);
        lane.heard(appendMillis);
        outcome.block().ifPresent(block -> {
            byte[] at = SourceKey.of(key, lane.nextBlock());
            carryOver.put(at, block);
            lane.hold(at, block);
        });
        lane.useUp(outcome.keepFromSample(), carryOver::delete);
        cursors.put(key, lane.state());
        if (LaneKey.isSide(key) || outcome.state().inRun()) {
            playing.heard(key, atMillis, bytes(lane));
        } else {
            playing.remove(key);
        }
        if (!LaneKey.isSide(key)) {
            known.heard(key, atMillis, 0);
        }
    }

    private static int bytes(CutLane lane) {
        return lane.blockBytes() + lane.segmenter().heldBytes() + TOKEN_BYTES;
    }

    /** The cursor of a lane that does not play stays in the store, to recognise late chunks; memory is for those that play. */
    void settle(String key) {
        if (!playing.contains(key)) {
            recent.remove(key);
        }
        count();
    }

    /** The epoch of an id is over, though its lane is gone. */
    void supersede(String main, long epochId, long atMillis) {
        CutLane lane = lane(main);
        lane.segmenter().supersede(epochId);
        cursors.put(main, lane.state());
        if (!known.contains(main)) {
            known.heard(main, atMillis, 0);
        }
        settle(main);
    }

    /** Ends the run of a lane and gives up its audio; where it stands stays known. */
    List<Cut> breakOff(String key) {
        CutLane lane = lane(key);
        List<Cut> cuts = lane.segmenter().breakOff();
        carryOver.deleteAll(key);
        cursors.put(key, lane.state());
        recent.remove(key);
        playing.remove(key);
        count();
        return cuts;
    }

    /** Forgets all of a lane. */
    void forget(String key) {
        carryOver.deleteAll(key);
        cursors.delete(key);
        recent.remove(key);
        playing.remove(key);
        known.remove(key);
        count();
    }

    /** Silent lanes are in their stores only: the copy in memory is as large again. */
    void unload(long heardBy) {
        for (String key : playing.heardBy(heardBy, Integer.MAX_VALUE)) {
            CutLane lane = recent.remove(key);
            if (lane != null) {
                playing.resize(key, lane.blockBytes() + TOKEN_BYTES);
            }
        }
        count();
    }

    /** Lanes with audio that were heard last at a time or before. */
    List<String> playing(long heardBy, int most) {
        return playing.heardBy(heardBy, most);
    }

    /** Sources that were heard last at a time or before, of which nothing but their place is known. */
    List<String> known(long heardBy, int most) {
        return known.heardBy(heardBy, most).stream()
                .filter(key -> !playing.contains(key))
                .toList();
    }

    /** The lane that has to give up its audio because there is no room for all, if another than a given one can. */
    Optional<String> surplus(String but) {
        return memory.isOver() ? playing.first().filter(first -> !first.equals(but)) : Optional.empty();
    }

    /** Whether a lane with audio was heard last at a time or before. */
    boolean isSilent(String key, long heardBy) {
        return playing.wasHeardBy(key, heardBy);
    }

    /** What is kept. */
    ForgettingMeters.Kept kept() {
        return new ForgettingMeters.Kept(known.size(), playing.size(), playing.bytes());
    }

    /** Gives back its part of the memory. */
    void close() {
        memory.change(-countedBytes);
        countedBytes = 0;
    }

    private void count() {
        memory.change(playing.bytes() - countedBytes);
        countedBytes = playing.bytes();
    }
}
