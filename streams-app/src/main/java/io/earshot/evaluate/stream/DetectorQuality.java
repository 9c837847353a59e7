package io.earshot.evaluate.stream;

/**
 * How well the same streams are heard by Earshot and by the plain detector.
 *
 * @param earshot its events, as the service would put them out
 * @param plain a tuned threshold and a median filter on the same confidences
 */
public record DetectorQuality(StreamQuality earshot, StreamQuality plain) {}
