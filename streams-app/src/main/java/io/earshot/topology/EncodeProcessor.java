package io.earshot.topology;

import io.earshot.embedding.TokenContext;
import io.earshot.match.EncodedSegment;
import io.earshot.metrics.TaggingMetrics;
import io.earshot.segment.Cut;
import io.earshot.segment.Hop;
import io.earshot.segment.HopSpan;
import io.earshot.segment.RunEnd;
import io.earshot.tagger.SegmentEncoder;
import io.earshot.tagger.StageTimer;
import io.earshot.wire.StoredSegment;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Hops to encoded segments. The cached tokens of a source are its only state: one entry is appended for each hop and
 * the oldest is deleted, so the changelog grows by what a hop adds and never by the whole context.
 */
final class EncodeProcessor extends ContextualProcessor<String, Cut, String, Object> {
    private final TaggingStages stages;
    private final SegmentEncoder encoder;
    private Map<String, Cache> caches;
    private SourceStore<float[]> tokens;

    EncodeProcessor(TaggingStages stages) {
        this.stages = stages;
        this.encoder = new SegmentEncoder(stages.tagger(), new Timer(stages.metrics()));
    }

    @Override
    public void init(ProcessorContext<String, Object> context) {
        super.init(context);
        caches = new RecentSources<>();
        tokens = new SourceStore<>(context.getStateStore(TaggingTopology.TOKENS));
    }

    @Override
    public void process(Record<String, Cut> record) {
        Lane<EncodedSegment> next = record.value() instanceof Hop hop
                ? encode(record.key(), hop)
                : end(record.key(), (RunEnd) record.value());
        context().forward(record.withValue(next), TaggingTopology.MATCH);
        next.accept(segment -> context().forward(stored(record, segment), TaggingTopology.SINK_SEGMENTS), end -> {});
    }

    /** Under the source's id, whatever the lane. */
    private Record<String, Object> stored(Record<String, Cut> record, EncodedSegment segment) {
        return new Record<>(
                segment.span().sourceId(),
                new StoredSegment(stages.tagger().modelDigest(), segment),
                record.timestamp(),
                InnerHeaders.without(record.headers()));
    }

    private Lane<EncodedSegment> encode(String lane, Hop hop) {
        HopSpan span = hop.span();
        if (span.startsRun()) {
            forget(lane);
        }
        Cache cache = caches.computeIfAbsent(lane, this::restore);
        SegmentEncoder.Encoded encoded = encoder.encode(hop, cache.context);
        cache.context = encoded.context();
        cache.hops.addLast(span.gridIndex());
        tokens.put(SourceKey.of(lane, span.gridIndex()), encoded.added());
        while (cache.hops.size() > encoder.hopsInContext()) {
            tokens.delete(SourceKey.of(lane, cache.hops.removeFirst()));
        }
        stages.metrics()
                .heard(span.heardSamples() / (double) stages.tagger().grid().sampleRateHz());
        stages.heard().accept(encoded.segment());
        return new Lane.Segment<>(encoded.segment());
    }

    private Lane<EncodedSegment> end(String lane, RunEnd end) {
        forget(lane);
        return new Lane.End<>(end);
    }

    private void forget(String lane) {
        tokens.deleteAll(lane);
        caches.remove(lane);
    }

    private Cache restore(String lane) {
        Cache cache = new Cache();
        tokens.entries(lane).forEach(hop -> {
            cache.hops.addLast(SourceKey.index(hop.key));
            cache.context = encoder.append(cache.context, hop.value);
        });
        return cache;
    }

    /** Copy of the store in memory. */
    private static final class Cache {
        private final Deque<Long> hops = new ArrayDeque<>();
        private TokenContext context = TokenContext.EMPTY;
    }

    private record Timer(TaggingMetrics metrics) implements StageTimer {
        @Override
        public <T> T time(Stage stage, Supplier<T> work) {
            return switch (stage) {
                case FEATURES -> metrics.timeFeatures(work);
                case LOCAL -> metrics.timeLocal(work);
                case CONTEXT -> metrics.timeContext(work);
            };
        }
    }
}
