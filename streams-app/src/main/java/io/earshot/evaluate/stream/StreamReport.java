package io.earshot.evaluate.stream;

import io.earshot.evaluate.SkippedClip;
import java.util.List;

/**
 * What was measured on streams.
 *
 * @param options what was asked for
 * @param overall all streams together
 * @param atDefault Earshot's events if every query opened at the default confidence
 * @param bySnr in the order asked for
 * @param byQuery in the order of the labels
 * @param planted sounds in each stream
 * @param foregroundClips that could be planted in the streams that judge
 * @param sharedLabels whose clips tuned the plain detector too, as there are no others
 * @param skipped clips that could not be used
 * @param modelDigest SHA-256 of the model's manifest, hex
 * @param wallSeconds that the run took
 */
public record StreamReport(
        StreamOptions options,
        DetectorQuality overall,
        StreamQuality atDefault,
        List<SnrQuality> bySnr,
        List<QueryQuality> byQuery,
        int planted,
        int foregroundClips,
        List<String> sharedLabels,
        List<SkippedClip> skipped,
        String modelDigest,
        double wallSeconds) {}
