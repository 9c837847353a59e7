package io.earshot.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ParetoTailTest {
    @Test
    void shouldFindTheScaleOfAnExponentialTail() {
        ParetoTail tail = ParetoTail.of(drawn(20_000, 0.02, 0), 0.5, 20_000, 1e-6);
        assertThat(tail.scale()).isCloseTo(0.02, within(0.001));
        assertThat(tail.shape()).isCloseTo(0, within(0.03));
    }

    @Test
    void shouldFindTheShapeOfABoundedTailInManyPeaksAndDoubtItInFew() {
        ParetoTail many = ParetoTail.of(drawn(20_000, 0.02, -0.25), 0.5, 20_000, 1e-6);
        assertThat(many.shape()).isCloseTo(-0.25, within(0.05));
        ParetoTail few = ParetoTail.of(drawn(20, 0.02, -0.25), 0.5, 20, 1e-6);
        assertThat(Math.abs(few.shape())).isLessThan(0.15);
    }

    @Test
    void shouldBeExceededByThePartsThatItsFormulaSays() {
        assertThat(new ParetoTail(1, 0).exceededBy(0.1)).isCloseTo(Math.log(10), within(1e-9));
        assertThat(new ParetoTail(1, 0.2).exceededBy(0.1)).isCloseTo((Math.pow(10, 0.2) - 1) / 0.2, within(1e-9));
        assertThat(new ParetoTail(1, -0.2).exceededBy(1)).isZero();
    }

    @Test
    void shouldNotBeSharperThanItMayBe() {
        float[] same = {0.5f, 0.5f, 0.5f};
        assertThat(ParetoTail.of(same, 0.5, 40, 0.01)).isEqualTo(new ParetoTail(0.01, 0));
    }

    @Test
    void shouldBeLessSureTheHigherUp() {
        double before = 0;
        for (double z = 0; z < 8; z += 0.5) {
            double variance = ParetoTail.variance(z);
            assertThat(variance).isPositive();
            assertThat(z < 3 || variance > before).isTrue();
            before = variance;
        }
    }

    private static float[] drawn(int peaks, double scale, double shape) {
        Random random = new Random(peaks);
        float[] drawn = new float[peaks];
        for (int i = 0; i < peaks; i++) {
            drawn[i] = (float) (0.5 + scale * new ParetoTail(1, shape).exceededBy(1 - random.nextDouble()));
        }
        Arrays.sort(drawn);
        return drawn;
    }
}
