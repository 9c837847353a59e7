package io.earshot.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.embedding.Embedding;
import io.earshot.query.BackgroundFit;
import io.earshot.query.DecisionRules;
import io.earshot.query.RegisteredQuery;
import io.earshot.query.Sensitivity;
import io.earshot.query.StandingQuery;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class BackgroundFitterTest {
    private static final double HOP_SECONDS = 0.96;
    private static final int HOUR = 3_750;
    private static final ConfidenceCurve CURVE = new ConfidenceCurve(0, 18, -8);

    private final BackgroundFitter fitter = new BackgroundFitter(CURVE, "digest");
    private final RegisteredQuery query = query(Sensitivity.ofAlarmsPerDay(50));

    @Test
    void shouldTellWhatTheBackgroundIsLike() {
        Calibration calibration = fit(murmur(HOUR, 1)).orElseThrow();
        assertThat(calibration.background().mean()).isCloseTo(0.1, Assertions.within(0.02));
        assertThat(calibration.background().deviation()).isCloseTo(0.05, Assertions.within(0.01));
        assertThat(calibration.quantiles()).isSorted().hasSameSizeAs(Calibration.QUANTILES);
        assertThat(calibration.thresholdScore())
                .isGreaterThan(calibration.quantiles().get(2));
        assertThat(calibration.alarmsPerDay()).isEqualTo(50);
        assertThat(calibration.lowAlarmsPerDay()).isLessThan(50);
        assertThat(calibration.highAlarmsPerDay()).isGreaterThan(50);
        assertThat(calibration.modelDigest()).isEqualTo("digest");
        assertThat(calibration.heardSeconds()).isEqualTo(7_200);
    }

    @Test
    void shouldSayNothingOfTooLittle() {
        assertThat(fit(murmur(600, 2))).isEmpty();
    }

    @Test
    void shouldNotTakeASoundThatItIsSureOfForBackground() {
        float[] quiet = murmur(HOUR, 3);
        float[] barking = quiet.clone();
        for (int i = 100; i < HOUR; i += 60) {
            barking[i] = 0.8f;
            barking[i + 1] = 0.75f;
        }
        Calibration without = fit(quiet).orElseThrow();
        Calibration with = fit(barking).orElseThrow();
        assertThat(with.thresholdScore()).isCloseTo(without.thresholdScore(), Assertions.within(0.02));
        assertThat(with.heardSeconds()).isLessThan(without.heardSeconds());
        assertThat(with.highAlarmsPerDay()).isGreaterThan(without.highAlarmsPerDay() + 1_000);
    }

    @Test
    void shouldSayNothingWhereTheSoundItselfIsAllThatIsHeard() {
        float[] always = murmur(HOUR, 4);
        for (int i = 0; i < HOUR; i++) {
            always[i] += 0.6f;
        }
        assertThat(fit(always)).isEmpty();
    }

    /** What is left out must not depend on the threshold that is being set, or each fit would lower the next. */
    @Test
    void shouldNotCreepHoweverOftenItIsFittedAnew() {
        float[] heard = murmur(HOUR, 5);
        double first = fit(heard).orElseThrow().thresholdScore();
        double sum = 0;
        double lowest = first;
        double highest = first;
        for (int epoch = 1; epoch <= 50; epoch++) {
            System.arraycopy(murmur(625, 100 + epoch), 0, heard, epoch % 6 * 625, 625);
            double threshold = fit(heard).orElseThrow().thresholdScore();
            lowest = Math.min(lowest, threshold);
            highest = Math.max(highest, threshold);
            sum += epoch > 40 ? threshold / 10 : 0;
        }
        assertThat(sum).isCloseTo(first, Assertions.within(0.03));
        assertThat(highest - lowest).isLessThan(0.08);
    }

    /** A true sound that never ends and is fitted again and again: the query goes on hearing it. */
    @Test
    void shouldNotRaiseTheThresholdForeverForASoundThatPersists() {
        for (int epoch = 0; epoch < 50; epoch++) {
            float[] heard = murmur(HOUR, 200 + epoch);
            for (int i = 0; i < HOUR; i++) {
                heard[i] += i % 100 < 40 ? 0.6f : 0;
            }
            assertThat(fit(heard).orElseThrow().thresholdScore()).isLessThan(0.45);
        }
    }

    @Test
    void shouldKnowWhichQueriesTheBackgroundHasASayIn() {
        assertThat(BackgroundFitter.isWanted(query)).isTrue();
        assertThat(BackgroundFitter.isWanted(query(Sensitivity.DEFAULT))).isTrue();
        assertThat(BackgroundFitter.isWanted(query(Sensitivity.ofProbability(0.5))))
                .isFalse();
        assertThat(BackgroundFitter.isWanted(query(new Sensitivity(Sensitivity.Kind.RAW_SCORE, 0.5))))
                .isFalse();
    }

    private Optional<Calibration> fit(float[] scores) {
        return fitter.fit("studio", query, new BackgroundScores(scores, new int[] {0}, HOP_SECONDS), 7_200, 17);
    }

    private static RegisteredQuery query(Sensitivity sensitivity) {
        StandingQuery query =
                new StandingQuery("q", "q", List.of(), DecisionRules.DEFAULT.withSensitivity(sensitivity));
        return new RegisteredQuery(query, "v", new Embedding(new float[0], new float[0]), new BackgroundFit(0.1, 0.05));
    }

    private static float[] murmur(int hops, long seed) {
        Random random = new Random(seed);
        float[] scores = new float[hops];
        double slow = 0;
        for (int i = 0; i < hops; i++) {
            slow = 0.7 * slow + 0.714 * random.nextGaussian();
            scores[i] = (float) (0.1 + 0.05 * slow);
        }
        return scores;
    }
}
