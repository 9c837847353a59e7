package io.earshot.evaluate.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.evaluate.stream.QueryOutcome.Detection;
import io.earshot.evaluate.stream.QueryOutcome.Reference;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventMatchingTest {
    @Test
    void shouldWantTheOnsetWithinTheCollar() {
        assertThat(right(1, reference(10, 12), detection(11, 12))).isOne();
        assertThat(right(1, reference(10, 12), detection(9, 12))).isOne();
        assertThat(right(1, reference(10, 12), detection(11.01, 12))).isZero();
        assertThat(right(.5, reference(10, 12), detection(10.5, 12))).isOne();
        assertThat(right(.5, reference(10, 12), detection(10.51, 12))).isZero();
    }

    @Test
    void shouldWantTheOffsetWithinTheCollarOrHalfOfTheLength() {
        assertThat(right(1, reference(10, 10.5), detection(10, 11.5))).isOne();
        assertThat(right(1, reference(10, 10.5), detection(10, 11.51))).isZero();
        assertThat(right(.5, reference(10, 16), detection(10, 19))).isOne();
        assertThat(right(.5, reference(10, 16), detection(10, 13))).isOne();
        assertThat(right(.5, reference(10, 16), detection(10, 19.01))).isZero();
        assertThat(right(.5, reference(10, 16), detection(10, 12.99))).isZero();
    }

    @Test
    void shouldPairOneToOne() {
        List<Reference> one = List.of(reference(10, 12));
        List<Detection> two = List.of(detection(10, 12), detection(10.2, 12));
        assertThat(EventMatching.pairs(one, two, EventMatching.onsetAndOffset(1)))
                .isOne();
    }

    @Test
    void shouldPairAsManyAsThereCanBe() {
        // the first reference fits both, the second but the first detection: who takes the nearest first finds one pair
        List<Reference> references = List.of(reference(10, 12), reference(9, 11));
        List<Detection> detections = List.of(detection(9.8, 12), detection(10.9, 12));
        assertThat(EventMatching.pairs(references, detections, EventMatching.onset(1)))
                .isEqualTo(2);
    }

    @Test
    void shouldFindNoPairWhereThereIsNothing() {
        assertThat(EventMatching.pairs(List.of(), List.of(), EventMatching.onset(1)))
                .isZero();
        assertThat(EventMatching.pairs(List.of(reference(1, 2)), List.of(), EventMatching.onset(1)))
                .isZero();
        assertThat(EventMatching.pairs(List.of(), List.of(detection(1, 2)), EventMatching.onset(1)))
                .isZero();
    }

    private static int right(double collarSec, Reference reference, Detection detection) {
        return EventMatching.pairs(List.of(reference), List.of(detection), EventMatching.onsetAndOffset(collarSec));
    }

    private static Reference reference(double onsetSec, double offsetSec) {
        return new Reference(0, onsetSec, offsetSec);
    }

    private static Detection detection(double onsetSec, double offsetSec) {
        return new Detection(0, onsetSec, offsetSec, onsetSec, .9);
    }
}
