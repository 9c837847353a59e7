package io.earshot.evaluate.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.evaluate.stream.Foreground.Sound;
import io.earshot.evaluate.stream.StreamPlan.Planting;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class StreamPlanTest {
    private static final int RATE = 1_000;
    private static final int HOUR = 3_600 * RATE;

    @Test
    void shouldLeaveFourToTwelveSecondsBetweenSounds() {
        List<Planting> plantings = draw(foreground(3, 2), HOUR, 1);
        assertThat(plantings.get(0).startSample()).isBetween(4 * RATE, 12 * RATE);
        for (int i = 1; i < plantings.size(); i++) {
            assertThat(plantings.get(i).startSample() - plantings.get(i - 1).endSample())
                    .isBetween(4 * RATE, 12 * RATE);
        }
        assertThat(plantings.get(plantings.size() - 1).endSample()).isBetween(HOUR - 20 * RATE, HOUR - 4 * RATE);
    }

    @Test
    void shouldGiveEachLabelAndEachSoundItsTurn() {
        List<Planting> plantings = draw(foreground(5, 3), HOUR, 2);
        assertThat(counts(plantings, planting -> planting.sound().label()).values())
                .hasSize(5)
                .allSatisfy(
                        count -> assertThat(count).isBetween((long) plantings.size() / 5, plantings.size() / 5 + 1L));
        assertThat(counts(plantings, planting -> planting.sound().file()).values())
                .hasSize(15);
        for (int i = 1; i < plantings.size(); i++) {
            assertThat(plantings.get(i).sound().label())
                    .isNotEqualTo(plantings.get(i - 1).sound().label());
        }
    }

    @Test
    void shouldLeaveTwiceTheGapWhenThereIsOneLabel() {
        List<Planting> plantings = draw(foreground(1, 1), HOUR, 3);
        for (int i = 1; i < plantings.size(); i++) {
            assertThat(plantings.get(i).startSample() - plantings.get(i - 1).endSample())
                    .isBetween(8 * RATE, 24 * RATE);
        }
    }

    @Test
    void shouldDependOnTheSeedAlone() {
        assertThat(draw(foreground(4, 2), HOUR, 7)).isEqualTo(draw(foreground(4, 2), HOUR, 7));
        assertThat(starts(draw(foreground(4, 2), HOUR, 7))).isNotEqualTo(starts(draw(foreground(4, 2), HOUR, 8)));
    }

    @Test
    void shouldNeverNeedMoreSoundsOfALabelThanItSays() {
        for (int labels : new int[] {1, 2, 7}) {
            long most =
                    counts(
                                    draw(foreground(labels, 1), HOUR, 4),
                                    planting -> planting.sound().label())
                            .values()
                            .stream()
                            .mapToLong(count -> count)
                            .max()
                            .orElseThrow();
            assertThat(most).isLessThanOrEqualTo(StreamPlan.mostOfLabel(60, labels));
        }
    }

    private static Map<String, Long> counts(
            List<Planting> plantings, java.util.function.Function<Planting, String> key) {
        return plantings.stream().collect(Collectors.groupingBy(key, Collectors.counting()));
    }

    private static List<Integer> starts(List<Planting> plantings) {
        return plantings.stream().map(Planting::startSample).toList();
    }

    private static List<Planting> draw(Foreground foreground, int samples, long seed) {
        return StreamPlan.draw(foreground, samples, RATE, new Random(seed));
    }

    private static final float[] SAMPLES = new float[RATE / 2];

    private static Foreground foreground(int labels, int sounds) {
        Map<String, List<Sound>> byLabel = new LinkedHashMap<>();
        for (int label = 0; label < labels; label++) {
            List<Sound> ofLabel = new ArrayList<>();
            for (int sound = 0; sound < sounds; sound++) {
                ofLabel.add(new Sound(label + "-" + sound, List.of("label " + label), SAMPLES));
            }
            byLabel.put("label " + label, ofLabel);
        }
        return new Foreground(byLabel);
    }
}
