package io.earshot.decide;

import static io.earshot.decide.DecisionStory.HOP;
import static io.earshot.decide.DecisionStory.start;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.earshot.query.Confirmation;
import io.earshot.query.DecisionRules;
import io.earshot.query.RegisteredQuery;
import io.earshot.query.Rule;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A query that asks for the absence of its sound: eleven hops of 0.96 s complete ten seconds, ten do not. */
class AbsenceTest {
    private static final DecisionRules TEN_SECONDS =
            DecisionRules.ofConfidence(.5).with(Rule.ABSENT_FOR, Duration.ofSeconds(10));
    private static final RegisteredQuery JINGLE = DecisionStory.query("jingle", TEN_SECONDS);
    private static final RegisteredQuery SURE_JINGLE =
            DecisionStory.query("sure", TEN_SECONDS.with(Rule.CONFIRM, new Confirmation(2, 3)));
    private static final RegisteredQuery DEAD_AIR = DecisionStory.query(
            "dead-air",
            DecisionRules.DEFAULT.with(Rule.ABSENT_FOR, Duration.ofSeconds(10)).with(Rule.ABOVE_LEVEL, -60.));

    private final DecisionStory story = new DecisionStory().listenFor(JINGLE);

    @Test
    void shouldOpenWhenTheSoundWasNotHeardForThatLong() {
        story.hear(JINGLE, .9, .9, .1, .3).hear(JINGLE, quiet(8));
        assertThat(story.events).isEmpty();
        story.hear(JINGLE, .1);
        Event open = only();
        assertThat(open.phase()).isEqualTo(EventPhase.OPEN);
        assertThat(open.endReason()).isEqualTo(EndReason.NONE);
        assertThat(open.onsetMicros()).isEqualTo(start(2));
        assertThat(open.offsetMicros()).isEqualTo(start(13));
        assertThat(open.openedAtHop()).isEqualTo(12);
        assertThat(open.confidence()).isCloseTo(.3, within(1e-6));
        assertThat(open.peakMicros()).isEqualTo(start(4));
        assertThat(open.absent()).hasValue(new AbsentTime(10.56, -20));
    }

    @Test
    void shouldOpenAtTheVeryTimeThatIsAsked() {
        Duration tenHops = Duration.ofNanos(10 * HOP * 1_000);
        RegisteredQuery exact = DecisionStory.query("exact", TEN_SECONDS.with(Rule.ABSENT_FOR, tenHops));
        story.listenFor(exact).hear(exact, .9).hear(exact, quiet(9));
        assertThat(story.events).isEmpty();
        story.hear(exact, .1);
        assertThat(only().absent().orElseThrow().heardSeconds()).isEqualTo(9.6);
    }

    @Test
    void shouldCountFromWhereListeningBegins() {
        story.hear(JINGLE, quiet(12));
        assertThat(only().onsetMicros()).isZero();
        assertThat(only().offsetMicros()).isBetween(10_000_000L, 10_000_000L + HOP);
    }

    @Test
    void shouldCloseWhenTheSoundIsHeardAgain() {
        story.hear(JINGLE, .9).hear(JINGLE, quiet(20)).hear(JINGLE, .8, .8);
        assertThat(story.events).hasSize(2);
        Event close = last();
        assertThat(close.eventId()).isEqualTo(story.events.get(0).eventId());
        assertThat(close.phase()).isEqualTo(EventPhase.CLOSE);
        assertThat(close.endReason()).isEqualTo(EndReason.SOUND_HEARD);
        assertThat(close.onsetMicros()).isEqualTo(start(1));
        assertThat(close.offsetMicros()).isEqualTo(start(21));
        assertThat(close.confidence()).isCloseTo(.8, within(1e-6));
        assertThat(close.why()).isPresent();
        assertThat(close.absent()).hasValue(new AbsentTime(19.2, -20));
    }

    @Test
    void shouldBeHeardUntilBelowTheClosingConfidence() {
        story.hear(JINGLE, .9, .4, .31).hear(JINGLE, quiet(11));
        assertThat(only().onsetMicros()).isEqualTo(start(3));
    }

