package io.earshot.query;

/**
 * How a query scores on sound that it is not about.
 *
 * @param mean of the scores
 * @param deviation standard deviation of the scores, greater than 0
 */
public record BackgroundFit(double mean, double deviation) {}
