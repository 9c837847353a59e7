package io.earshot.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.earshot.calibration.DecidedBy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With numbers that can be followed on paper. */
class ThresholdSearchTest {
    private final List<EventVerdict> verdicts = new ArrayList<>();

    /** Published tables of the score interval, two-sided 95 %. */
    @ParameterizedTest
    @CsvSource({
        "0, 10, 0.0000, 0.2775",
        "1, 9, 0.0179, 0.4042",
        "5, 5, 0.2366, 0.7634",
        "10, 0, 0.7225, 1.0000",
        "81, 182, 0.2553, 0.3662"
    })
    void shouldBoundAPrecisionAsWilsonDid(int right, int wrong, double low, double high) {
        Precision precision = new Precision(right, wrong);

        assertThat(precision.low()).isCloseTo(low, within(0.00005));
        assertThat(precision.high()).isCloseTo(high, within(0.00005));
        assertThat(precision.part()).isBetween(precision.low(), precision.high());
    }

    @Test
    void shouldKnowNothingOfNoVerdicts() {
        assertThat(new Precision(0, 0).low()).isZero();
        assertThat(new Precision(0, 0).high()).isEqualTo(1);
        assertThat(search(.9).outcome()).isEqualTo(Suggestion.Outcome.TOO_FEW_VERDICTS);
    }

    @Test
    void shouldSuggestTheLowestThresholdThatReachesWhatIsWanted() {
        // Ascending: 8 wrong, then right and wrong in turn, then 12 right.
        wrong(.50, .51, .52, .53, .54, .55, .56, .57);
        right(.60, .64);
        wrong(.62, .66);
        right(.70, .71, .72, .73, .74, .75, .76, .77, .78, .79, .80, .81);

        // Of those from 0.64 on, 13 of 14 are right: 0.929. Of those from 0.62 on, 13 of 15: 0.867.
        Suggestion nine = search(.9);
        assertThat(nine.outcome()).isEqualTo(Suggestion.Outcome.SUGGESTED);
        assertThat(nine.present()).isEqualTo(new Precision(14, 10));
        assertThat(nine.threshold()).isEqualTo(.64);
        assertThat(nine.kept()).isEqualTo(new Precision(13, 1));

        // Only the last twelve are all right: any threshold above 0.66, and 0.7 at most, parts them alike.
        assertThat(search(1).threshold()).isEqualTo(.7);
        assertThat(search(1).kept()).isEqualTo(new Precision(12, 0));

        // Of those from 0.56 on, 14 of 18 are right: 0.778.
        assertThat(search(.75).threshold()).isEqualTo(.56);
    }

    @Test
    void shouldNameAPlainNumberBetweenTwoConfidences() {
        wrong(.5, .51, .52, .53, .54, .55, .56, .57, .58, .6612345);
        right(.6699, .7, .71, .72, .73, .74, .75, .76, .77, .78);

        assertThat(search(1).threshold()).isEqualTo(.669);
    }

    @Test
    void shouldSayThatEnoughIsRightAlreadyAndNothingOfLowerThresholds() {
        right(.5, .51, .52, .53, .54, .55, .56, .57, .58, .59, .6, .61, .62, .63, .64, .65, .66, .67, .68);
        wrong(.69);

        assertThat(search(.95).outcome()).isEqualTo(Suggestion.Outcome.REACHED_ALREADY);
        assertThat(search(.95).threshold()).isNaN();
    }

    @Test
    void shouldNotSuggestAThresholdThatKeepsTooFew() {
        wrong(.5, .51, .52, .53, .54, .55, .56, .57, .58, .59, .6, .61);
        right(.8, .81, .82, .83, .84, .85, .86, .87, .88);

        // The nine best are right, and nine are too few.
        assertThat(search(.95).outcome()).isEqualTo(Suggestion.Outcome.NONE_REACHES_IT);
    }

    @Test
    void shouldSayNothingOfFewerThanTwentyVerdicts() {
        right(.5, .51, .52, .53, .54, .55, .56, .57, .58, .59, .6, .61, .62, .63, .64, .65, .66, .67, .68);
        assertThat(search(.9).outcome()).isEqualTo(Suggestion.Outcome.TOO_FEW_VERDICTS);
        right(.69);
        assertThat(search(.9).outcome()).isEqualTo(Suggestion.Outcome.REACHED_ALREADY);
    }

    @Test
    void shouldCountForEachThresholdOnlyTheTimeInWhichAllThatReachedItFired() {
        // A time with the threshold 0.8, in which nobody could hear what lay below.
        for (double confidence : new double[] {.8, .81, .82, .83, .84, .85, .86, .87, .88, .89}) {
            add(confidence, .8, true, "a dog");
        }
        // Now it is 0.5: six of ten between 0.6 and 0.7 are wrong.
        right(.61, .62, .63, .64);
        wrong(.65, .66, .67, .68, .69, .695);
        right(.90, .91);

        // At 0.65 the earlier ten say nothing: 2 of 8 are right. From 0.8 on all twelve count.
        assertThat(search(.9).threshold()).isEqualTo(.8);
        assertThat(search(.9).kept()).isEqualTo(new Precision(12, 0));
    }

    @Test
    void shouldCountOnlyTheWordsOfTheLatestJudgedEvent() {
        for (int i = 0; i < 20; i++) {
            add(.6 + i * .01, .5, false, "a hound");
        }
        right(.7);

        Tally tally = Tally.of(verdicts);
        assertThat(tally.precision()).isEqualTo(new Precision(1, 0));
        assertThat(tally.leftOut()).isEqualTo(20);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, 1.01, Double.NaN})
    void shouldRefuseAPrecisionThatIsNone(double wanted) {
        assertThatThrownBy(() -> new ThresholdSearch(wanted)).isInstanceOf(IllegalArgumentException.class);
    }

    private Suggestion search(double wanted) {
        return new ThresholdSearch(wanted).in(Tally.of(verdicts));
    }

    private void right(double... confidences) {
        Arrays.stream(confidences).forEach(confidence -> add(confidence, .5, true, "a dog"));
    }

    private void wrong(double... confidences) {
        Arrays.stream(confidences).forEach(confidence -> add(confidence, .5, false, "a dog"));
    }

    private void add(double confidence, double threshold, boolean isRight, String words) {
        Judged judged = new Judged(isRight ? Judgement.RIGHT : Judgement.WRONG, "", Instant.EPOCH, "");
        int number = verdicts.size();
        verdicts.add(new EventVerdict(
                "e" + number,
                "yard",
                "dog",
                "v1",
                words,
                "digest",
                number,
                confidence,
                threshold,
                DecidedBy.QUERY,
                false,
                judged));
    }
}
