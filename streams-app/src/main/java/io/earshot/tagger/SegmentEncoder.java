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
     * Encodes the segment that ends with a hop.
     *
     * @param before tokens of the hops before it in its run; those of another run are left out
     */
    public Encoded encode(Hop hop, TokenContext before) {
        LogMel logMel = timer.time(Stage.FEATURES, () -> features.extract(hop));
        float[] added = timer.time(Stage.LOCAL, () -> encoder.encodeHop(logMel));
        TokenContext context = append(hop.span().startsRun() ? TokenContext.EMPTY : before, added);
        SegmentEmbedding encoded = timer.time(Stage.CONTEXT, () -> encoder.encodeSegment(context.tokens()));
        return new Encoded(new EncodedSegment(hop.span(), encoded, level.dbfs(hop)), added, context);
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
