package io.earshot.calibration;

import java.util.Optional;

/**
 * Where a query opens and closes events on a source. What an event shows is what was compared with it.
 *
 * @param openConfidence an event opens at this confidence
 * @param closeConfidence and goes on while the confidence is at least this
 * @param decidedBy who set them
 * @param calibration of the source, if one is in force
 */
public record OperatingPoint(
        double openConfidence, double closeConfidence, DecidedBy decidedBy, Optional<Calibration> calibration) {}
