package io.earshot.evaluate.stream;

/**
 * How well the events of one query were found.
 *
 * @param query its text
 * @param openConfidence at which its events opened
 * @param plainThreshold confidence that the plain detector was tuned to
 */
public record QueryQuality(String query, double openConfidence, double plainThreshold, DetectorQuality quality) {}
