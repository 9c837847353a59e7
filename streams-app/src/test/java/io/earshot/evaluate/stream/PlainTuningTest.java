package io.earshot.evaluate.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.evaluate.stream.JudgedStream.Hop;
import io.earshot.evaluate.stream.QueryOutcome.Reference;
import io.earshot.evaluate.stream.StreamMaker.StreamSet;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlainTuningTest {
    @Test
    void shouldTakeTheMiddleOfWhatTellsSoundsFromTheRest() {
        double[] confidences = new double[60];
        List<Reference> references = new ArrayList<>();
        for (int hop = 0; hop < 60; hop++) {
            confidences[hop] = hop % 20 < 3 ? .3 : hop % 20 < 10 ? .1 : .01;
            if (hop % 20 == 0) {
                references.add(new Reference(0, hop, hop + 3));
            }
        }
        double[] thresholds = ThresholdTuning.thresholds(1, List.of(stream(List.of(references), confidences)));
        // halfway between .1 and .3 on the logit scale
        assertThat(thresholds[0]).isBetween(.17, .19);
    }

    @Test
    void shouldNeverReportAQueryThatCostsMoreThanItBrings() {
        double[] good = new double[60];
        double[] bad = new double[60];
        List<Reference> references = new ArrayList<>();
        for (int hop = 0; hop < 60; hop++) {
            good[hop] = hop % 10 < 3 ? .9 : .01;
            bad[hop] = hop % 4 < 2 ? .9 : .01;
            if (hop % 10 == 0) {
                references.add(new Reference(0, hop, hop + 3));
            }
        }
        // of the second query one event of fifteen is right: alone that would still be better than none
        List<List<Reference>> byQuery = List.of(references, List.of(new Reference(1, 4, 6)));
        double[] thresholds = ThresholdTuning.thresholds(2, List.of(stream(byQuery, good, bad)));
        assertThat(thresholds[0]).isLessThan(.9);
        assertThat(thresholds[1]).isEqualTo(1);
    }

    private static JudgedStream stream(List<List<Reference>> references, double[]... confidences) {
        List<Hop> hops = new ArrayList<>();
        for (int hop = 0; hop < confidences[0].length; hop++) {
            double[] ofHop = new double[confidences.length];
            for (int query = 0; query < ofHop.length; query++) {
                ofHop[query] = confidences[query][hop];
            }
            hops.add(new Hop(hop, hop + 1, -30, new float[ofHop.length], ofHop));
        }
        StreamSet set = new StreamSet(StreamSet.DEVELOPMENT, new BackgroundTrack(0, 8_000), List.of());
        return new JudgedStream(set, 10, set.open(10, 8_000), hops, List.of(), List.of(), references);
    }
}
