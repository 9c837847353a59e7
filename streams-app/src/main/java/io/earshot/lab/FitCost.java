package io.earshot.lab;

/**
 * What it costs to fit queries to sources, on one thread.
 *
 * @param queries fitted to each source
 * @param sources that they were fitted to
 * @param segmentsPerSource of a full sample
 * @param fitSecondsPerSource mean time in which all queries were fitted to a source
 * @param longestSliceSeconds longest time that the thread was busy without a pause
 * @param sampleMiBPerSource of heap that a sample takes as it lies in its store
 * @param calibrationBytesEach of heap that a published calibration takes, with the one before it
 * @param lookupNanos mean time to find the calibration of a source and query
 */
public record FitCost(
        int queries,
        int sources,
        int segmentsPerSource,
        double fitSecondsPerSource,
        double longestSliceSeconds,
        double sampleMiBPerSource,
        double calibrationBytesEach,
        double lookupNanos) {}
