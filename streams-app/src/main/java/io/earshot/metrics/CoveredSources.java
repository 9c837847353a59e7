package io.earshot.metrics;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The sources that have meters of their own. If there are too many, one of which nothing was told for minutes gives its
 * meters to another; if there is none, the other shares those of the rest. Safe for several threads.
 */
final class CoveredSources {
    static final int MOST = 1_000;
    static final Duration IDLE = Duration.ofMinutes(30);
    static final String OTHERS = "(other)";

    private final LongSupplier nanoTime;
    private final Consumer<String> remove;
    private final Map<String, Long> toldNanos = new LinkedHashMap<>(16, .75f, true);

    /** @param remove removes the meters of a source */
    CoveredSources(LongSupplier nanoTime, Consumer<String> remove) {
        this.nanoTime = nanoTime;
        this.remove = remove;
    }

    /** The name under which a source is told of. */
    synchronized String nameOf(String sourceId) {
        long now = nanoTime.getAsLong();
        if (!toldNanos.containsKey(sourceId) && toldNanos.size() >= MOST && !makeRoom(now)) {
            return OTHERS;
        }
        toldNanos.put(sourceId, now);
        return sourceId;
    }

    private boolean makeRoom(long now) {
        Iterator<Map.Entry<String, Long>> sources = toldNanos.entrySet().iterator();
        Map.Entry<String, Long> eldest = sources.next();
        if (now - eldest.getValue() < IDLE.toNanos()) {
            return false;
        }
        sources.remove();
        remove.accept(eldest.getKey());
        return true;
    }
}
