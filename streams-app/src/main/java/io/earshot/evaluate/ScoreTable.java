package io.earshot.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * How each clip scored for each text, and which texts are right for it.
 *
 * @param texts each right for at least one clip
 * @param scores a row a clip, each {@code [texts]}, none NaN; read-only
 * @param right a row a clip: the indices of its texts, at least one; read-only
 */
record ScoreTable(List<String> texts, List<double[]> scores, List<BitSet> right) {
    /**
     * The table of these clips, without the texts that are right for none of them.
     *
     * @param scored what clips were scored for, all different
     * @param scores a row a clip, each {@code [scored]}. Not modified.
     * @param textsByClip a row a clip
     * @param sharesTexts whether a text is right for every clip that has the same words; else for the one clip that it was
     *     written for, as published results on Clotho and AudioCaps count captions
     */
    static ScoreTable of(
            List<String> scored, List<double[]> scores, List<List<String>> textsByClip, boolean sharesTexts) {
        List<String> texts = textsByClip.stream().flatMap(List::stream).toList();
        List<BitSet> right = own(textsByClip);
        if (sharesTexts) {
            texts = List.copyOf(new TreeSet<>(texts));
            right = shared(texts, textsByClip);
        }
        Map<String, Integer> columns = indices(scored);
        int[] chosen = texts.stream().mapToInt(columns::get).toArray();
        return new ScoreTable(
                texts, scores.stream().map(row -> chosen(row, chosen)).toList(), right);
    }

    private static List<BitSet> own(List<List<String>> textsByClip) {
        List<BitSet> right = new ArrayList<>();
        int next = 0;
        for (List<String> texts : textsByClip) {
            BitSet own = new BitSet();
            own.set(next, next + texts.size());
            next += texts.size();
            right.add(own);
        }
        return right;
    }

    private static List<BitSet> shared(List<String> texts, List<List<String>> textsByClip) {
        Map<String, Integer> indices = indices(texts);
        List<BitSet> right = new ArrayList<>();
        for (List<String> ofClip : textsByClip) {
            BitSet own = new BitSet();
            ofClip.forEach(text -> own.set(indices.get(text)));
            right.add(own);
        }
        return right;
    }

    private static double[] chosen(double[] row, int[] columns) {
        return Arrays.stream(columns).mapToDouble(column -> row[column]).toArray();
    }

    int clips() {
        return scores.size();
    }

    /** Texts ranked for each clip. */
    List<Ranking> ofClips() {
        List<Ranking> rankings = new ArrayList<>();
        for (int clip = 0; clip < clips(); clip++) {
            rankings.add(Ranking.of(scores.get(clip), right.get(clip)));
        }
        return rankings;
    }

    /** Clips ranked for each text. */
    List<Ranking> ofTexts() {
        List<Ranking> rankings = new ArrayList<>();
        for (int text = 0; text < texts.size(); text++) {
            double[] column = new double[clips()];
            BitSet relevant = new BitSet();
            for (int clip = 0; clip < column.length; clip++) {
                column[clip] = scores.get(clip)[text];
                relevant.set(clip, right.get(clip).get(text));
            }
            rankings.add(Ranking.of(column, relevant));
        }
        return rankings;
    }

    private static Map<String, Integer> indices(List<String> texts) {
        Map<String, Integer> indices = new HashMap<>();
        texts.forEach(text -> indices.put(text, indices.size()));
        return indices;
    }
}
