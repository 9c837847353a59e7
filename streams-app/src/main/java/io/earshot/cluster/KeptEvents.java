package io.earshot.cluster;

import io.earshot.decide.Event;
import io.earshot.decide.EventPhase;
import io.earshot.history.EventDensity;
import io.earshot.history.EventFilter;
import io.earshot.history.EventLog;
import io.earshot.history.Page;
import io.earshot.history.PageRequest;
import io.earshot.history.Place;
import io.earshot.history.Wanted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;

/** Finds events in their topic. All reading is bounded. */
public final class KeptEvents implements EventLog {
    /** Of one page, or of the search for an event that the index does not know. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** Most offsets that are read to find the records of one event between its first and its newest. */
    private static final long MOST_OFFSETS = 20_000;

    private final KafkaAccess kafka;
    private final String topic;
    private final Deserializer<Event> decoder;
    private final EventIndex index;
    private final BooleanSupplier isIndexed;

    /**
     * Reads by means of an index.
     *
     * @param isIndexed whether the index knows every event that was recorded before it began
     */
    public KeptEvents(
            KafkaAccess kafka, String topic, Deserializer<Event> decoder, EventIndex index, BooleanSupplier isIndexed) {
        this.kafka = kafka;
        this.topic = topic;
        this.decoder = decoder;
        this.index = index;
        this.isIndexed = isIndexed;
    }

    @Override
    public Page<Event> list(EventFilter filter, PageRequest request) {
        try (TopicRead read =
                new TopicRead(kafka.browser(), topic, exactly(filter.wanted().sources()))) {
            MergedRead merged = MergedRead.backward(
                    read,
                    MergedRead.at(read, request.cursor()),
                    AppendTime.floor(read, filter.wanted().span()));
            Listing listing = new Listing(read, filter, MergedRead.at(read, request.cursor()));
            return merged.page(request.limit(), TopicRead.after(PATIENCE), listing::take);
        }
    }

    /** The partition of a source is known; those of a pattern are not. */
    static List<String> exactly(List<String> patterns) {
        return patterns.stream().noneMatch(pattern -> pattern.contains("*")) ? patterns : List.of();
    }

    @Override
    public List<Event> find(String eventId) {
        if (!EventIndex.isId(eventId)) {
            return List.of();
        }
        boolean isComplete = isIndexed.getAsBoolean();
        try (TopicRead read = new TopicRead(kafka.browser(), topic)) {
            return isComplete
                    ? index.find(eventId)
                            .map(extent -> records(read, eventId, extent))
                            .orElse(List.of())
                    : search(read, eventId);
        }
    }

    private List<Event> records(TopicRead read, String eventId, EventIndex.Extent extent) {
        List<Event> found = new ArrayList<>();
        Consumer<Event> sink = event -> {
            if (event.eventId().equals(eventId)) {
                found.add(event);
            }
        };
        long first = extent.first();
        if (extent.last() - first >= MOST_OFFSETS) {
            span(read, extent.partition(), first, first + 1, sink);
            first = extent.last() - MOST_OFFSETS;
        }
        span(read, extent.partition(), first, extent.last() + 1, sink);
        return found;
    }

    /** The newest events come first: those are asked for while the index is not complete yet. */
    private List<Event> search(TopicRead read, String eventId) {
        MergedRead merged = MergedRead.backward(read, read.end(), read.begin());
        BooleanSupplier isLate = TopicRead.after(PATIENCE);
        List<Event> found = new ArrayList<>();
        while (found.isEmpty() || found.get(0).phase() != EventPhase.OPEN) {
            Optional<ConsumerRecord<String, byte[]>> record = merged.next(isLate);
            if (record.isEmpty()) {
                break;
            }
            TopicRead.decode(record.get(), decoder)
                    .filter(event -> event.eventId().equals(eventId))
                    .ifPresent(event -> found.add(0, event));
        }
        if (found.isEmpty() && !merged.isDone()) {
            throw stillReading();
        }
        return found;
    }

    private void span(TopicRead read, int partition, long from, long to, Consumer<Event> sink) {
        Map<TopicPartition, Long> start = new HashMap<>(read.end());
        Map<TopicPartition, Long> end = new HashMap<>(read.end());
        start.replace(new TopicPartition(topic, partition), from);
        end.replace(new TopicPartition(topic, partition), to);
        read.read(
                start,
                end,
                TopicRead.after(PATIENCE),
                record -> TopicRead.decode(record, decoder).ifPresent(sink));
    }

