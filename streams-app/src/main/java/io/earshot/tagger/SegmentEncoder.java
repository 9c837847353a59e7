package io.earshot.tagger;

import io.earshot.embedding.SegmentEmbedding;
import io.earshot.embedding.TokenContext;
import io.earshot.encoder.AudioEncoder;
import io.earshot.feature.LevelMeter;
import io.earshot.feature.LogMel;
import io.earshot.feature.LogMelExtractor;
import io.earshot.match.EncodedSegment;
import io.earshot.segment.Hop;
import io.earshot.tagger.StageTimer.Stage;
import java.util.List;

/**
 * From a hop, and the tokens of those before it, to an encoded segment. Keeps nothing of a source: its context is passed in
 * and returned. Not safe for use by several threads.
 */
public final class SegmentEncoder {
    private final AudioEncoder encoder;
    private final LogMelExtractor features;
    private final LevelMeter level;
    private final StageTimer timer;

    /**
     * Result of a hop.
     *
     * @param segment whose newest hop it is
     * @param added the hop's tokens, flat, read-only
     * @param context of the next hop: those tokens behind the ones before
     */
    public record Encoded(EncodedSegment segment, float[] added, TokenContext context) {}

    /** An encoder of segments with the stages of a model. */
    public SegmentEncoder(TaggerStages stages, StageTimer timer) {
        this.encoder = stages.encoder();
        this.features = new LogMelExtractor(stages.frontEnd(), stages.grid().windowFrames());
        this.level = new LevelMeter(stages.grid());
        this.timer = timer;
    }

    /**
     * A hop that is encoded together with others, in the order in which they are given: of hops of one source, an earlier one's
     * tokens are before a later one's.
     */
    public interface Step {
        Hop hop();

        /** Tokens of the hops before it in its run; asked for when all steps before this one have been taken. */
        TokenContext before();

        /** Takes what became of the hop, before the next step is asked for what is before it. */
        void take(Encoded encoded);
    }

    /** Encodes the segments that end with some hops. What is beside a hop does not change a bit of its segment. */
    public void encode(List<? extends Step> steps) {
        List<LogMel> logMels = steps.stream()
                .map(step -> timer.time(Stage.FEATURES, () -> features.extract(step.hop())))
                .toList();
        List<float[]> added = timer.time(Stage.LOCAL, () -> encoder.encodeHops(logMels));
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            TokenContext before = step.hop().span().startsRun() ? TokenContext.EMPTY : step.before();
            TokenContext context = append(before, added.get(i));
            // One by one: the graph gives other last bits to two and three rows.
            SegmentEmbedding encoded = timer.time(Stage.CONTEXT, () -> encoder.encodeSegment(context.tokens()));
            EncodedSegment segment = new EncodedSegment(step.hop().span(), encoded, level.dbfs(step.hop()));
            step.take(new Encoded(segment, added.get(i), context));
        }
    }

    /**
     * Encodes the segment that ends with a hop.
     *
     * @param before tokens of the hops before it in its run; those of another run are left out
     */
    public Encoded encode(Hop hop, TokenContext before) {
        Alone step = new Alone(hop, before);
        encode(List.of(step));
        return step.encoded;
    }

    private static final class Alone implements Step {
        private final Hop hop;
        private final TokenContext before;
        private Encoded encoded;

        Alone(Hop hop, TokenContext before) {
            this.hop = hop;
            this.before = before;
        }

        @Override
        public Hop hop() {
            return hop;
        }

        @Override
        public TokenContext before() {
            return before;
        }

        @Override
        public void take(Encoded taken) {
            encoded = taken;
        }
    }

    /**
     * A context with the tokens of one more hop; those too old to be looked at are dropped.
     *
     * @param added flat. Not modified.
     */
    public TokenContext append(TokenContext context, float[] added) {
        return context.append(added, encoder.contextTokens() * encoder.tokenDim());
    }

    /** Most hops whose tokens are in a context. */
    public int hopsInContext() {
        return encoder.contextTokens() / encoder.tokensPerHop();
    }
}
