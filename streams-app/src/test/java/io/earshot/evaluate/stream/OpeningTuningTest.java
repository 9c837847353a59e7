package io.earshot.evaluate.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.evaluate.stream.QueryOutcome.Detection;
import io.earshot.evaluate.stream.QueryOutcome.Reference;
import io.earshot.evaluate.stream.StreamMaker.StreamSet;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpeningTuningTest {
    private static final List<Reference> REFERENCES = List.of(new Reference(0, 10, 13), new Reference(0, 30, 33));

    @Test
    void shouldTakeTheOpeningThatFindsMostForItsFalseAlarms() {
        // from .3 to .5 both are found and nothing else, below that there are false alarms, above it one is missed
        List<List<Detection>> rungs = new ArrayList<>();
        for (double rung : ThresholdTuning.OPENINGS) {
            List<Detection> found = new ArrayList<>(List.of(detection(10)));
            if (rung <= .5) {
                found.add(detection(30));
            }
            if (rung < .3) {
                found.add(detection(50));
                found.add(detection(70));
            }
            rungs.add(found);
        }
        assertThat(ThresholdTuning.openings(1, List.of(stream(rungs)))).containsExactly(.4);
    }

    @Test
    void shouldNeverOpenAQueryThatIsAlwaysWrong() {
        List<List<Detection>> rungs = new ArrayList<>();
        ThresholdTuning.OPENINGS.forEach(rung -> rungs.add(List.of(detection(50))));
        assertThat(ThresholdTuning.openings(1, List.of(stream(rungs)))).containsExactly(ThresholdTuning.NEVER_OPENS);
    }

    private static Detection detection(double onsetSec) {
        return new Detection(0, onsetSec, onsetSec + 3, onsetSec + 1, .9);
    }

    /** @param rungs what each finds of the one query */
    private static JudgedStream stream(List<List<Detection>> rungs) {
        StreamSet set = new StreamSet(StreamSet.DEVELOPMENT, new BackgroundTrack(0, 8_000), List.of());
        List<List<List<Detection>>> byOpening = rungs.stream().map(List::of).toList();
        return new JudgedStream(set, 10, set.open(10, 8_000), List.of(), List.of(), byOpening, List.of(REFERENCES));
    }
}
