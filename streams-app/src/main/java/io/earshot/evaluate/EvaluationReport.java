package io.earshot.evaluate;

import java.util.List;

/**
 * The result of a measurement. The names of the components are the keys of the JSON form.
 *
 * @param zeroShotAccuracy share of the clips for which a text that is right scored highest of all texts
 * @param mapTextToAudio mean over the texts of the average precision of all clips, ranked by their score for the text
 * @param textToAudio retrieval of clips by texts
 * @param audioToText retrieval of texts by clips
 * @param perClass by text
 * @param confusions the most frequent first
 * @param clips that were measured
 * @param labels texts that are right for some of them
 * @param skipped clips that were not measured; their texts count only if they are right for others
 * @param audioSeconds of the clips
 * @param wallSeconds that the run took, with the encoding of the texts
 * @param modelDigest SHA-256 of the model's manifest, hex
 * @param clipScore how a clip's score was made of its segments' confidences
 * @param prompts that the texts were put in
 */
public record EvaluationReport(
        double zeroShotAccuracy,
        double mapTextToAudio,
        RetrievalQuality textToAudio,
        RetrievalQuality audioToText,
        List<ClassQuality> perClass,
        List<Confusion> confusions,
        int clips,
        int labels,
        List<SkippedClip> skipped,
        double audioSeconds,
        double wallSeconds,
        String modelDigest,
        ClipPool clipScore,
        List<String> prompts) {
    /**
     * How well one text does.
     *
     * @param label the text
     * @param clips that it is right for
     * @param accuracy share of them for which a text that is right scored highest
     * @param averagePrecision of all clips, ranked by how they score for the text
     */
    public record ClassQuality(String label, int clips, double accuracy, double averagePrecision) {}

    /**
     * A text that was taken for another.
     *
     * @param label the clip's text; its first, if it has several
     * @param takenFor the text that scored highest, though it is not right
     * @param count of clips
     */
    public record Confusion(String label, String takenFor, int count) {}

    /**
     * How well queries find their items, by the protocol of audio-text retrieval (Mei et al., On Metric Learning for
     * Audio-Text Cross-Modal Retrieval, Interspeech 2022): the rank of a query is that of the best of its relevant items.
     * Text to audio, a query is a text, and its clips are relevant; audio to text, a query is a clip, and its texts are
     * relevant. With the five captions that a clip of Clotho has, R@1 audio to text can reach 1 here; by DCASE's protocol it
     * cannot exceed 0.2, so the two are not to be compared.
     *
     * @param queries their number
     * @param gallery how many items each was compared with
     * @param r1 R@1, share of the queries whose rank is 1
     * @param r5 R@5, share of the queries whose rank is at most 5
     * @param r10 R@10, share of the queries whose rank is at most 10
     * @param medR median of the ranks, the first being 1; rounded down
     * @param mapAt10 mAP@10, mean of {@link Ranking#averagePrecision(int)} at 10
     */
    public record RetrievalQuality(
            int queries, int gallery, double r1, double r5, double r10, int medR, double mapAt10) {
        private static final int CUTOFF = 10;

        /** @param rankings one a query, at least one */
        static RetrievalQuality of(List<Ranking> rankings, int gallery) {
            return new RetrievalQuality(
                    rankings.size(),
                    gallery,
                    recall(rankings, 1),
                    recall(rankings, 5),
                    recall(rankings, 10),
                    medianRank(rankings),
                    rankings.stream()
                            .mapToDouble(ranking -> ranking.averagePrecision(CUTOFF))
                            .average()
                            .orElseThrow());
        }

        private static double recall(List<Ranking> rankings, int places) {
            long found =
                    rankings.stream().filter(ranking -> ranking.best() < places).count();
            return (double) found / rankings.size();
        }

        /** {@code floor(median) + 1} of the ranks that begin at 0. */
        private static int medianRank(List<Ranking> rankings) {
            int[] ranks = rankings.stream().mapToInt(Ranking::best).sorted().toArray();
            int middle = ranks.length / 2;
            return (ranks.length % 2 == 1 ? ranks[middle] : (ranks[middle - 1] + ranks[middle]) / 2) + 1;
        }
    }
}
