package io.earshot.preview;

import io.earshot.match.EncodedSegment;
import io.earshot.segment.HopSpan;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Passes on the kept segments that can be judged, and counts the rest. */
final class Intake implements BiConsumer<String, EncodedSegment> {
    /** Most sources of a preview, the first ones read: each takes some ten kilobytes. */
    static final int MOST_SOURCES = 1_000;

    private final String modelDigest;
    private final long sinceMicros;
    private final Consumer<EncodedSegment> judged;
    private final Map<String, HeardHops> bySource = new HashMap<>();
    private long tooEarly;
    private long tooEarlyFromMicros = Long.MAX_VALUE;
    private long tooEarlyToMicros = Long.MIN_VALUE;
    private long ofOtherModels;
    private long repeated;
    private long ofTooManySources;

    Intake(String modelDigest, long sinceMicros, Consumer<EncodedSegment> judged) {
        this.modelDigest = modelDigest;
        this.sinceMicros = sinceMicros;
        this.judged = judged;
    }

    @Override
    public void accept(String digest, EncodedSegment segment) {
        HopSpan span = segment.span();
        if (span.endMicros() <= sinceMicros) {
            tooEarly++;
            tooEarlyFromMicros = Math.min(tooEarlyFromMicros, span.startMicros());
            tooEarlyToMicros = Math.max(tooEarlyToMicros, span.endMicros());
        } else if (!digest.equals(modelDigest)) {
            ofOtherModels++;
        } else if (!bySource.containsKey(span.sourceId()) && bySource.size() >= MOST_SOURCES) {
            ofTooManySources++;
        } else if (bySource.computeIfAbsent(span.sourceId(), first -> new HeardHops())
                .isNew(span)) {
            judged.accept(segment);
        } else {
            repeated++;
        }
    }

    LeftOut leftOut() {
        return new LeftOut(tooEarly, tooEarlyFromMicros, tooEarlyToMicros, ofOtherModels, repeated, ofTooManySources);
    }

    /**
     * Distinguishes a source's new hops from repeated ones: a recording that is published once more, with the same capture
     * time, would count twice. Hops of an epoch come in their order.
     */
    static final class HeardHops {
        /** Epochs of a source to remember, the most recently used ones. */
        private static final int EPOCHS = 64;

        private final Map<Long, Long> newestByEpoch = new LinkedHashMap<>(EPOCHS, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Long, Long> eldest) {
                return size() > EPOCHS;
            }
        };

        /** Whether the hop is new; it counts as heard from now on. */
        boolean isNew(HopSpan span) {
            Long newest = newestByEpoch.get(span.epochId());
            if (newest != null && span.gridIndex() <= newest) {
                return false;
            }
            newestByEpoch.put(span.epochId(), span.gridIndex());
            return true;
        }
    }
}
