package io.earshot.evaluate.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.earshot.evaluate.stream.QueryOutcome.Detection;
import io.earshot.evaluate.stream.QueryOutcome.Pair;
import io.earshot.evaluate.stream.QueryOutcome.Reference;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Known answers, from references and detections to what is reported. */
class StreamQualityTest {
    private static final List<Reference> REFERENCES =
            List.of(new Reference(0, 10, 12), new Reference(0, 30, 34), new Reference(0, 50, 51));

    @Test
    void shouldCountAndMeasure() {
        // right; late at both ends and in two pieces; missed; a false alarm
        List<Detection> detections =
                List.of(heard(10.2, 12.4, 11), heard(31.5, 33, 32), heard(33.5, 36, 35), heard(70, 71, 71));
        QueryOutcome outcome = new QueryOutcome(REFERENCES, detections);
        assertThat(outcome.missed()).isOne();
        assertThat(outcome.falseAlarms()).isOne();
        StreamQuality quality = StreamQuality.of(List.of(outcome), .5);
        assertThat(quality.references()).isEqualTo(3);
        assertThat(quality.detections()).isEqualTo(4);
        assertThat(quality.fragments()).isOne();
        assertThat(quality.eventF1At1s()).isEqualTo(2. / 7, within(1e-9));
        assertThat(quality.eventF1At500ms()).isEqualTo(2. / 7, within(1e-9));
        assertThat(quality.onsetF1At1s()).isEqualTo(2. / 7, within(1e-9));
        assertThat(quality.eventPrecisionAt1s()).isEqualTo(.25);
        assertThat(quality.eventRecallAt1s()).isEqualTo(1. / 3, within(1e-9));
        assertThat(quality.falseAlarmsPerHour()).isEqualTo(2);
        assertThat(quality.onsetErrorMedianSec()).isEqualTo((.2 + 1.5) / 2, within(1e-9));
        assertThat(quality.offsetErrorMedianSec()).isEqualTo((.4 + 1) / 2, within(1e-9));
        assertThat(quality.offsetBiasMedianSec()).isEqualTo((.4 - 1) / 2, within(1e-9));
        assertThat(quality.openDelayMedianSec()).isEqualTo((1. + 2) / 2, within(1e-9));
    }

    @Test
    void shouldTakeForAReferenceWhatOverlapsItLongest() {
        List<Detection> detections = List.of(heard(29, 30.5, 30), heard(31, 34, 32));
        List<Pair> pairs = Pair.of(REFERENCES, detections);
        assertThat(pairs).hasSize(1);
        assertThat(pairs.get(0).onsetLateSec()).isEqualTo(1);
        assertThat(pairs.get(0).openDelaySec()).isEqualTo(2);
    }

    @Test
    void shouldPairOneLongDetectionWithOneReference() {
        QueryOutcome outcome = new QueryOutcome(REFERENCES, List.of(heard(0, 60, 1)));
        assertThat(outcome.pairs()).hasSize(1);
        assertThat(outcome.missed()).isZero();
        assertThat(outcome.falseAlarms()).isZero();
        assertThat(outcome.pairs().get(0).openDelaySec()).isEqualTo(-29);
    }

    @Test
    void shouldNotCountAsHeardWhatOnlyTouches() {
        QueryOutcome outcome = new QueryOutcome(REFERENCES, List.of(heard(12, 13, 13)));
        assertThat(outcome.falseAlarms()).isOne();
        assertThat(outcome.missed()).isEqualTo(3);
        assertThat(outcome.rightAt1s()).isZero();
    }

    @Test
    void shouldSumCountsBeforeItDivides() {
        QueryOutcome frequent =
                new QueryOutcome(REFERENCES, List.of(heard(10, 12, 11), heard(30, 34, 31), heard(50, 51, 51)));
        QueryOutcome rare = new QueryOutcome(List.of(), List.of(heard(1, 2, 2)));
        StreamQuality quality = StreamQuality.of(List.of(frequent, rare), 1);
        assertThat(quality.eventF1At1s()).isEqualTo(6. / 7, within(1e-9));
        assertThat(quality.falseAlarmsPerHour()).isOne();
    }

    @Test
    void shouldHaveNoMedianOfNothing() {
        StreamQuality quality = StreamQuality.of(List.of(new QueryOutcome(REFERENCES, List.of())), 1);
        assertThat(quality.onsetErrorMedianSec()).isNaN();
        assertThat(quality.openDelayMedianSec()).isNaN();
        assertThat(quality.eventF1At1s()).isZero();
        assertThat(quality.falseAlarmsPerHour()).isZero();
        assertThat(StreamQuality.of(List.of(), 1).eventF1At1s()).isZero();
    }

    private static Detection heard(double onsetSec, double offsetSec, double openedSec) {
        return new Detection(0, onsetSec, offsetSec, openedSec, .9);
    }
}
