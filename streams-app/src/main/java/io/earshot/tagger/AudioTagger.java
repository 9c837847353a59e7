package io.earshot.tagger;

import io.earshot.audio.AudioChunk;
import io.earshot.decide.Decision;
import io.earshot.decide.Event;
import io.earshot.decide.EventTracker;
import io.earshot.decide.NearMiss;
import io.earshot.dsp.Resamplers;
import io.earshot.embedding.TokenContext;
import io.earshot.match.EncodedSegment;
import io.earshot.match.MatchReport;
import io.earshot.query.QueryTable;
import io.earshot.segment.Cut;
import io.earshot.segment.Hop;
import io.earshot.segment.RunEnd;
import io.earshot.segment.SegmentOutcome;
import io.earshot.segment.Segmenter;
import java.util.ArrayList;
import java.util.List;

/** The whole way from the chunks of one source to its events, with no Kafka. Not safe for use by several threads. */
public final class AudioTagger {
    private final TaggerStages stages;
    private final Segmenter segmenter;
    private final SegmentEncoder encoder;
    private final EventTracker tracker;
    private final SegmentListener listener;
    private TokenContext context = TokenContext.EMPTY;

    /** @param listener gets each segment, before the decision */
    public AudioTagger(TaggerStages stages, String sourceId, SegmentListener listener) {
        this.stages = stages;
        this.segmenter =
                new Segmenter(stages.grid(), new Resamplers(stages.grid().sampleRateHz()), sourceId);
        this.encoder = new SegmentEncoder(stages, StageTimer.NONE);
        this.tracker = new EventTracker(sourceId, stages.decision());
        this.listener = listener;
    }

    /**
     * Takes the next chunk.
     *
     * @param table the queries in force
     * @return its events and near misses, in order
     */
    public TaggedChunk accept(AudioChunk chunk, QueryTable table) {
        SegmentOutcome outcome = segmenter.accept(chunk);
        List<Event> events = new ArrayList<>();
        List<NearMiss> nearMisses = new ArrayList<>();
        for (Cut cut : outcome.cuts()) {
            Decision decision = cut instanceof Hop hop ? decide(hop, table) : decide((RunEnd) cut);
            decision.events().forEach(event -> events.add(event.withTitle(chunk.title())));
            nearMisses.addAll(decision.nearMisses());
        }
        return new TaggedChunk(outcome.disposition(), outcome.reason(), events, nearMisses);
    }

    private Decision decide(Hop hop, QueryTable table) {
        SegmentEncoder.Encoded encoded = encoder.encode(hop, context);
        context = encoded.context();
        EncodedSegment segment = encoded.segment();
        MatchReport report =
                stages.matcher().match(hop.span().sourceId(), segment.encoded().embedding(), table);
        listener.segment(segment, report);
        return tracker.onSegment(segment, report, table);
    }

    private Decision decide(RunEnd end) {
        context = TokenContext.EMPTY;
        return tracker.onRunEnd(end);
    }

    /** Gets each segment with the scores of the queries. */
    @FunctionalInterface
    public interface SegmentListener {
        /** Does nothing. */
        SegmentListener NONE = (segment, report) -> {};

        void segment(EncodedSegment segment, MatchReport report);
    }
}
