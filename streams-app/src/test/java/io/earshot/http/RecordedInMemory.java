package io.earshot.http;

import io.earshot.decide.Event;
import io.earshot.decide.NearMiss;
import io.earshot.decide.RejectionRule;
import io.earshot.history.DeadLetter;
import io.earshot.history.DeadLetterBox;
import io.earshot.history.EventDensity;
import io.earshot.history.EventFilter;
import io.earshot.history.EventLog;
import io.earshot.history.NearMissFilter;
import io.earshot.history.NearMissLog;
import io.earshot.history.Page;
import io.earshot.history.PageRequest;
import io.earshot.history.Place;
import io.earshot.history.Wanted;
import io.earshot.notify.HeardEvents;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was recorded: an event, a near miss and a dead letter. */
final class RecordedInMemory implements EventLog, NearMissLog, DeadLetterBox {
    static final String EVENT = "0123456789abcdef0123456789abcdef";
    static final DeadLetter.Id LETTER = new DeadLetter.Id(3, 17);

    private static final Place END = Place.of(Map.of(0, 3L));
    private final List<Event> events = List.of(
            HeardEvents.of("yard", "dog", "a dog barking").explained(EVENT, 3),
            HeardEvents.of("yard", "dog", "a dog barking").close(EVENT));

    @Override
    public Page<Event> list(EventFilter filter, PageRequest request) {
        return new Page<>(List.of(events.get(1)), Optional.of(Place.of(Map.of(0, 1L))));
    }

    @Override
    public List<Event> find(String eventId) {
        return eventId.equals(EVENT) ? events : List.of();
    }

    @Override
    public EventDensity density(Wanted wanted, EventDensity.Axis axis) {
        int[] counts = new int[axis.buckets()];
        if (axis.has(events.get(0).onsetMicros())) {
            counts[axis.bucket(events.get(0).onsetMicros())]++;
        }
        return new EventDensity(axis, counts, true);
    }

    @Override
    public Place end() {
        return END;
    }

    @Override
    public Passage passage(Place from, Place to, int most) {
        return new Passage(List.of(), END, true);
    }

    @Override
    public Page<NearMiss> list(NearMissFilter filter, PageRequest request) {
        return new Page<>(List.of(miss()), Optional.empty());
    }

    private NearMiss miss() {
        long start = 1_769_860_800_000_001L;
        return new NearMiss(
                "yard",
                1,
                7,
                events.get(0).subject(),
                start,
                start + 1_000_000,
                .4,
                .2,
                RejectionRule.OPEN_CONFIDENCE,
                .1,
                "threshold 40 %");
    }

    @Override
    public Page<DeadLetter> list(Optional<String> reason, PageRequest request) {
        return new Page<>(List.of(letter()), Optional.empty());
    }

    @Override
    public Optional<DeadLetter> find(DeadLetter.Id id) {
        return id.equals(LETTER) ? Optional.of(letter()) : Optional.empty();
    }

    @Override
    public Optional<String> retry(DeadLetter.Id id, String caller) {
        return id.equals(LETTER) ? Optional.of("audio.chunks.v1") : Optional.empty();
    }

    private static DeadLetter letter() {
        return new DeadLetter(
                LETTER,
                Instant.parse("2026-11-30T08:15:30.123456Z"),
                Optional.of("yard"),
                "undecodable",
                "the header is not Avro's",
                Optional.of(new DeadLetter.Origin("audio.chunks.v1", Optional.of("1"), Optional.of("99"))),
                List.of(new DeadLetter.Header("reason", "undecodable")),
                "x".getBytes(StandardCharsets.UTF_8));
    }
}
