package io.earshot.topology;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * State of the most recent sources, in memory; the stores hold that of all. Sources that fall silent without an END would
 * otherwise stay in memory for ever.
 */
final class RecentSources<V> extends LinkedHashMap<String, V> {
    private static final long serialVersionUID = 1L;
    private static final int MOST = 4_096;

    RecentSources() {
        super(16, .75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
        return size() > MOST;
    }
}