    @Test
    void shouldTakeOnlyAConfirmedSoundForHeard() {
        story.listenFor(SURE_JINGLE).hear(SURE_JINGLE, .9, .9).hear(SURE_JINGLE, quiet(5));
        story.hear(SURE_JINGLE, .9).hear(SURE_JINGLE, quiet(5));
        assertThat(only().onsetMicros()).isEqualTo(start(2));
        assertThat(only().confidence()).isCloseTo(.9, within(1e-6));
        story.hear(SURE_JINGLE, .7, .1, .6);
        assertThat(last().endReason()).isEqualTo(EndReason.SOUND_HEARD);
        assertThat(last().offsetMicros()).isEqualTo(start(13));
        assertThat(last().confidence()).isCloseTo(.6, within(1e-6));
    }

    @Test
    void shouldNotOpenWithAHopThatMayBeTheSound() {
        story.listenFor(SURE_JINGLE).hear(SURE_JINGLE, .9, .9).hear(SURE_JINGLE, quiet(10));
        story.hear(SURE_JINGLE, .9);
        assertThat(story.events).isEmpty();
        story.hear(SURE_JINGLE, .9);
        assertThat(story.events).isEmpty();
    }

    @Test
    void shouldNotCountWhatWasNotHeard() {
        story.hear(JINGLE, .9).hear(JINGLE, quiet(6)).end(true);
        story.skip(500).hear(JINGLE, quiet(4));
        assertThat(story.events).isEmpty();
        story.hear(JINGLE, .1);
        assertThat(only().onsetMicros()).isEqualTo(start(1));
        assertThat(only().offsetMicros()).isEqualTo(start(512));
        assertThat(only().absent().orElseThrow().heardSeconds()).isEqualTo(10.56);
    }

    @Test
    void shouldCountThePartOfAHopThatWasHeard() {
        story.hear(JINGLE, .9).hear(JINGLE, quiet(10)).hearPart(JINGLE, .1, 12_000);
        assertThat(story.events).isEmpty();
        story.hear(JINGLE, .1);
        assertThat(only().absent().orElseThrow().heardSeconds()).isCloseTo(10.56 + .375, within(1e-6));
    }

    @Test
    void shouldNotCountHopsThatWereNotScored() {
        story.hear(JINGLE, .9).hear(JINGLE, quiet(10)).unheard().unheard();
        assertThat(story.events).isEmpty();
        story.hear(JINGLE, .1);
        assertThat(only().absent().orElseThrow().heardSeconds()).isEqualTo(10.56);
    }

    @Test
    void shouldCloseWithTheStreamAndGoOnAfterTheGap() {
        story.hear(JINGLE, .9).hear(JINGLE, quiet(15)).end(true);
        assertThat(last().endReason()).isEqualTo(EndReason.STREAM_LOST);
        assertThat(last().offsetMicros()).isEqualTo(start(16));
        assertThat(last().confidence()).isCloseTo(.1, within(1e-6));
        story.skip(100).hear(JINGLE, .1);
        Event again = last();
        assertThat(again.phase()).isEqualTo(EventPhase.OPEN);
        assertThat(again.eventId()).isNotEqualTo(story.events.get(0).eventId());
        assertThat(again.onsetMicros()).isEqualTo(start(1));
        assertThat(again.absent().orElseThrow().heardSeconds()).isEqualTo(16 * .96);
        story.hear(JINGLE, .9);
        assertThat(last().endReason()).isEqualTo(EndReason.SOUND_HEARD);
    }

    @Test
    void shouldCloseWithAStreamThatEnds() {
        story.hear(JINGLE, quiet(15)).end(false);
        assertThat(last().endReason()).isEqualTo(EndReason.STREAM_LOST);
    }

    @Test
    void shouldEndASoundThatIsHeardWithTheStream() {
        story.hear(JINGLE, .9, .9).end(true).skip(50).hear(JINGLE, quiet(11));
        assertThat(only().onsetMicros()).isEqualTo(start(2));
        assertThat(only().absent().orElseThrow().heardSeconds()).isEqualTo(10.56);
    }

    @Test
    void shouldCountOnWhereTheClockWentBack() {
        story.hear(JINGLE, .9).hear(JINGLE, quiet(6)).end(true);
        story.shiftClock(-3_600_000_000L).hear(JINGLE, quiet(5));
        assertThat(only().absent().orElseThrow().heardSeconds()).isEqualTo(10.56);
        assertThat(only().onsetMicros()).isEqualTo(start(1) - 3_600_000_000L);
        assertThat(only().offsetMicros() - only().onsetMicros()).isEqualTo(11 * HOP);
    }

