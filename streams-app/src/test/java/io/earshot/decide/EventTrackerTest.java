package io.earshot.decide;

import static io.earshot.decide.DecisionStory.HOP;
import static io.earshot.decide.DecisionStory.TOKEN;
import static io.earshot.decide.DecisionStory.query;
import static io.earshot.decide.DecisionStory.start;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.earshot.calibration.Calibration;
import io.earshot.calibration.DecidedBy;
import io.earshot.query.BackgroundFit;
import io.earshot.query.DecisionRules;
import io.earshot.query.RegisteredQuery;
import io.earshot.query.Sensitivity;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventTrackerTest {
    private static final DecisionRules RULES = rules(1, 1, Duration.ZERO, Duration.ofMinutes(10), Duration.ZERO);

    private final RegisteredQuery dog = query("dog", RULES);
    private final DecisionStory story = new DecisionStory().listenFor(dog);

    @Test
    void shouldOpenOnceAndCloseOnceWhenASoundComesAndGoesAndThenBeSilent() {
        story.hear(dog, 0.1, 0.1)
                .hop(dog, 0.9, 0, .1, .9, .9)
                .hop(dog, 0.88, 0, .9, .9, .1)
                .hear(dog, 0.1, 0.1);

        assertThat(phases()).containsExactly(EventPhase.OPEN, EventPhase.CLOSE);
        Event close = last();
        assertThat(close.eventId()).isEqualTo(story.events.get(0).eventId());
        assertThat(close.onsetMicros()).isEqualTo(start(2) + TOKEN);
        assertThat(close.offsetMicros()).isEqualTo(start(3) + 2 * TOKEN);
        assertThat(close.confidence()).isCloseTo(0.9, within(1e-6));
        assertThat(close.endReason()).isEqualTo(EndReason.SOUND_ENDED);
        story.hear(dog, 0.1, 0.1, 0.1).end(false).stall();
        assertThat(story.events).hasSize(2);
        assertThat(story.nearMisses).isEmpty();
        assertThat(story.stored).isEmpty();
        assertThat(story.isIdle()).isTrue();
    }

    @Test
    void shouldTellAtOnceWithWhatItWasComparedWithAndWhy() {
        story.hear(dog, 0.1, 0.7);

        Event open = last();
        assertThat(open.point().openConfidence()).isEqualTo(0.5);
        assertThat(open.point().closeConfidence()).isEqualTo(0.3);
        assertThat(open.point().decidedBy()).isEqualTo(DecidedBy.QUERY);
        assertThat(open.openedAtHop()).isEqualTo(1);
        Explanation why = open.why().orElseThrow();
        assertThat(why.path().levelScores()).containsExactly(1.);
        assertThat(why.evidenceStartMicros()).isEqualTo(start(0));
        assertThat(why.evidenceEndMicros()).isEqualTo(start(2));
        assertThat(why.backgroundPercentile()).isCloseTo(80.2, within(0.1));
    }

    @Test
    void shouldGoOnBetweenTheTwoConfidences() {
        story.hear(dog, 0.1, 0.6, 0.35, 0.35, 0.35);

        assertThat(phases()).containsOnlyOnce(EventPhase.OPEN).doesNotContain(EventPhase.CLOSE);
    }

    @Test
    void shouldUpdateWhenTheConfidenceRisesAndEveryFiveSeconds() {
        story.hear(dog, 0.1, 0.6, 0.62, 0.7, 0.7, 0.7, 0.7, 0.7, 0.7, 0.7);

        assertThat(phases()).containsExactly(EventPhase.OPEN, EventPhase.UPDATE, EventPhase.UPDATE);
        assertThat(story.events).extracting(Event::eventId).containsOnly(last().eventId());
        assertThat(story.events.get(1).confidence()).isCloseTo(0.7, within(1e-6));
        assertThat(story.events.get(1).offsetMicros()).isEqualTo(start(4));
        assertThat(last().offsetMicros()).isEqualTo(start(10));
    }

    @Test
    void shouldPlaceTheOnsetAnewWhenTheNextHopShowsMoreOfTheSound() {
        story.hear(dog, 0.1, 0.1).hop(dog, 0.6, 0, .1, .4, .4).hop(dog, 0.61, 0, .9, .9, .9);

        assertThat(phases()).containsExactly(EventPhase.OPEN, EventPhase.UPDATE);
        assertThat(story.events.get(0).onsetMicros()).isEqualTo(start(2) + TOKEN);
        assertThat(last().onsetMicros()).isEqualTo(start(3));
        assertThat(last().eventId()).isEqualTo(story.events.get(0).eventId());
    }

    @Test
    void shouldFindAnOnsetInTheHopBeforeTheOneThatOpens() {
        story.hear(dog, 0.1).hop(dog, 0.2, 0, .1, .1, .8).hop(dog, 0.9, 0, .8, .8, .8);

        assertThat(last().onsetMicros()).isEqualTo(start(1) + 2 * TOKEN);
        assertThat(last().openedAtHop()).isEqualTo(2);
    }

    @Test
    void shouldJoinASoundThatComesBackWithinTheMergeGap() {
        story.hear(dog, 0.1, 0.9, 0.1, 0.9, 0.1, 0.1);

        assertThat(phases()).containsExactly(EventPhase.OPEN, EventPhase.CLOSE);
        assertThat(last().offsetMicros()).isEqualTo(start(4));
    }

    @Test
    void shouldMakeTwoEventsOfSoundsFurtherApartThanTheMergeGap() {
        story.hear(dog, 0.1, 0.9, 0.1, 0.1, 0.9, 0.1, 0.1);

        assertThat(phases()).containsExactly(EventPhase.OPEN, EventPhase.CLOSE, EventPhase.OPEN, EventPhase.CLOSE);
        assertThat(last().eventId()).isNotEqualTo(story.events.get(0).eventId());
        assertThat(story.events.get(2).onsetMicros())
                .isGreaterThanOrEqualTo(story.events.get(1).offsetMicros());
    }

    @Test
    void shouldOpenWhenEnoughOfTheNewestHopsAreHits() {
        RegisteredQuery careful = query("dog", rules(2, 3, Duration.ZERO, Duration.ofMinutes(10), Duration.ZERO));
        story.listenFor(careful).hear(careful, 0.1, 0.9, 0.1, 0.1, 0.1, 0.1);
        assertThat(story.events).isEmpty();

        story.hear(careful, 0.9, 0.2, 0.9);
        assertThat(phases()).containsExactly(EventPhase.OPEN);
        assertThat(last().openedAtHop()).isEqualTo(8);
        assertThat(last().onsetMicros()).isEqualTo(start(6));
    }

    @Test
    void shouldNotTellOfASoundShorterThanTheMinimum() {
        RegisteredQuery slow = query("dog", rules(1, 1, Duration.ofSeconds(2), Duration.ofMinutes(1), Duration.ZERO));
        story.listenFor(slow).hear(slow, 0.1, 0.9, 0.9, 0.1, 0.1);
        assertThat(story.events).isEmpty();

        story.hear(slow, 0.9, 0.9, 0.9, 0.1, 0.1);
        assertThat(phases()).containsExactly(EventPhase.OPEN, EventPhase.CLOSE);
        assertThat(last().onsetMicros()).isEqualTo(start(5));
        assertThat(last().openedAtHop()).isEqualTo(7);
    }

    @Test
    void shouldCloseAtTheMaximumAndOpenAnotherEventThatDoesNotOverlap() {
        RegisteredQuery shortLived = query("dog", rules(1, 1, Duration.ZERO, Duration.ofMillis(1900), Duration.ZERO));
        story.listenFor(shortLived).hear(shortLived, 0.1, 0.9, 0.9, 0.9, 0.1, 0.1);

        assertThat(phases()).containsExactly(EventPhase.OPEN, EventPhase.CLOSE, EventPhase.OPEN, EventPhase.CLOSE);
        assertThat(story.events.get(1).endReason()).isEqualTo(EndReason.MAX_LENGTH);
        assertThat(story.events.get(2).onsetMicros())
                .isEqualTo(story.events.get(1).offsetMicros());
    }

    @Test
    void shouldOpenNoneInTheCooldownThoughTheAudioBreaksOff() {
        RegisteredQuery rare = query("dog", rules(1, 1, Duration.ZERO, Duration.ofMinutes(1), Duration.ofSeconds(6)));
        story.listenFor(rare).hear(rare, 0.1, 0.9, 0.1, 0.1, 0.9, 0.1, 0.1);
        assertThat(phases()).containsExactly(EventPhase.OPEN, EventPhase.CLOSE);

        story.end(true).hear(rare, 0.9).restart().hear(rare, 0.9, 0.9, 0.9);
        assertThat(phases()).containsExactly(EventPhase.OPEN, EventPhase.CLOSE, EventPhase.OPEN);
        assertThat(last().openedAtHop()).isEqualTo(8);
        assertThat(story.nearMisses).extracting(NearMiss::rejectedBy).containsExactly(RejectionRule.COOLDOWN);
    }

    @Test
    void shouldForgetACooldownWhenItIsToldTo() {
        RegisteredQuery rare = query("dog", rules(1, 1, Duration.ZERO, Duration.ofMinutes(1), Duration.ofSeconds(60)));
        story.listenFor(rare).hear(rare, 0.1, 0.9).stall();
        assertThat(story.stored).hasSize(1);
        assertThat(story.tracker().longestRest()).isEqualTo(Duration.ofSeconds(60));

        story.forget();
        assertThat(story.stored).isEmpty();
        assertThat(story.tracker().longestRest()).isZero();
    }

    @Test
    void shouldSayWhetherTheSoundOrTheStreamEnded() {
        story.hear(dog, 0.9).end(false).hear(dog, 0.9).end(true).hear(dog, 0.9).stall();

        assertThat(story.events)
                .extracting(Event::endReason)
                .containsExactly(
                        EndReason.NONE,
                        EndReason.SOUND_ENDED,
                        EndReason.NONE,
                        EndReason.STREAM_LOST,
                        EndReason.NONE,
                        EndReason.STREAM_LOST);
        story.stall();
        assertThat(story.events).hasSize(6);
        assertThat(story.stored).isEmpty();
    }

    @Test
    void shouldCloseWhenTheQueryIsRemoved() {
        story.hear(dog, 0.9).listenFor().unheard().unheard();

        assertThat(story.events).extracting(Event::endReason).containsExactly(EndReason.NONE, EndReason.QUERY_REMOVED);
        assertThat(story.stored).isEmpty();
    }

    @Test
    void shouldCloseTheOldAndOpenTheNewWhenTheQueryIsChanged() {
        RegisteredQuery changed = query("dog", DecisionRules.ofConfidence(0.7));
        story.hear(dog, 0.9).listenFor(changed).hear(changed, 0.9);

        assertThat(phases()).containsExactly(EventPhase.OPEN, EventPhase.CLOSE, EventPhase.OPEN);
        assertThat(story.events.get(1).endReason()).isEqualTo(EndReason.QUERY_CHANGED);
        assertThat(story.events.get(1).query()).isEqualTo(dog.query());
        assertThat(last().eventId()).isNotEqualTo(story.events.get(0).eventId());
    }

    @Test
    void shouldTreatAQueryThatCouldNotBeScoredAsQuiet() {
        story.hear(dog, 0.9).unheard();
        assertThat(story.events).hasSize(1);
        story.unheard();
        assertThat(last().endReason()).isEqualTo(EndReason.SOUND_ENDED);
    }

    @Test
    void shouldNotLetALaterCalibrationChangeAnEventThatIsOpen() {
        RegisteredQuery learning = query("dog", RULES.withSensitivity(Sensitivity.DEFAULT));
        story.listenFor(learning).hear(learning, 0.1, 0.6);
        story.calibrations.put(calibration(learning, Math.log(0.8 / 0.2), start(2)));
        story.hear(learning, 0.31, 0.1, 0.1, 0.7, 0.1, 0.1, 0.85);

        assertThat(phases()).containsExactly(EventPhase.OPEN, EventPhase.CLOSE, EventPhase.OPEN);
        assertThat(story.events.get(1).point()).isEqualTo(story.events.get(0).point());
        assertThat(story.events.get(1).point().decidedBy()).isEqualTo(DecidedBy.MODEL);
        assertThat(story.events.get(1).offsetMicros()).isEqualTo(start(2));
        assertThat(last().point().openConfidence()).isCloseTo(0.8, within(1e-9));
        assertThat(last().point().decidedBy()).isEqualTo(DecidedBy.SOURCE);
        assertThat(last().why().orElseThrow().background()).isEqualTo(new BackgroundFit(-2, 0.5));
    }

    @Test
    void shouldDecideTheSameAfterARestartAtAnyHop() {
        RegisteredQuery careful =
                query("dog", rules(2, 3, Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(3)));
        double[] hops = {.9, .2, .8, .1, .1, .6, .35, .1, .1, .9, .9, .9, .9, .9, .9, .9, .4, .1, .1, .1, .6, .3, .1, .1
        };
        DecisionStory undisturbed =
                new DecisionStory().listenFor(careful).hear(careful, hops).end(true);
        assertThat(undisturbed.events).hasSizeGreaterThan(3);
        assertThat(undisturbed.nearMisses).isNotEmpty();
        for (int restart = 0; restart < hops.length; restart++) {
            DecisionStory disturbed = new DecisionStory().listenFor(careful);
            for (int i = 0; i < hops.length; i++) {
                if (i == restart) {
                    disturbed.restart();
                }
                disturbed.hear(careful, hops[i]);
            }
            disturbed.end(true);
            assertThat(disturbed.events).isEqualTo(undisturbed.events);
            assertThat(disturbed.nearMisses).isEqualTo(undisturbed.nearMisses);
            assertThat(disturbed.stored).isEqualTo(undisturbed.stored);
        }
    }

    @Test
    void shouldUseTheEdgesOfHopsWhereNoTokensAreKnown() {
        for (double confidence : new double[] {.1, .9, .9, .1, .1}) {
            story.hop(dog, confidence, 0);
        }

        assertThat(phases()).containsExactly(EventPhase.OPEN, EventPhase.CLOSE);
        assertThat(last().onsetMicros()).isEqualTo(start(1));
        assertThat(last().offsetMicros()).isEqualTo(start(3)).isEqualTo(start(1) + 2 * HOP);
    }

    private List<EventPhase> phases() {
        return story.events.stream().map(Event::phase).toList();
    }

    private Event last() {
        return story.events.get(story.events.size() - 1);
    }

    private static Calibration calibration(RegisteredQuery query, double threshold, long validFrom) {
        return new Calibration(
                DecisionStory.SOURCE,
                "dog",
                query.version(),
                "digest",
                threshold,
                10,
                5,
                20,
                new BackgroundFit(-2, 0.5),
                List.of(-2., -1.4, -.8, 0.),
                validFrom,
                3600);
    }

    static DecisionRules rules(int hits, int hops, Duration min, Duration max, Duration cooldown) {
        return new DecisionRules(
                Sensitivity.ofProbability(.5), .5, .3, hits, hops, Duration.ofSeconds(1), min, max, cooldown);
    }
}
