package io.earshot.evaluate.stream;

/**
 * How each query scored on the segment that a hop completes.
 *
 * @param startSec where in the stream the hop begins, s
 * @param endSec where it ends, s
 * @param levelDbfs of the hop
 * @param scores before calibration, {@code [queries]}; read-only
 * @param confidences calibrated, {@code [queries]}; read-only
 */
record HopScores(double startSec, double endSec, double levelDbfs, float[] scores, double[] confidences) {}
