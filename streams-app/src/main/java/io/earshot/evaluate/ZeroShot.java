package io.earshot.evaluate;

import io.earshot.evaluate.EvaluationReport.ClassQuality;
import io.earshot.evaluate.EvaluationReport.Confusion;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Classification by words: the text that scores highest for a clip, among all texts, is its class. Of equal scores one
 * that is not right counts.
 *
 * @param accuracy share of the clips whose class is right
 * @param classes by text
 * @param confusions the most frequent first
 */
record ZeroShot(double accuracy, List<ClassQuality> classes, List<Confusion> confusions) {
    private static final Comparator<Confusion> WORST_FIRST = Comparator.comparingInt(Confusion::count)
            .reversed()
            .thenComparing(Confusion::label)
            .thenComparing(Confusion::takenFor);

    /** @param ofTexts the table's {@link ScoreTable#ofTexts()} */
    static ZeroShot of(ScoreTable table, List<Ranking> ofTexts) {
        int[] taken = new int[table.clips()];
        int right = 0;
        for (int clip = 0; clip < taken.length; clip++) {
            taken[clip] = taken(table.scores().get(clip), table.right().get(clip));
            right += table.right().get(clip).get(taken[clip]) ? 1 : 0;
        }
        return new ZeroShot((double) right / taken.length, classes(table, ofTexts, taken), confusions(table, taken));
    }

    private static int taken(double[] scores, BitSet right) {
        int best = 0;
        for (int text = 1; text < scores.length; text++) {
            boolean isWorseTie = scores[text] == scores[best] && right.get(best) && !right.get(text);
            if (scores[text] > scores[best] || isWorseTie) {
                best = text;
            }
        }
        return best;
    }

    private static List<ClassQuality> classes(ScoreTable table, List<Ranking> ofTexts, int[] taken) {
        int texts = table.texts().size();
        int[] clips = new int[texts];
        int[] right = new int[texts];
        for (int clip = 0; clip < taken.length; clip++) {
            BitSet own = table.right().get(clip);
            int hit = own.get(taken[clip]) ? 1 : 0;
            own.stream().forEach(text -> {
                clips[text]++;
                right[text] += hit;
            });
        }
        List<ClassQuality> classes = new ArrayList<>();
        for (int text = 0; text < texts; text++) {
            classes.add(new ClassQuality(
                    table.texts().get(text),
                    clips[text],
                    (double) right[text] / clips[text],
                    ofTexts.get(text).averagePrecision()));
        }
        return classes;
    }

    private static List<Confusion> confusions(ScoreTable table, int[] taken) {
        Map<String, Map<String, Integer>> counts = new TreeMap<>();
        for (int clip = 0; clip < taken.length; clip++) {
            BitSet own = table.right().get(clip);
            if (!own.get(taken[clip])) {
                counts.computeIfAbsent(table.texts().get(own.nextSetBit(0)), label -> new TreeMap<>())
                        .merge(table.texts().get(taken[clip]), 1, Integer::sum);
            }
        }
        List<Confusion> confusions = new ArrayList<>();
        counts.forEach((label, others) ->
                others.forEach((takenFor, count) -> confusions.add(new Confusion(label, takenFor, count))));
        confusions.sort(WORST_FIRST);
        return List.copyOf(confusions);
    }
}