    @Test
    void shouldCloseOnAStallAndGoOnIfTheRunDoes() {
        story.hear(JINGLE, .9).hear(JINGLE, quiet(15)).restart().stall();
        assertThat(last().endReason()).isEqualTo(EndReason.STREAM_LOST);
        assertThat(last().offsetMicros()).isEqualTo(start(16));
        int before = story.events.size();
        assertThat(story.stall().events).hasSize(before);
        story.hear(JINGLE, .1);
        assertThat(last().phase()).isEqualTo(EventPhase.OPEN);
        assertThat(last().absent().orElseThrow().heardSeconds()).isEqualTo(16 * .96);
    }

    @Test
    void shouldHearDeadAirByItsLevel() {
        story.listenFor(DEAD_AIR).hearLevels(DEAD_AIR, -20).hearLevels(DEAD_AIR, levels(6, -120));
        story.hearLevels(DEAD_AIR, levels(5, -60));
        assertThat(only().confidence()).isZero();
        assertThat(only().onsetMicros()).isEqualTo(start(1));
        assertThat(only().absent()).hasValue(new AbsentTime(10.56, -60));
        story.hearLevels(DEAD_AIR, -59);
        assertThat(last().endReason()).isEqualTo(EndReason.SOUND_HEARD);
        assertThat(last().confidence()).isOne();
        assertThat(last().absent()).hasValue(new AbsentTime(10.56, -60));
    }

    @Test
    void shouldNotTakeQuietSoundForDeadAir() {
        story.listenFor(DEAD_AIR).hearLevels(DEAD_AIR, levels(40, -59));
        assertThat(story.events).isEmpty();
    }

    @Test
    void shouldUpdateOnceAMinute() {
        story.hear(JINGLE, quiet(12 + 63));
        assertThat(story.events).extracting(Event::phase).containsExactly(EventPhase.OPEN, EventPhase.UPDATE);
        assertThat(last().offsetMicros() - story.events.get(0).offsetMicros()).isBetween(60_000_000L, 60_960_000L);
    }

    @Test
    void shouldEndWithItsQuery() {
        story.hear(JINGLE, quiet(12)).listenFor().unheard();
        assertThat(last().endReason()).isEqualTo(EndReason.QUERY_REMOVED);
        assertThat(story.isIdle()).isTrue();
    }

    @Test
    void shouldDecideTheSameAcrossRestarts() {
        DecisionStory restarted = new DecisionStory().listenFor(JINGLE);
        tell(story, each -> {});
        tell(restarted, DecisionStory::restart);
        assertThat(story.events).hasSize(5);
        assertThat(restarted.events).isEqualTo(story.events);
        assertThat(restarted.stored).isEqualTo(story.stored);
    }

    @Test
    void shouldWriteNothingWhileNothingChanges() {
        story.hear(JINGLE, .9, .1);
        TrackedSound before = story.stored.get("jingle");
        story.hear(JINGLE, quiet(8));
        assertThat(story.stored.get("jingle")).isSameAs(before);
    }

    @Test
    void shouldKeepItsClockForADay() {
        story.hear(JINGLE, quiet(5)).end(true);
        assertThat(story.tracker().longestRest()).isEqualTo(Duration.ofDays(1));
        assertThat(story.forget().stored).isEmpty();
    }

    private static void tell(DecisionStory story, Consumer<DecisionStory> between) {
        double[] told = {.9, .9, .2, .1};
        for (int round = 0; round < 3; round++) {
            for (double confidence : told) {
                between.accept(story.hear(JINGLE, confidence));
            }
            for (double confidence : quiet(8)) {
                between.accept(story.hear(JINGLE, confidence));
            }
            between.accept(story.hearPart(JINGLE, .1, 5_000));
            between.accept(story.end(round == 1).skip(7));
            for (double confidence : quiet(9)) {
                between.accept(story.hear(JINGLE, confidence));
            }
            between.accept(story.unheard());
        }
    }

    private Event only() {
        assertThat(story.events).hasSize(1);
        return story.events.get(0);
    }

    private Event last() {
        return story.events.get(story.events.size() - 1);
    }

    private static double[] quiet(int hops) {
        return levels(hops, .1);
    }

    private static double[] levels(int hops, double level) {
        double[] levels = new double[hops];
        Arrays.fill(levels, level);
        return levels;
    }
}
