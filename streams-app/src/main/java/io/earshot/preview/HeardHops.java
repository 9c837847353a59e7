package io.earshot.preview;

import io.earshot.segment.HopSpan;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Tells a source's new hops from those that were heard before: a recording that is published once more, with the same
 * capture time, would count twice. Hops of an epoch come in their order.
 */
final class HeardHops {
    /** Epochs of a source that are remembered, those that were heard last. */
    private static final int EPOCHS = 64;

    private final Map<Long, Long> newestByEpoch = new LinkedHashMap<>(EPOCHS, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Long> eldest) {
            return size() > EPOCHS;
        }
    };

    /** Whether it was not heard before; from now on it was. */
    boolean isNew(HopSpan span) {
        Long newest = newestByEpoch.get(span.epochId());
        if (newest != null && span.gridIndex() <= newest) {
            return false;
        }
        newestByEpoch.put(span.epochId(), span.gridIndex());
        return true;
    }
}
