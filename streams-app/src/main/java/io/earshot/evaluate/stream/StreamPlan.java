package io.earshot.evaluate.stream;

import io.earshot.evaluate.stream.Foreground.Sound;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Draws where sounds are planted. All labels take turns, in an order that is drawn anew each time, and so do the sounds of
 * a label. No two sounds overlap. Between them are 4 to 12 s; a label does not follow itself, so that 8 s at least lie
 * between two of its sounds, and where there is but one label gaps are twice as long.
 */
final class StreamPlan {
    private static final double SHORTEST_GAP_SECONDS = 4;
    private static final double LONGEST_GAP_SECONDS = 12;

    private final int rateHz;
    private final Random random;
    private final List<String> labels;
    private final Map<String, Turns<Sound>> soundsInTurn = new LinkedHashMap<>();

    /**
     * A sound and where in its stream it is planted.
     *
     * @param startSample first sample of the sound, in the stream
     */
    record Planting(Sound sound, int startSample) {
        /** First sample after the sound. */
        int endSample() {
            return startSample + sound.samples().length;
        }
    }

    private StreamPlan(Foreground foreground, int rateHz, Random random) {
        this.rateHz = rateHz;
        this.random = random;
        this.labels = List.copyOf(foreground.byLabel().keySet());
        foreground.byLabel().forEach((label, sounds) -> soundsInTurn.put(label, new Turns<>(sounds, random)));
    }

    /**
     * The plantings of a stream, in their order.
     *
     * @param samples of the stream; the last sound ends a gap before
     */
    static List<Planting> draw(Foreground foreground, int samples, int rateHz, Random random) {
        return new StreamPlan(foreground, rateHz, random).draw(samples);
    }

    /** How many sounds a label can have in a stream, at most. */
    static int mostOfLabel(int minutes, int labels) {
        return (int) Math.ceil(60 * minutes / SHORTEST_GAP_SECONDS / labels) + 1;
    }

    private List<Planting> draw(int samples) {
        Turns<String> labelsInTurn = new Turns<>(labels, random);
        List<Planting> plantings = new ArrayList<>();
        long start = gap();
        while (true) {
            Sound sound = soundsInTurn.get(labelsInTurn.next()).next();
            if (start + sound.samples().length + gapSamples(SHORTEST_GAP_SECONDS) > samples) {
                return plantings;
            }
            plantings.add(new Planting(sound, (int) start));
            start += sound.samples().length + gap();
        }
    }

    private long gap() {
        return gapSamples(SHORTEST_GAP_SECONDS + random.nextDouble() * (LONGEST_GAP_SECONDS - SHORTEST_GAP_SECONDS));
    }

    private long gapSamples(double seconds) {
        return Math.round(seconds * rateHz * (labels.size() == 1 ? 2 : 1));
    }

    /** Gives all items before any comes again, and none twice in a row if there are several. */
    private static final class Turns<T> {
        private final List<T> items;
        private final Random random;
        private int next;

        Turns(List<T> items, Random random) {
            this.items = new ArrayList<>(items);
            this.random = random;
            this.next = items.size();
        }

        T next() {
            if (next == items.size()) {
                T last = items.get(next - 1);
                Collections.shuffle(items, random);
                if (items.get(0).equals(last)) {
                    Collections.swap(items, 0, items.size() - 1);
                }
                next = 0;
            }
            return items.get(next++);
        }
    }
}
