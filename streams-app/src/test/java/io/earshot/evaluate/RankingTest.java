package io.earshot.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RankingTest {
    @Test
    void shouldRankByScore() {
        Ranking ranking = Ranking.of(new double[] {.1, .9, .5, .7, .3}, bits(1, 2, 4));
        assertThat(ranking.ranks()).containsExactly(0, 2, 3);
        assertThat(ranking.best()).isZero();
        assertThat(ranking.averagePrecision()).isCloseTo((1 + 2 / 3. + 3 / 4.) / 3, within(1e-12));
    }

    @Test
    void shouldPutTheRelevantLastAmongEqualScores() {
        Ranking ranking = Ranking.of(new double[] {.5, .5, .5, .5}, bits(0, 2));
        assertThat(ranking.ranks()).containsExactly(2, 3);
        assertThat(ranking.averagePrecision()).isCloseTo((1 / 3. + 2 / 4.) / 2, within(1e-12));
    }

    @Test
    void shouldBeTheReciprocalRankOfOneRelevantItem() {
        assertThat(Ranking.of(descending(20), bits(3)).averagePrecision(10)).isEqualTo(1 / 4.);
        assertThat(Ranking.of(descending(20), bits(9)).averagePrecision(10)).isEqualTo(1 / 10.);
        assertThat(Ranking.of(descending(20), bits(10)).averagePrecision(10)).isZero();
        assertThat(Ranking.of(descending(20), bits(10)).averagePrecision()).isEqualTo(1 / 11.);
    }

    @Test
    void shouldDivideByAllFiveCaptionsThoughSomeAreBelowTheCutoff() {
        Ranking ranking = Ranking.of(descending(30), bits(0, 4, 12, 13, 29));
        assertThat(ranking.averagePrecision(10)).isCloseTo((1 + 2 / 5.) / 5, within(1e-12));
    }

    @Test
    void shouldReachOneWhenMoreAreRelevantThanCanBeShown() {
        BitSet many = new BitSet();
        many.set(0, 15);
        assertThat(Ranking.of(descending(30), many).averagePrecision(10)).isCloseTo(1, within(1e-12));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 13, 207})
    void shouldAgreeWithSorting(int size) {
        Random random = new Random(size);
        for (int round = 0; round < 20; round++) {
            double[] scores = random.doubles(size).map(x -> Math.rint(8 * x)).toArray();
            BitSet relevant = new BitSet();
            relevant.set(random.nextInt(size));
            for (int i = 0; i < size; i++) {
                relevant.set(i, relevant.get(i) || random.nextBoolean());
            }
            assertThat(Ranking.of(scores, relevant).ranks()).containsExactly(sorted(scores, relevant));
        }
    }

    /** The plain way. */
    private static int[] sorted(double[] scores, BitSet relevant) {
        List<Integer> items = new ArrayList<>();
        for (int i = 0; i < scores.length; i++) {
            items.add(i);
        }
        items.sort(Comparator.comparingDouble((Integer i) -> -scores[i]).thenComparing(i -> relevant.get(i)));
        return relevant.stream().map(items::indexOf).sorted().toArray();
    }

    private static double[] descending(int size) {
        double[] scores = new double[size];
        for (int i = 0; i < size; i++) {
            scores[i] = -i;
        }
        return scores;
    }

    private static BitSet bits(int... indices) {
        BitSet bits = new BitSet();
        for (int index : indices) {
            bits.set(index);
        }
        return bits;
    }
}
