package io.earshot.topology;

import io.earshot.embedding.SegmentEmbedding;
import io.earshot.embedding.TokenContext;
import io.earshot.encoder.AudioEncoder;
import io.earshot.feature.LevelMeter;
import io.earshot.feature.LogMel;
import io.earshot.feature.LogMelExtractor;
import io.earshot.match.EncodedSegment;
import io.earshot.metrics.TaggingMetrics;
import io.earshot.segment.Cut;
import io.earshot.segment.Hop;
import io.earshot.segment.RunEnd;
import io.earshot.wire.StoredSegment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Hops to encoded segments. The cached tokens of a source are its only state: one entry is appended for each hop and
 * the oldest is deleted, so the changelog grows by what a hop adds and never by the whole context.
 */
final class EncodeProcessor implements Processor<String, Cut, String, Object> {
    private final AudioEncoder encoder;
    private final LogMelExtractor features;
    private final LevelMeter level;
    private final Consumer<EncodedSegment> heard;
    private final TaggingMetrics metrics;
    private final int hopsInContext;
    private final Map<String, Cache> caches = new RecentSources<>();
    private ProcessorContext<String, Object> context;
    private KeyValueStore<byte[], float[]> tokens;

    EncodeProcessor(
            AudioEncoder encoder,
            LogMelExtractor features,
            LevelMeter level,
            Consumer<EncodedSegment> heard,
            TaggingMetrics metrics) {
        this.encoder = encoder;
        this.features = features;
        this.level = level;
        this.heard = heard;
        this.metrics = metrics;
        this.hopsInContext = encoder.contextTokens() / encoder.tokensPerHop();
    }

    @Override
    public void init(ProcessorContext<String, Object> context) {
        this.context = context;
        // Streams revives a task with the same processor: the store has gone back to what was committed.
        caches.clear();
        this.tokens = context.getStateStore(TaggingTopology.TOKENS);
    }

    @Override
    public void process(Record<String, Cut> record) {
        Cache cache = caches.computeIfAbsent(record.key(), this::restore);
        if (record.value() instanceof Hop hop) {
            EncodedSegment segment = encode(hop, cache);
            metrics.heard(hop.span().heardSamples() / (double) level.sampleRateHz());
            heard.accept(segment);
            context.forward(record.withValue(segment), TaggingTopology.MATCH);
            context.forward(
                    record.withValue(new StoredSegment(encoder.space().modelDigest(), segment)),
                    TaggingTopology.SINK_SEGMENTS);
        } else if (record.value() instanceof RunEnd) {
            forget(record.key(), cache);
            context.forward(record, TaggingTopology.MATCH);
        }
    }

    private EncodedSegment encode(Hop hop, Cache cache) {
        String sourceId = hop.span().sourceId();
        if (hop.span().startsRun()) {
            forget(sourceId, cache);
            caches.put(sourceId, cache);
        }
        LogMel logMel = metrics.timeFeatures(() -> features.extract(hop));
        float[] added = metrics.timeLocal(() -> encoder.encodeHop(logMel));
        append(sourceId, hop.span().gridIndex(), added, cache);
        SegmentEmbedding encoded = metrics.timeContext(() -> encoder.encodeSegment(cache.context.tokens()));
        return new EncodedSegment(hop.span(), encoded, level.dbfs(hop));
    }

    private void append(String sourceId, long gridIndex, float[] added, Cache cache) {
        cache.context = cache.context.append(added, encoder.contextTokens() * encoder.tokenDim());
        cache.hops.addLast(gridIndex);
        tokens.put(SourceKey.of(sourceId, gridIndex), added);
        while (cache.hops.size() > hopsInContext) {
            tokens.delete(SourceKey.of(sourceId, cache.hops.removeFirst()));
        }
    }

    private void forget(String sourceId, Cache cache) {
        cache.hops.forEach(gridIndex -> tokens.delete(SourceKey.of(sourceId, gridIndex)));
        cache.hops.clear();
        cache.context = TokenContext.EMPTY;
        caches.remove(sourceId);
    }

    /** Tokens of another model are nothing to this one: they are deleted, and the context starts anew. */
    private Cache restore(String sourceId) {
        Cache cache = new Cache();
        List<byte[]> foreign = new ArrayList<>();
        try (KeyValueIterator<byte[], float[]> stored =
                tokens.prefixScan(SourceKey.prefix(sourceId), new ByteArraySerializer())) {
            while (stored.hasNext()) {
                KeyValue<byte[], float[]> hop = stored.next();
                if (hop.value == null) {
                    foreign.add(hop.key);
                } else {
                    cache.hops.addLast(SourceKey.index(hop.key));
                    cache.context = cache.context.append(hop.value, encoder.contextTokens() * encoder.tokenDim());
                }
            }
        }
        foreign.forEach(tokens::delete);
        return cache;
    }

    /** What is in the store, at hand. */
    private static final class Cache {
        private final Deque<Long> hops = new ArrayDeque<>();
        private TokenContext context = TokenContext.EMPTY;
    }
}
