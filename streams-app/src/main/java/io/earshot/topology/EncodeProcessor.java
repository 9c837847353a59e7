package io.earshot.topology;

import io.earshot.embedding.TokenContext;
import io.earshot.match.EncodedSegment;
import io.earshot.segment.Cut;
import io.earshot.segment.Hop;
import io.earshot.segment.HopSpan;
import io.earshot.segment.RunEnd;
import io.earshot.tagger.SegmentEncoder;
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
 *
 * <p>Hops are held back until several can be encoded at once, and passed on in their order. All of them are passed on before what
 * they came from is committed, so that a restart reads again what was not.
 */
final class EncodeProcessor extends ContextualProcessor<String, Cut, String, Object> {
    private final TaggingStages stages;
    private final Supplier<HopBatch> batches;
    private final Deque<Held> held = new ArrayDeque<>();
    private HopBatch batch;
    private Map<String, Cache> caches;
    private SourceStore<float[]> tokens;

    /** @param batches gives the batch of the thread that asks */
    EncodeProcessor(TaggingStages stages, Supplier<HopBatch> batches) {
        this.stages = stages;
        this.batches = batches;
    }

    @Override
    public void init(ProcessorContext<String, Object> context) {
        super.init(context);
        close();
        batch = batches.get();
        caches = new RecentSources<>();
        tokens = new SourceStore<>(context.getStateStore(TaggingTopology.TOKENS));
        CommitHook hook = context.getStateStore(TaggingTopology.HELD_HOPS);
        hook.beforeCommit(this::passOnAll);
    }

    /** Streams may begin a task again with the same processor; what is held back then comes again. */
    @Override
    public void close() {
        if (batch != null) {
            batch.remove(held);
        }
        held.clear();
    }

    @Override
    public void process(Record<String, Cut> record) {
        if (record.value() instanceof Hop hop) {
            Held one = new Held(record, hop, RecordPlace.of(context()));
            held.add(one);
            batch.add(one);
            if (batch.isFull()) {
                encode(one);
            }
            passOnEncoded();
        } else {
            passOnAll();
            forget(record.key());
            context().forward(record.withValue(new Lane.End<>((RunEnd) record.value())), TaggingTopology.MATCH);
        }
    }

    /** If the record is set aside because it cannot be encoded, those behind it go on. */
    private void encode(Held newest) {
        try {
            batch.encode();
        } catch (RuntimeException e) {
            held.remove(newest);
            throw e;
        }
    }

    private void passOnAll() {
        if (!held.isEmpty()) {
            batch.encode();
            passOnEncoded();
        }
    }

    private void passOnEncoded() {
        while (!held.isEmpty() && held.peek().segment != null) {
            Held one = held.remove();
            one.place.run(context(), () -> passOn(one.record, one.segment));
        }
    }

    private void passOn(Record<String, Cut> record, EncodedSegment segment) {
        HopSpan span = segment.span();
        stages.metrics()
                .heard(span.heardSamples() / (double) stages.tagger().grid().sampleRateHz());
        stages.heard().accept(segment);
        context().forward(record.withValue(new Lane.Segment<>(segment)), TaggingTopology.MATCH);
        context().forward(stored(record, segment), TaggingTopology.SINK_SEGMENTS);
    }

    /** Under the source's id, whatever the lane. */
    private Record<String, Object> stored(Record<String, Cut> record, EncodedSegment segment) {
        return new Record<>(
                segment.span().sourceId(),
                new StoredSegment(stages.tagger().modelDigest(), segment),
                record.timestamp(),
                InnerHeaders.without(record.headers()));
    }

    private void forget(String lane) {
        tokens.deleteAll(lane);
        caches.remove(lane);
    }

    private Cache restore(String lane) {
        Cache cache = new Cache();
        tokens.entries(lane).forEach(hop -> {
            cache.hops.addLast(SourceKey.index(hop.key));
            cache.context = batch.encoder().append(cache.context, hop.value);
        });
        return cache;
    }

    /** Copy of the store in memory. */
    private static final class Cache {
        private final Deque<Long> hops = new ArrayDeque<>();
        private TokenContext context = TokenContext.EMPTY;
    }

    /** A hop that is held back. */
    private final class Held implements SegmentEncoder.Step {
        private final Record<String, Cut> record;
        private final Hop hop;
        private final RecordPlace place;
        private EncodedSegment segment;

        Held(Record<String, Cut> record, Hop hop, RecordPlace place) {
            this.record = record;
            this.hop = hop;
            this.place = place;
        }

        @Override
        public Hop hop() {
            return hop;
        }

        @Override
        public TokenContext before() {
            return cache().context;
        }

        @Override
        public void take(SegmentEncoder.Encoded encoded) {
            if (hop.span().startsRun()) {
                forget(record.key());
            }
            Cache cache = cache();
            cache.context = encoded.context();
            cache.hops.addLast(hop.span().gridIndex());
            tokens.put(SourceKey.of(record.key(), hop.span().gridIndex()), encoded.added());
            while (cache.hops.size() > batch.encoder().hopsInContext()) {
                tokens.delete(SourceKey.of(record.key(), cache.hops.removeFirst()));
            }
            segment = encoded.segment();
        }

        private Cache cache() {
            return caches.computeIfAbsent(record.key(), EncodeProcessor.this::restore);
        }
    }
}
