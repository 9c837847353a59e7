package io.earshot.evaluate.stream;

import io.earshot.evaluate.SkippedClip;
import java.util.List;

/**
 * All streams of an evaluation.
 *
 * @param evaluation to judge by
 * @param development to tune thresholds on
 * @param foreground what can be planted in those that judge
 * @param shared labels whose clips are the same in both
 * @param skipped clips that are in none
 */
record StreamSets(
        StreamSet evaluation,
        StreamSet development,
        Foreground foreground,
        List<String> shared,
        List<SkippedClip> skipped) {}
