package io.earshot.decide;

import static io.earshot.decide.DecisionStory.query;
import static io.earshot.decide.DecisionStory.start;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.earshot.match.Match;
import io.earshot.query.DecisionRules;
import io.earshot.query.RegisteredQuery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NearMissTest {
    private final DecisionStory story = new DecisionStory();

    @Test
    void shouldSayByHowMuchTheOpeningConfidenceWasMissedAndWhatWouldHaveOpened() {
        RegisteredQuery dog = query("dog", DecisionRules.ofConfidence(.5));
        story.listenFor(dog).hear(dog, .1, .3, .438, .2, .1, .1).end(false);

        NearMiss miss = only(RejectionRule.OPEN_CONFIDENCE);
        assertThat(miss.confidence()).isCloseTo(.438, within(1e-6));
        assertThat(miss.missedBy()).isCloseTo(.062, within(1e-6));
        assertThat(miss.suggestion()).isEqualTo("--threshold 0.43");
        assertThat(miss.startMicros()).isEqualTo(start(1));
        assertThat(miss.endMicros()).isEqualTo(start(3));
        assertThat(miss.gridIndex()).isEqualTo(2);

        RegisteredQuery lower = query("dog", DecisionRules.ofConfidence(.43));
        DecisionStory taken = new DecisionStory().listenFor(lower).hear(lower, .1, .3, .438, .2);
        assertThat(taken.events).hasSize(1);
    }

    @Test
    void shouldBeSilentAboutWhatWasNotNear() {
        RegisteredQuery dog = query("dog", DecisionRules.ofConfidence(.5));
        story.listenFor(dog).hear(dog, .24, .1, .2, .249, .1).end(false);

        assertThat(story.nearMisses).isEmpty();
        assertThat(story.events).isEmpty();
        assertThat(story.stored).isEmpty();
    }

    @Test
    void shouldNameTheNegativeThatKeptItFromOpening() {
        RegisteredQuery dog = query("dog", DecisionRules.ofConfidence(.5), "a wolf howling");
        story.listenFor(dog).hop(dog, .1, 3, .5, .5, .5).hear(dog, .1, .1).end(false);

        NearMiss miss = only(RejectionRule.NEGATIVES);
        assertThat(miss.missedBy()).isCloseTo(.4, within(1e-6));
        assertThat(miss.suggestion()).isEqualTo("drop the negative \"a wolf howling\"");
    }

    @Test
    void shouldCountTheHitsThatWereMissing() {
        RegisteredQuery dog = query("dog", rules(3, 4, Duration.ZERO));
        story.listenFor(dog).hear(dog, .1, .9, .9, .1, .1, .1, .1).end(false);

        NearMiss miss = only(RejectionRule.CONFIRMATION);
        assertThat(miss.missedBy()).isEqualTo(1);
        assertThat(miss.suggestion()).isEqualTo("--confirm 2/4");
        assertThat(miss.startMicros()).isEqualTo(start(1));
        assertThat(miss.endMicros()).isEqualTo(start(3));
    }

    @Test
    void shouldSayHowLongASoundWasThatWasTooShort() {
        RegisteredQuery dog = query("dog", rules(1, 1, Duration.ofSeconds(3)));
        story.listenFor(dog).hear(dog, .1, .9, .9, .1, .1).end(false);

        NearMiss miss = only(RejectionRule.MIN_DURATION);
        assertThat(miss.missedBy()).isCloseTo(1.08, within(1e-6));
        assertThat(miss.suggestion()).isEqualTo("--min-duration 1.9s");
    }

    @Test
    void shouldTellOnlyTheBestOfAMinuteAndOfEachQueryOne() {
        List<RegisteredQuery> queries = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            queries.add(query("q" + i, DecisionRules.ofConfidence(.5)));
        }
        story.listenFor(queries.toArray(new RegisteredQuery[0]));
        for (int hop = 0; hop < 70; hop++) {
            List<Match> matches = new ArrayList<>();
            for (int i = 0; i < queries.size(); i++) {
                double confidence = hop % 5 == 0 ? .3 + .02 * i : .05;
                matches.add(new Match(queries.get(i), (float) Math.log(confidence / (1 - confidence))));
            }
            story.step(matches, .1, .1, .1);
        }

        assertThat(story.nearMisses)
                .extracting(miss -> miss.query().id())
                .containsExactly("q8", "q7", "q6", "q5", "q4");
        assertThat(story.nearMisses).allMatch(miss -> miss.endMicros() <= 60_000_000);
        assertThat(story.events).isEmpty();
    }

    @Test
    void shouldTellOfAQueryThatIsNearForEver() {
        RegisteredQuery hum = query("hum", DecisionRules.ofConfidence(.5));
        story.listenFor(hum);
        for (int hop = 0; hop < 200; hop++) {
            story.hear(hum, .4);
        }

        assertThat(story.nearMisses).hasSizeBetween(2, 3);
        assertThat(story.stored).hasSize(1);
    }

    @Test
    void shouldSuggestANumberThatIsNotAboveTheConfidence() {
        for (double confidence : new double[] {.999, .5, .4999, .1, .0999, .0123456, 1e-4, 1e-9}) {
            double suggested = Double.parseDouble(Rejection.digitsBelow(confidence));
            assertThat(suggested).isBetween(.9 * confidence, confidence);
        }
    }

    private NearMiss only(RejectionRule rule) {
        assertThat(story.events).isEmpty();
        assertThat(story.nearMisses).hasSize(1);
        NearMiss miss = story.nearMisses.get(0);
        assertThat(miss.rejectedBy()).isEqualTo(rule);
        return miss;
    }

    private static DecisionRules rules(int hits, int hops, Duration min) {
        return EventTrackerTest.rules(hits, hops, min, Duration.ofMinutes(10), Duration.ZERO);
    }
}
