package io.earshot.evaluate;

import java.util.List;

/**
 * What was measured. The names of the components are the keys of the JSON form.
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
        List<String> prompts) {}
