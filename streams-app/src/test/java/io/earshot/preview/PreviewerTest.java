package io.earshot.preview;

import static io.earshot.preview.KeptStory.query;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.earshot.calibration.DecidedBy;
import io.earshot.decide.Decision;
import io.earshot.decide.Event;
import io.earshot.decide.EventPhase;
import io.earshot.decide.EventTracker;
import io.earshot.match.EncodedSegment;
import io.earshot.match.MatchReport;
import io.earshot.query.Confirmation;
import io.earshot.query.DecisionRules;
import io.earshot.query.QueryTable;
import io.earshot.query.RegisteredQuery;
import io.earshot.query.Rule;
import io.earshot.segment.HopSpan;
import io.earshot.segment.RunEnd;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PreviewerTest {
    private static final DecisionRules AT_HALF = DecisionRules.ofConfidence(0.5);

    private final KeptStory story = new KeptStory();

    @Test
    void shouldTellWhatWouldHaveBeenTold() {
        Preview preview =
                story.hear(.1, .1, .8, .9, .1, .1, .1, .42, .1, .1, .1, .6).preview(query(AT_HALF));

        assertThat(preview.newest())
                .extracting(event -> KeptStory.second(event.onsetMicros()))
                .containsExactly(11.0, 2.0);
        assertThat(preview.newest().get(1).confidence()).isCloseTo(.9, within(1e-3));
        assertThat(preview.asAsked()).isEqualTo(new Tally(2, 3, 1));
        SourcePreview yard = preview.sources().get(0);
        assertThat(yard.heardSeconds()).isEqualTo(12);
        assertThat(yard.segments()).isEqualTo(12);
        assertThat(KeptStory.second(yard.fromMicros())).isEqualTo(0);
        assertThat(KeptStory.second(yard.toMicros())).isEqualTo(12);
        assertThat(yard.point().openConfidence()).isEqualTo(.5);
        assertThat(yard.point().decidedBy()).isEqualTo(DecidedBy.QUERY);
        assertThat(yard.asAsked().perDay(yard.heardSeconds())).isEqualTo(2 * 7_200);
        assertThat(story.readings).isEqualTo(1);
    }

    @Test
    void shouldTellWhenASoundWouldHaveBeenAbsent() {
        DecisionRules absent = AT_HALF.with(Rule.ABSENT_FOR, Duration.ofSeconds(4));
        Preview preview = story.hear(.9, .1, .1, .1, .1, .1, .9, .1, .1)
                .pause(100)
                .hear(.1, .1, .9, .1)
                .preview(query(absent));

        assertThat(preview.newest())
                .extracting(event -> KeptStory.second(event.onsetMicros()))
                .containsExactly(7.0, 1.0);
        assertThat(preview.newest())
                .extracting(event -> event.absent().orElseThrow().heardSeconds())
                .containsExactly(4.0, 5.0);
    }

    @Test
    void shouldTryNoThresholdsOnALevel() {
        DecisionRules deadAir = DecisionRules.DEFAULT
                .with(Rule.ABSENT_FOR, Duration.ofSeconds(4))
                .with(Rule.ABOVE_LEVEL, -20.);
        Preview preview = story.hear(.9, .1, .1, .1, .1, .1).preview(query(deadAir));

        assertThat(preview.asAsked().events()).isEqualTo(1);
        assertThat(preview.atThresholds()).isEmpty();
    }

    @Test
    void shouldTellWhatOtherThresholdsWouldHaveGiven() {
        Preview preview = story.hear(.1, .35, .1, .1, .1, .65, .1, .1, .1, .95, .1, .1)
                .preview(query(DecisionRules.ofConfidence(.55)));

        assertThat(preview.atThresholds().keySet()).containsExactly(.3, .4, .5, .55, .6, .7, .8, .9);
        assertThat(preview.atThresholds().values())
                .extracting(Tally::events)
                .containsExactly(3L, 2L, 2L, 2L, 2L, 1L, 1L, 1L);
    }

    @Test
    void shouldKeepSourcesApart() {
        Preview preview = story.hear(.1, .8)
                .in("attic")
                .hear(.1, .1)
                .in("yard")
                .hear(.8, .1, .1, .1)
                .preview(query(AT_HALF));

        assertThat(preview.sources()).extracting(SourcePreview::sourceId).containsExactly("attic", "yard");
        assertThat(preview.sources())
                .extracting(source -> source.asAsked().events())
                .containsExactly(0L, 1L);
        assertThat(preview.asAsked().openSeconds()).isEqualTo(2);
        assertThat(preview.heardSeconds()).isEqualTo(8);
    }

    @Test
    void shouldEndWhatIsOpenWhereTheAudioBrokeOff() {
        Preview preview = story.hear(.1, .8, .8).pause(1).hear(.8, .8).preview(query(AT_HALF));

        assertThat(preview.asAsked()).isEqualTo(new Tally(2, 4, 0));
    }

    @Test
    void shouldJudgeOnlyWhatIsOfTheModelAndOfTheTimeAndNew() {
        story.hear(.8, .1, .1, .1).hearWithAnotherModel(3).hear(.1, .8, .1, .1).again();
        PreviewScope scope = new PreviewScope(KeptStory.START + 2_000_000, 5, false);
        Preview preview = story.preview(query(AT_HALF), scope);

        assertThat(preview.asAsked().events()).isEqualTo(1);
        assertThat(preview.segments()).isEqualTo(6);
        assertThat(preview.leftOut()).isEqualTo(new LeftOut(4, KeptStory.START, KeptStory.START + 2_000_000, 6, 6, 0));
        assertThat(preview.notes())
                .contains(
                        "6 segments of another model than the one in use are left out.",
                        "6 repeated segments, of recordings published more than once, are left out.");
    }

    @Test
    void shouldSayThatTheTimeWasUp() {
        Preview preview =
                story.hear(.1, .8, .1, .1, .1, .8, .1, .1).readOnly(.5).preview(query(AT_HALF));

        assertThat(preview.asAsked().events()).isEqualTo(1);
        assertThat(preview.notes().get(0)).startsWith("The time ran out after 50 % of the kept segments");
    }

    @Test
    void shouldShowTheNewestEventsAndCountAll() {
        for (int i = 0; i < 30; i++) {
            story.hear(.8, .1, .1, .1);
        }
        Preview preview = story.preview(query(AT_HALF), new PreviewScope(0, 3, false));

        assertThat(preview.newest())
                .extracting(event -> KeptStory.second(event.onsetMicros()))
                .containsExactly(116.0, 112.0, 108.0);
        assertThat(preview.asAsked().events()).isEqualTo(30);
        assertThat(story.preview(query(AT_HALF), new PreviewScope(0, 0, false)).newest())
                .isEmpty();
    }

    @Test
    void shouldHaveNothingToShowWhereNothingIsKept() {
        Preview preview = story.preview(query(AT_HALF));

        assertThat(preview.sources()).isEmpty();
        assertThat(preview.asAsked()).isEqualTo(Tally.NOTHING);
        assertThat(preview.heardSeconds()).isZero();
    }

    @Test
    void shouldRefuseAQueryThatCannotBeScored() {
        story.hear(.1);
        Previewer previewer = new Previewer(
                (source, segment, table) -> new MatchReport(List.of(), Map.of("dog", "it is of another space"), 0),
                story.stages,
                KeptStory.CURVE);

        assertThatThrownBy(() -> previewer.preview(query(AT_HALF), new PreviewScope(0, 5, false), story))
                .isInstanceOf(NothingToPreviewException.class)
                .hasMessage("the query cannot be scored: it is of another space");
    }

    @Test
    void shouldAgreeWithWhatWasToldLive() {
        Random random = new Random(5);
        for (int round = 0; round < 100; round++) {
            KeptStory tale = randomStory(random, true);
            RegisteredQuery query = query(randomRules(random).openingAt(.3 + .4 * random.nextDouble()));
            Preview preview = tale.preview(query, new PreviewScope(0, 100, false));

            List<Event> live = live(tale, query);
            Collections.reverse(live);
            assertThat(preview.newest()).isEqualTo(live);
            assertThat(preview.asAsked().events()).isEqualTo(live.size());
            assertThat(tale.preview(query, new PreviewScope(0, 100, false))).isEqualTo(preview);
        }
    }

    @Test
    void shouldTellOfAThresholdWhatAQueryWithThatThresholdTells() {
        Random random = new Random(6);
        for (int round = 0; round < 50; round++) {
            KeptStory tale = randomStory(random, true);
            DecisionRules rules = randomRules(random);
            Preview preview = tale.preview(query(rules));

            assertThat(preview.atThresholds().get(.7))
                    .isEqualTo(tale.preview(query(rules.openingAt(.7))).asAsked());
        }
    }

    @Test
    void shouldNeverBeOpenForLessAtALowerThreshold() {
        Random random = new Random(7);
        for (int round = 0; round < 100; round++) {
            KeptStory tale = randomStory(random, false);
            int hops = 1 + random.nextInt(3);
            DecisionRules rules = AT_HALF.with(Rule.CONFIRM, new Confirmation(1 + random.nextInt(hops), hops));
            List<Double> open = tale.preview(query(rules)).atThresholds().values().stream()
                    .map(Tally::openSeconds)
                    .toList();
            assertThat(open).isSortedAccordingTo(Collections.reverseOrder());
        }
    }

    /** What a tracker told that heard the story when it was live, in the end. */
    private static List<Event> live(KeptStory tale, RegisteredQuery query) {
        EventTracker tracker = new EventTracker(KeptStory.SOURCE, tale.stages);
        QueryTable table = QueryTable.empty().with(query);
        List<Event> events = new ArrayList<>();
        HopSpan before = null;
        for (EncodedSegment segment : tale.segments()) {
            HopSpan span = segment.span();
            if (before != null && span.gridIndex() > before.gridIndex() + 1) {
                closed(tracker.onRunEnd(new RunEnd(KeptStory.SOURCE, 7, before.endMicros(), true)), events);
            }
            closed(
                    tracker.onSegment(
                            segment,
                            tale.matcher.match(
                                    KeptStory.SOURCE, segment.encoded().embedding(), table),
                            table),
                    events);
            before = span;
        }
        closed(tracker.onRunEnd(new RunEnd(KeptStory.SOURCE, 7, before.endMicros(), false)), events);
        return events;
    }

    private static void closed(Decision decision, List<Event> events) {
        decision.events().stream()
                .filter(event -> event.phase() == EventPhase.CLOSE)
                .forEach(events::add);
    }

    private static KeptStory randomStory(Random random, boolean hasGaps) {
        KeptStory tale = new KeptStory();
        for (int second = 0; second < 60; second++) {
            tale.hear(Math.max(1e-3, Math.pow(random.nextDouble(), 2)));
            if (hasGaps && random.nextInt(20) == 0) {
                tale.pause(2);
            }
        }
        return tale;
    }

    private static DecisionRules randomRules(Random random) {
        int hops = 1 + random.nextInt(4);
        DecisionRules rules = AT_HALF.with(Rule.CONFIRM, new Confirmation(1 + random.nextInt(hops), hops));
        rules = rules.with(Rule.MIN_DURATION, Duration.ofSeconds(random.nextInt(4)));
        return rules.with(Rule.COOLDOWN, Duration.ofSeconds(random.nextInt(6)));
    }
}
