package io.earshot.explain;

import static io.earshot.explain.HeardStory.AT_HALF;
import static io.earshot.explain.HeardStory.query;
import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.calibration.DecidedBy;
import io.earshot.calibration.OperatingPoint;
import io.earshot.decide.Event;
import io.earshot.decide.NearMiss;
import io.earshot.decide.RejectionRule;
import io.earshot.decide.Subject;
import io.earshot.encoder.FakeAudioEncoder;
import io.earshot.query.RegisteredQuery;
import io.earshot.query.Rule;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What was recorded when the audio was live counts more than what the kept segments say. */
class RecordedTest {
    private static final Moment AT_TWO = new Moment(HeardStory.SOURCE, HeardStory.START + 2_500_000, Duration.ZERO);

    private final HeardStory story = new HeardStory().hear(.1, .1, .8, .8, .1, .1, .1);
    private final RegisteredQuery twoSeconds = query(AT_HALF.with(Rule.MIN_DURATION, Duration.ofSeconds(2)));

    @Test
    void shouldTellTheRuleThatRejectedWithinAHop() {
        NearMiss tooShort = miss(twoSeconds.version(), RejectionRule.MIN_DURATION, .4, 2.2, 3.8);
        Explained explained = story.explain(AT_TWO, twoSeconds, new Recorded(List.of(), List.of(tooShort)));

        assertThat(explained.verdict()).isEqualTo(Verdict.REJECTED);
        assertThat(explained.rejection()).hasValue(new Rejection(RejectionRule.MIN_DURATION, .4));
        assertThat(explained.suggestions())
                .extracting(Suggestion::changes)
                .containsExactly(List.of(new Change("min-duration", "2s", "1.6s")));
        assertThat(explained.notes()).anyMatch(note -> note.contains("Judged again it fires"));
    }

    @Test
    void shouldSuggestNothingWhereOnlyTheThresholdHasChangedSince() {
        NearMiss below = miss(twoSeconds.version(), RejectionRule.OPEN_CONFIDENCE, .1, 2, 4);
        Explained explained = story.explain(AT_TWO, twoSeconds, new Recorded(List.of(), List.of(below)));

        assertThat(explained.rejection().orElseThrow().rule()).isEqualTo(RejectionRule.OPEN_CONFIDENCE);
        assertThat(explained.suggestions()).isEmpty();
    }

    @Test
    void shouldSayWhatTheQueryAsItWasThenDid() {
        Event fired =
                story.explain(AT_TWO, query(AT_HALF), Recorded.NOTHING).event().orElseThrow();
        RegisteredQuery stricter = query(io.earshot.query.DecisionRules.ofConfidence(.9));
        Explained explained = story.explain(AT_TWO, stricter, new Recorded(List.of(fired), List.of()));

        assertThat(explained.verdict()).isEqualTo(Verdict.REJECTED);
        assertThat(explained.notes())
                .contains("The query as it was then fired: event " + fired.eventId() + ", version "
                        + fired.queryVersion() + ".");

        NearMiss missed = miss("older", RejectionRule.COOLDOWN, 1, 2, 4);
        Explained now = story.explain(AT_TWO, query(AT_HALF), new Recorded(List.of(), List.of(missed)));
        assertThat(now.verdict()).isEqualTo(Verdict.HEARD);
        assertThat(now.notes()).contains("The query as it was then did not fire: COOLDOWN, version older.");
    }

    @Test
    void shouldTellTheEventThatWasRecordedWithItsEdgesWithinHops() {
        Event fired =
                story.explain(AT_TWO, query(AT_HALF), Recorded.NOTHING).event().orElseThrow();
        Event exact = new Event(
                fired.phase(),
                fired.eventId(),
                fired.sourceId(),
                fired.epochId(),
                fired.openedAtHop(),
                fired.subject(),
                fired.onsetMicros() + 320_000,
                fired.offsetMicros() - 320_000,
                fired.peakMicros(),
                fired.confidence(),
                fired.score(),
                fired.why(),
                fired.endReason());
        Explained explained = story.explain(AT_TWO, query(AT_HALF), new Recorded(List.of(exact), List.of()));

        assertThat(explained.event()).hasValue(exact);
        assertThat(explained.notes()).isEmpty();
    }

    @Test
    void shouldTakeTheOutcomeNearestToTheTimeThatWasNamed() {
        Event fired =
                story.explain(AT_TWO, query(AT_HALF), Recorded.NOTHING).event().orElseThrow();
        NearMiss after = miss(fired.queryVersion(), RejectionRule.COOLDOWN, 1, 5, 6);
        Moment atFive = new Moment(HeardStory.SOURCE, HeardStory.START + 5_500_000, Duration.ofSeconds(2));
        Outcomes outcomes = new Outcomes(atFive, List.of(fired), List.of(after));

        assertThat(outcomes.event()).isEmpty();
        assertThat(outcomes.nearMiss()).hasValue(after);
    }

    private static NearMiss miss(String version, RejectionRule rule, double missedBy, double from, double to) {
        return new NearMiss(
                HeardStory.SOURCE,
                7,
                3,
                new Subject(
                        query(AT_HALF).query(),
                        version,
                        FakeAudioEncoder.SPACE.modelDigest(),
                        new OperatingPoint(.5, .3, DecidedBy.QUERY, Optional.empty())),
                HeardStory.START + (long) (from * 1e6),
                HeardStory.START + (long) (to * 1e6),
                .8,
                .1,
                rule,
                missedBy,
                "");
    }
}
