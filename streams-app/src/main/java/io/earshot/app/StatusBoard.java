package io.earshot.app;

import io.earshot.audio.SampleClock;
import io.earshot.http.SourceEntry.Heard;
import io.earshot.match.EncodedSegment;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** The sources that this process tagged lately: bounded, in memory, lost with the process. */
final class StatusBoard {
    private static final int MAX_SOURCES = 1_000;

    private final Map<String, Heard> sources = new LinkedHashMap<>(16, .75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Heard> eldest) {
            return size() > MAX_SOURCES;
        }
    };

    synchronized void heard(EncodedSegment segment) {
        String id = segment.span().sourceId();
        sources.put(id, new Heard(time(segment.span().endMicros()), (double) segment.levelDbfs()));
    }

    /** The sources that this process has tagged, by id. */
    synchronized Map<String, Heard> sources() {
        return new TreeMap<>(sources);
    }

    private static String time(long micros) {
        return SampleClock.instantOfMicros(micros).toString();
    }
}
