package io.earshot.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.calibration.ConfidenceCurve;
import io.earshot.calibration.OperatingPoints;
import io.earshot.embedding.Embedding;
import io.earshot.match.Match;
import io.earshot.match.MatchReport;
import io.earshot.query.BackgroundFit;
import io.earshot.query.DecisionRules;
import io.earshot.query.QueryTable;
import io.earshot.query.QueryVersion;
import io.earshot.query.RegisteredQuery;
import io.earshot.query.StandingQuery;
import io.earshot.segment.HopSpan;
import io.earshot.segment.RunEnd;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class EventTrackerTest {
    private static final long HOP_MICROS = 960_000;
    /** Confidence is the logistic of the score, so that a test can name the confidence that it wants. */
    private static final ConfidenceCurve LOGISTIC = new ConfidenceCurve(0, 1, 0);

    private final RegisteredQuery dog = query("dog", DecisionRules.DEFAULT);
    private QueryTable table = QueryTable.empty().with(dog);
    private EventTracker tracker = tracker(Map.of());
    private final List<Event> events = new ArrayList<>();
    private final Map<String, OpenSound> stored = new TreeMap<>();
    private long hop;

    @Test
    void shouldOpenOnceAndCloseOnceWhenASoundComesAndGoes() {
        hear(0.1, 0.9, 0.8, 0.1, 0.1, 0.1);

        assertThat(events).extracting(Event::phase).containsExactly(EventPhase.OPEN, EventPhase.CLOSE);
        Event close = events.get(1);
        assertThat(close.eventId()).isEqualTo(events.get(0).eventId());
        assertThat(close.onsetMicros()).isEqualTo(HOP_MICROS);
        assertThat(close.offsetMicros()).isEqualTo(3 * HOP_MICROS);
        assertThat(close.confidence()).isCloseTo(0.9, org.assertj.core.data.Offset.offset(1e-6));
        assertThat(close.endReason()).isEqualTo(EndReason.SOUND_ENDED);
        assertThat(stored).isEmpty();
    }

    @Test
    void shouldStaySilentBelowTheOpeningConfidence() {
        hear(0.49, 0.45, 0.49, 0.3);

        assertThat(events).isEmpty();
        assertThat(tracker.isIdle()).isTrue();
    }

    @Test
    void shouldGoOnBetweenTheTwoConfidences() {
        hear(0.6, 0.35, 0.35, 0.35);

        assertThat(events).extracting(Event::phase).containsExactly(EventPhase.OPEN);
    }

    @Test
    void shouldJoinASoundThatComesBackWithinTheMergeGap() {
        hear(0.9, 0.1, 0.9, 0.1, 0.1);

        assertThat(events).extracting(Event::phase).containsExactly(EventPhase.OPEN, EventPhase.CLOSE);
        assertThat(events.get(1).offsetMicros()).isEqualTo(3 * HOP_MICROS);
    }

    @Test
    void shouldMakeTwoEventsOfSoundsFurtherApartThanTheMergeGap() {
        hear(0.9, 0.1, 0.1, 0.9, 0.1, 0.1);

        assertThat(events)
                .extracting(Event::phase)
                .containsExactly(EventPhase.OPEN, EventPhase.CLOSE, EventPhase.OPEN, EventPhase.CLOSE);
        assertThat(events.get(2).eventId()).isNotEqualTo(events.get(0).eventId());
    }

    @Test
    void shouldNotTellOfASoundShorterThanTheMinimum() {
        RegisteredQuery slow =
                query("dog", new DecisionRules(.5, .3, Duration.ZERO, Duration.ofSeconds(2), Duration.ofMinutes(1)));
        table = QueryTable.empty().with(slow);
        hear(slow, 0.9, 0.9, 0.1);
        assertThat(events).isEmpty();

        hear(slow, 0.9, 0.9, 0.9, 0.1);
        assertThat(events).extracting(Event::phase).containsExactly(EventPhase.OPEN, EventPhase.CLOSE);
        assertThat(events.get(0).onsetMicros()).isEqualTo(3 * HOP_MICROS);
    }

    @Test
    void shouldCloseAtTheMaximumAndOpenAnotherEvent() {
        RegisteredQuery shortLived =
                query("dog", new DecisionRules(.5, .3, Duration.ZERO, Duration.ZERO, Duration.ofMillis(1900)));
        table = QueryTable.empty().with(shortLived);
        hear(shortLived, 0.9, 0.9, 0.9, 0.1);

        assertThat(events)
                .extracting(Event::phase)
                .containsExactly(EventPhase.OPEN, EventPhase.CLOSE, EventPhase.OPEN, EventPhase.CLOSE);
        assertThat(events.get(1).endReason()).isEqualTo(EndReason.MAX_LENGTH);
    }

    @Test
    void shouldCloseWhenTheAudioEnds() {
        hear(0.9);
        keep(tracker.onRunEnd(new RunEnd("studio", 7, hop * HOP_MICROS, false)));

        assertThat(events.get(1).endReason()).isEqualTo(EndReason.SOUND_ENDED);
        assertThat(events).hasSize(2);
    }

    @Test
    void shouldSayThatTheStreamWasLost() {
        hear(0.9);
        keep(tracker.onRunEnd(new RunEnd("studio", 7, hop * HOP_MICROS, true)));
        hear(0.9);
        keep(tracker.onStall());

        assertThat(events)
                .extracting(Event::endReason)
                .containsExactly(EndReason.NONE, EndReason.STREAM_LOST, EndReason.NONE, EndReason.STREAM_LOST);
        assertThat(tracker.onStall().events()).isEmpty();
    }

    @Test
    void shouldCloseWhenTheQueryIsRemoved() {
        hear(0.9);
        table = QueryTable.empty();
        step(List.of());

        assertThat(events).extracting(Event::endReason).containsExactly(EndReason.NONE, EndReason.QUERY_CHANGED);
        step(List.of());
        assertThat(events).hasSize(2);
    }

    @Test
    void shouldCloseTheOldAndOpenTheNewWhenTheQueryIsChanged() {
        hear(0.9);
        RegisteredQuery changed = query("dog", DecisionRules.ofConfidence(0.7));
        table = QueryTable.empty().with(changed);
        hear(changed, 0.9);

        assertThat(events).extracting(Event::phase).containsExactly(EventPhase.OPEN, EventPhase.CLOSE, EventPhase.OPEN);
        assertThat(events.get(1).endReason()).isEqualTo(EndReason.QUERY_CHANGED);
        assertThat(events.get(2).eventId()).isNotEqualTo(events.get(0).eventId());
    }

    @Test
    void shouldTreatAQueryThatCouldNotBeScoredAsQuiet() {
        hear(0.9);
        step(List.of());
        assertThat(events).hasSize(1);
        step(List.of());
        assertThat(events).extracting(Event::endReason).containsExactly(EndReason.NONE, EndReason.SOUND_ENDED);
    }

    @Test
    void shouldDecideTheSameAfterARestartAtAnyHop() {
        double[] story = {0.9, 0.2, 0.8, 0.1, 0.1, 0.6, 0.35, 0.1, 0.1, 0.9};
        hear(story);
        List<Event> undisturbed = List.copyOf(events);
        for (int restart = 0; restart < story.length; restart++) {
            events.clear();
            stored.clear();
            hop = 0;
            tracker = tracker(Map.of());
            for (int i = 0; i < story.length; i++) {
                if (i == restart) {
                    tracker = tracker(stored);
                }
                hear(story[i]);
            }
            assertThat(events).isEqualTo(undisturbed);
        }
    }

    private void hear(double... confidences) {
        hear(dog, confidences);
    }

    private void hear(RegisteredQuery query, double... confidences) {
        for (double confidence : confidences) {
            step(List.of(new Match(query, (float) Math.log(confidence / (1 - confidence)))));
        }
    }

    private void step(List<Match> matches) {
        HopSpan span = new HopSpan(
                "studio",
                7,
                hop,
                0,
                (hop - 1) * HOP_MICROS,
                hop * HOP_MICROS,
                (hop + 1) * HOP_MICROS,
                hop == 0,
                30_720);
        hop++;
        keep(tracker.onSegment(span, new MatchReport(matches, Map.of(), matches.size()), table));
    }

    private void keep(Decision decision) {
        events.addAll(decision.events());
        decision.changed()
                .forEach((id, sound) -> sound.ifPresentOrElse(going -> stored.put(id, going), () -> stored.remove(id)));
    }

    private static EventTracker tracker(Map<String, OpenSound> sounds) {
        return new EventTracker("studio", "digest", OperatingPoints.shipped(LOGISTIC), sounds);
    }

    private static RegisteredQuery query(String id, DecisionRules rules) {
        StandingQuery query = new StandingQuery(id, "a dog barking", List.of(), rules);
        return new RegisteredQuery(
                query, QueryVersion.of(query), new Embedding(new float[0], new float[0]), new BackgroundFit(0, 1));
    }
}
