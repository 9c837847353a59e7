package io.earshot.app;

import io.earshot.audio.SampleClock;
import io.earshot.decide.AbsentTime;
import io.earshot.decide.Event;
import io.earshot.decide.NearMiss;
import io.earshot.http.ServiceStatus.EventView;
import io.earshot.http.ServiceStatus.NearMissView;
import io.earshot.http.ServiceStatus.SourceView;
import io.earshot.match.EncodedSegment;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The latest sources, events and near misses, for the status page: bounded, in memory, lost with the process. */
final class StatusBoard {
    private static final int MAX_EVENTS = 100;
    private static final int MAX_NEAR_MISSES = 100;
    private static final int MAX_SOURCES = 1_000;

    private final Deque<EventView> events = new ArrayDeque<>();
    private final Deque<NearMissView> nearMisses = new ArrayDeque<>();
    private final Map<String, SourceView> sources = new LinkedHashMap<>(16, .75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, SourceView> eldest) {
            return size() > MAX_SOURCES;
        }
    };

    synchronized void heard(EncodedSegment segment) {
        String id = segment.span().sourceId();
        sources.put(id, new SourceView(id, time(segment.span().endMicros()), (double) segment.levelDbfs(), null));
    }

    /** A record replaces earlier ones of the same event. */
    synchronized void happened(Event event) {
        events.removeIf(view -> view.eventId().equals(event.eventId()));
        events.addFirst(view(event));
        if (events.size() > MAX_EVENTS) {
            events.removeLast();
        }
    }

    synchronized List<EventView> events() {
        return List.copyOf(events);
    }

    synchronized void missed(NearMiss miss) {
        nearMisses.addFirst(view(miss));
        if (nearMisses.size() > MAX_NEAR_MISSES) {
            nearMisses.removeLast();
        }
    }

    synchronized List<NearMissView> nearMisses() {
        return List.copyOf(nearMisses);
    }

    /** The sources that this process has tagged, by id. */
    synchronized Map<String, SourceView> sources() {
        return new TreeMap<>(sources);
    }

    private static NearMissView view(NearMiss miss) {
        return new NearMissView(
                miss.sourceId(),
                miss.query().id(),
                miss.query().text(),
                time(miss.startMicros()),
                time(miss.endMicros()),
                miss.confidence(),
                miss.point().openConfidence(),
                miss.rejectedBy().name(),
                miss.missedBy(),
                miss.suggestion());
    }

    private static EventView view(Event event) {
        return new EventView(
                event.phase().name(),
                event.eventId(),
                event.sourceId(),
                event.query().id(),
                event.query().text(),
                time(event.onsetMicros()),
                time(event.offsetMicros()),
                event.confidence(),
                event.endReason().name(),
                event.absent().map(AbsentTime::heardSeconds).orElse(null));
    }

    private static String time(long micros) {
        return SampleClock.instantOfMicros(micros).toString();
    }
}
