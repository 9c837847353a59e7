package io.earshot.topology;

import io.earshot.metrics.TaggingMetrics;
import io.earshot.tagger.SegmentEncoder;
import io.earshot.tagger.StageTimer;
import java.util.function.Supplier;

/** A batch of hops for each thread. Safe for several threads. */
final class HopBatches implements Supplier<HopBatch> {
    private final ThreadLocal<HopBatch> ofThread;

    HopBatches(TaggingStages stages) {
        Caution caution = new Caution(System::nanoTime);
        this.ofThread = ThreadLocal.withInitial(
                () -> new HopBatch(new SegmentEncoder(stages.tagger(), new Timer(stages.metrics())), caution));
    }

    @Override
    public HopBatch get() {
        return ofThread.get();
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
