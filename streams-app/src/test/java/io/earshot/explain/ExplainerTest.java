package io.earshot.explain;

import static io.earshot.explain.HeardStory.AT_HALF;
import static io.earshot.explain.HeardStory.query;
import static io.earshot.explain.HeardStory.registered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.earshot.decide.EndReason;
import io.earshot.decide.Event;
import io.earshot.decide.RejectionRule;
import io.earshot.query.Confirmation;
import io.earshot.query.DecisionRules;
import io.earshot.query.RegisteredQuery;
import io.earshot.query.Rule;
import io.earshot.query.StandingQuery;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExplainerTest {
    private final HeardStory story = new HeardStory();

    @Test
    void shouldNameTheEventThatCoversTheMoment() {
        Explained explained = story.hear(.1, .1, .8, .9, .1, .1, .1).explain(3, query(AT_HALF));

        assertThat(explained.verdict()).isEqualTo(Verdict.HEARD);
        Event event = explained.event().orElseThrow();
        assertThat(HeardStory.time(event.onsetMicros())).isEqualTo(2);
        assertThat(event.endReason()).isEqualTo(EndReason.SOUND_ENDED);
        assertThat(explained.best().orElseThrow().confidence()).isCloseTo(.9, within(1e-3));
        assertThat(explained.rejection()).isEmpty();
        assertThat(explained.suggestions()).isEmpty();
    }

    @Test
    void shouldNameTheAbsenceThatCoversTheMoment() {
        Explained explained = story.hear(.9, .1, .3, .1, .1, .1, .1, .9, .1).explain(4, query(absentFor(5)));

        assertThat(explained.verdict()).isEqualTo(Verdict.HEARD);
        Event event = explained.event().orElseThrow();
        assertThat(event.endReason()).isEqualTo(EndReason.SOUND_HEARD);
        assertThat(HeardStory.time(event.onsetMicros())).isEqualTo(1);
        assertThat(HeardStory.time(event.offsetMicros())).isEqualTo(7);
        assertThat(ExplainedText.lines(explained, ZoneOffset.UTC, List.of()).get(1))
                .startsWith("Absent: event " + event.eventId() + ", not heard from ")
                .contains("in 6.0 s of audio");
    }

    @Test
    void shouldSayHowMuchLongerASoundWouldHaveHadToBeAbsent() {
        Explained explained = story.hear(.9, .1, .1, .1, .9, .1).explain(3, query(absentFor(5)));

        assertRejected(explained, RejectionRule.ABSENT_FOR, 2);
        assertThat(onlyChange(explained)).isEqualTo(new Change("absent-for", "5s", "3s"));
        assertThat(ExplainedText.lines(explained, ZoneOffset.UTC, List.of()).get(1))
                .isEqualTo("No absence: the sound was not absent for long enough (--absent-for 5s), missed by 2"
                        + " (ABSENT_FOR).");
    }

    private static DecisionRules absentFor(int seconds) {
        return AT_HALF.with(Rule.ABSENT_FOR, Duration.ofSeconds(seconds));
    }

    @Test
    void shouldSayByHowMuchTheThresholdWasMissedAndWhichOneFires() {
        Explained explained = story.hear(.1, .1, .42, .1, .1, .1).explain(2, query(AT_HALF));

        assertRejected(explained, RejectionRule.OPEN_CONFIDENCE, .08);
        assertThat(onlyChange(explained)).isEqualTo(new Change("threshold", "0.50", "0.41"));
        assertThat(explained.suggestions().get(0).eventsNow()).isZero();
        assertThat(explained.suggestions().get(0).eventsThen()).isEqualTo(1);
    }

    @Test
    void shouldNameTheThresholdForWhatIsFarTooFaintToBeANearMiss() {
        Explained explained = story.hear(.01, .01, .02, .01, .01).explain(2, query(AT_HALF));

        assertRejected(explained, RejectionRule.OPEN_CONFIDENCE, .48);
        assertThat(explained.notes()).anyMatch(note -> note.contains("hears nearly everything"));
    }

    @Test
    void shouldDropOnlyTheNegativeThatTookItOff() {
        RegisteredQuery query = registered(new StandingQuery(
                "dog", "a dog barking", List.of(), List.of("rain", HeardStory.ENGINE), List.of(), AT_HALF, Map.of()));
        Explained explained =
                story.hear(.1, .1).hearBesideAnEngine(.8, .35).hear(.1, .1, .1).explain(2, query);

        assertRejected(explained, RejectionRule.NEGATIVES, .15);
        assertThat(explained.suggestions())
                .extracting(Suggestion::changes)
                .containsExactly(
                        List.of(new Change("not", "rain, an engine", "rain")),
                        List.of(new Change("threshold", "0.50", "0.34")));
        assertThat(explained.best().orElseThrow().confidenceWithoutNegatives()).isCloseTo(.8, within(1e-3));
    }

    @Test
    void shouldAskForFewerHopsWhereTooFewConfirmed() {
        DecisionRules threeOfThree = AT_HALF.with(Rule.CONFIRM, new Confirmation(3, 3));
        Explained explained = story.hear(.1, .1, .8, .8, .1, .1, .1, .1).explain(3, query(threeOfThree));

        assertRejected(explained, RejectionRule.CONFIRMATION, 1);
        assertThat(explained.suggestions().get(0).changes()).containsExactly(new Change("confirm", "3/3", "2/3"));
    }

    @Test
    void shouldAskForAsLongAsItLasted() {
        DecisionRules threeSeconds = AT_HALF.with(Rule.MIN_DURATION, Duration.ofSeconds(3));
        Explained explained = story.hear(.1, .1, .8, .8, .1, .1, .1, .1).explain(2, query(threeSeconds));

        assertRejected(explained, RejectionRule.MIN_DURATION, 1);
        assertThat(explained.suggestions().get(0).changes()).containsExactly(new Change("min-duration", "3s", "2s"));
    }

    @Test
    void shouldShortenTheCooldownToWhatHadPassed() {
        DecisionRules tenSeconds = AT_HALF.with(Rule.COOLDOWN, Duration.ofSeconds(10));
        Explained explained = story.hear(.1, .8, .1, .1, .1, .1, .8, .1, .1, .1).explain(6, query(tenSeconds));

        assertRejected(explained, RejectionRule.COOLDOWN, 5);
        assertThat(onlyChange(explained)).isEqualTo(new Change("cooldown", "10s", "5s"));
    }

    @Test
    void shouldGiveWayToOneRuleAfterTheOther() {
        DecisionRules strict = AT_HALF.with(Rule.MIN_DURATION, Duration.ofSeconds(4));
        Explained explained = story.hear(.1, .1, .42, .1, .1, .1, .1).explain(2, query(strict));

        assertThat(explained.rejection().orElseThrow().rule()).isEqualTo(RejectionRule.OPEN_CONFIDENCE);
        assertThat(explained.suggestions())
                .anySatisfy(suggestion -> assertThat(suggestion.changes())
                        .extracting(Change::setting)
                        .containsExactly("threshold", "min-duration"));
    }

    @Test
    void shouldAddTheSourceThatTheQueryDoesNotListenTo() {
        RegisteredQuery query =
                registered(new StandingQuery("dog", "a dog barking", List.of("garden", "roof*"), AT_HALF));
        Explained explained = story.hear(.1, .8, .1, .1, .1).explain(1, query);

        assertThat(explained.verdict()).isEqualTo(Verdict.OTHER_SOURCE);
        assertThat(onlyChange(explained)).isEqualTo(new Change("source", "garden, roof*", "garden, roof*, yard"));
    }

    @Test
    void shouldSayThatThereWasNoAudio() {
        Explained explained = story.hear(.1, .8, .8).pause(5).hear(.8, .1).explain(5, query(AT_HALF));

        assertThat(explained.verdict()).isEqualTo(Verdict.NO_AUDIO);
        assertThat(explained.notes())
                .containsExactly(
                        "Audio before that ends at 2023-11-14T22:13:23Z.",
                        "Audio begins again at 2023-11-14T22:13:28Z.");
        assertThat(explained.best()).isEmpty();
        assertThat(explained.suggestions()).isEmpty();
    }

    @Test
    void shouldNotJoinWhatAGapKeptApart() {
        DecisionRules threeSeconds = AT_HALF.with(Rule.MIN_DURATION, Duration.ofSeconds(3));
        Explained explained =
                story.hear(.1, .8, .8).pause(1).hear(.8, .8, .1, .1).explain(2, query(threeSeconds));

        assertRejected(explained, RejectionRule.MIN_DURATION, 1);
    }

    @Test
    void shouldNotReadWhatAnotherModelEncoded() {
        Explained explained = story.hear(.1, .1).hearWithAnotherModel(3).explain(3, query(AT_HALF));

        assertThat(explained.verdict()).isEqualTo(Verdict.OTHER_MODEL);
    }

    @Test
    void shouldSayThatASoundMayGoOnWhereTheAudioEnds() {
        Moment end = new Moment(HeardStory.SOURCE, HeardStory.START + 2_900_000, Duration.ofSeconds(2));
        Explained explained = story.hear(.1, .1, .4).explain(end, query(AT_HALF));

        assertThat(explained.notes()).anyMatch(note -> note.contains("ends at 2023-11-14T22:13:23Z so far"));
    }

    @Test
    void shouldSuggestOnlyWhatFires() {
        Random random = new Random(3);
        for (int round = 0; round < 200; round++) {
            HeardStory tale = new HeardStory();
            for (int second = 0; second < 20; second++) {
                tale.hear(Math.pow(random.nextDouble(), 2));
            }
            RegisteredQuery query = query(randomRules(random));
            int second = 3 + random.nextInt(14);
            Explained explained = tale.explain(second, query);
            assertThat(explained.verdict() == Verdict.HEARD)
                    .isEqualTo(explained.suggestions().isEmpty());
            for (Suggestion suggestion : explained.suggestions()) {
                Explained changed = tale.explain(second, registered(suggestion.query()));
                assertThat(changed.verdict())
                        .as(suggestion.changes().toString())
                        .isEqualTo(Verdict.HEARD);
            }
        }
    }

    @Test
    void shouldSayItInLinesForPeopleWithTheRuleFirst() {
        Explained explained = story.hear(.1, .1, .42, .1, .1, .1).explain(2, query(AT_HALF));
        List<String> lines = ExplainedText.lines(explained, ZoneOffset.ofHours(1), List.of());

        assertThat(lines.get(0)).isEqualTo("\"a dog barking\" in yard at 2023-11-14 23:13:22.5 +01:00");
        assertThat(lines.get(1))
                .isEqualTo("Not heard: it never reached the threshold, missed by 0.08 (OPEN_CONFIDENCE).");
        assertThat(lines).anyMatch(line -> line.contains("--threshold 0.41 (was 0.50)"));
    }

    private static DecisionRules randomRules(Random random) {
        int hops = 1 + random.nextInt(4);
        DecisionRules rules = AT_HALF.with(Rule.CONFIRM, new Confirmation(1 + random.nextInt(hops), hops));
        rules = rules.with(Rule.MIN_DURATION, Duration.ofSeconds(random.nextInt(4)));
        return rules.with(Rule.COOLDOWN, Duration.ofSeconds(random.nextInt(6)));
    }

    private static void assertRejected(Explained explained, RejectionRule rule, double missedBy) {
        assertThat(explained.verdict()).isEqualTo(Verdict.REJECTED);
        assertThat(explained.rejection().orElseThrow().rule()).isEqualTo(rule);
        assertThat(explained.rejection().orElseThrow().missedBy()).isCloseTo(missedBy, within(1e-3));
        assertThat(explained.event()).isEmpty();
    }

    private static Change onlyChange(Explained explained) {
        assertThat(explained.suggestions()).hasSize(1);
        assertThat(explained.suggestions().get(0).changes()).hasSize(1);
        return explained.suggestions().get(0).changes().get(0);
    }
}