    @Override
    public EventDensity density(Wanted wanted, EventDensity.Axis axis) {
        if (!isIndexed.getAsBoolean()) {
            throw stillReading();
        }
        try (TopicRead read = new TopicRead(kafka.browser(), topic)) {
            Map<Integer, Long> begin = new HashMap<>();
            read.begin().forEach((partition, offset) -> begin.put(partition.partition(), offset));
            return index.density(begin, wanted, axis);
        }
    }

    private static StillReadingException stillReading() {
        return new StillReadingException("the events of the past are still being read; try again");
    }

    @Override
    public Place end() {
        try (TopicRead read = new TopicRead(kafka.browser(), topic)) {
            return MergedRead.place(read.end());
        }
    }

    @Override
    public Passage passage(Place from, Place to, int most) {
        try (TopicRead read = new TopicRead(kafka.browser(), topic)) {
            Map<TopicPartition, Long> start = start(read, from);
            MergedRead merged = MergedRead.forward(read, start, MergedRead.at(read, Optional.of(to)));
            List<Recorded> records = new ArrayList<>();
            BooleanSupplier isLate = TopicRead.after(PATIENCE);
            int count = 0;
            while (count < most) {
                Optional<ConsumerRecord<String, byte[]>> record = merged.next(isLate);
                if (record.isEmpty()) {
                    break;
                }
                count++;
                TopicRead.decode(record.get(), decoder)
                        .ifPresent(event -> records.add(new Recorded(
                                event, record.get().partition(), record.get().offset())));
            }
            return new Passage(records, merged.place(), merged.isDone());
        }
    }

    private static Map<TopicPartition, Long> start(TopicRead read, Place from) {
        Map<TopicPartition, Long> start = new HashMap<>(read.begin());
        start.replaceAll((partition, begin) -> {
            long wanted = from.next().getOrDefault(partition.partition(), begin);
            return wanted > read.end().get(partition) ? begin : Math.max(begin, wanted);
        });
        return start;
    }

    /**
     * One page. An event has its place in the list where it opened, and is shown as its newest record: so it neither moves
     * nor comes twice when more of it is recorded between two pages.
     */
    private final class Listing {
        private final TopicRead read;
        private final EventFilter filter;
        private final Map<TopicPartition, Long> before;
        private final Map<String, Event> newest = new HashMap<>();

        Listing(TopicRead read, EventFilter filter, Map<TopicPartition, Long> before) {
            this.read = read;
            this.filter = filter;
            this.before = before;
        }

        Optional<Event> take(ConsumerRecord<String, byte[]> record) {
            if (record.key() != null && !filter.hasSource(record.key())) {
                return Optional.empty();
            }
            Optional<Event> event = TopicRead.decode(record, decoder);
            if (filter.phase().isEmpty()) {
                event = event.flatMap(found -> asNewest(found, record));
            }
            return event.filter(filter::accepts);
        }

        private Optional<Event> asNewest(Event event, ConsumerRecord<String, byte[]> record) {
            Event known = newest.putIfAbsent(event.eventId(), event);
            if (event.phase() != EventPhase.OPEN) {
                return Optional.empty();
            }
            newest.remove(event.eventId());
            return Optional.of(known != null ? known : newerThanThePage(event, record));
        }

        /** What was recorded of an event behind the page's beginning. */
        private Event newerThanThePage(Event event, ConsumerRecord<String, byte[]> record) {
            TopicPartition partition = new TopicPartition(record.topic(), record.partition());
            long from = before.get(partition);
            long to = isIndexed.getAsBoolean()
                    ? index.find(event.eventId())
                            .map(extent -> extent.last() + 1)
                            .orElse(from)
                    : from + MOST_OFFSETS;
            from = Math.max(from, to - MOST_OFFSETS);
            to = Math.min(to, read.end().get(partition));
            List<Event> found = new ArrayList<>(List.of(event));
            if (from < to) {
                span(read, record.partition(), from, to, later -> {
                    if (later.eventId().equals(event.eventId())) {
                        found.add(later);
                    }
                });
            }
            return found.get(found.size() - 1);
        }
    }
}
