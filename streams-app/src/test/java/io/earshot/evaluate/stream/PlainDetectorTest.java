package io.earshot.evaluate.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.evaluate.stream.JudgedStream.Hop;
import io.earshot.evaluate.stream.QueryOutcome.Detection;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlainDetectorTest {
    @Test
    void shouldReportFromTheFirstHopToTheLastAndAHopLater() {
        assertThat(detect(0, .1, .8, .9, .7, .1, 0)).containsExactly(new Detection(0, 2, 5, 4, .9));
    }

    @Test
    void shouldFilterOutWhatIsOneHopLong() {
        assertThat(detect(0, .9, 0, 0, .9, 0)).isEmpty();
        assertThat(detect(.9, .9, 0, .9, .9)).containsExactly(new Detection(0, 0, 5, 2, .9));
    }

    @Test
    void shouldHoldSilenceOutsideOfTheStream() {
        assertThat(detect(.9, 0, 0, .9)).isEmpty();
        assertThat(detect(0, 0, .9, .9)).containsExactly(new Detection(0, 2, 4, 4, .9));
        assertThat(detect()).isEmpty();
    }

    @Test
    void shouldHearWhatReachesTheThreshold() {
        assertThat(detect(.5, .5, 0)).hasSize(1);
        assertThat(detect(.499, .499, 0)).isEmpty();
    }

    private static List<Detection> detect(double... confidences) {
        List<Hop> hops = new ArrayList<>();
        for (int hop = 0; hop < confidences.length; hop++) {
            hops.add(new Hop(hop, hop + 1, -30, new float[1], new double[] {confidences[hop]}));
        }
        return PlainDetector.detect(0, hops, .5);
    }
}
