package io.earshot.topology;

import io.earshot.calibration.LiveCalibrations;
import io.earshot.metrics.TaggingMetrics;
import io.earshot.query.LiveQueryTable;
import io.earshot.tagger.SourceCalibrator;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * What the calibration topology joins; its one thread uses the calibrator.
 *
 * @param modelDigest of the model whose segments are heard
 * @param calibrator fits queries to a source
 * @param queries the standing table
 * @param live what was published
 * @param isSettled whether both are complete: until then nothing is fitted or removed
 * @param epoch audio of a source after which its queries are fitted again
 * @param mostSources most sources of a partition whose background is kept
 * @param metrics counts
 */
public record CalibrationStages(
        String modelDigest,
        SourceCalibrator calibrator,
        LiveQueryTable queries,
        LiveCalibrations live,
        BooleanSupplier isSettled,
        Duration epoch,
        int mostSources,
        TaggingMetrics metrics) {}
