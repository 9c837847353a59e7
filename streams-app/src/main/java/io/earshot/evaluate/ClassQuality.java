package io.earshot.evaluate;

/**
 * How well one text does.
 *
 * @param label the text
 * @param clips that it is right for
 * @param accuracy share of them for which a text that is right scored highest
 * @param averagePrecision of all clips, ranked by how they score for the text
 */
public record ClassQuality(String label, int clips, double accuracy, double averagePrecision) {}
