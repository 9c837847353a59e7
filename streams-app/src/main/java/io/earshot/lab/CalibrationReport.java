package io.earshot.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What the bench of calibrations measured.
 *
 * @param bySource of each recording and rate, where the query is not about the recording
 * @param byRate of all of them
 * @param aboutTheSource pairs in which the part that was fitted sounded like the query beyond doubt; they are in no row
 * @param pairs every pair
 * @param cost of many queries and sources; empty if it was not measured
 */
public record CalibrationReport(
        List<Row> bySource, List<Row> byRate, int aboutTheSource, List<HeldOutPair> pairs, List<FitCost> cost) {
    /**
     * One rate.
     *
     * @param source the recording, or all
     * @param alarmsPerDay that were asked for
     * @param pairs of queries and recordings
     * @param countable of them: ten alarms or more were to be expected in what was held out
     * @param withinFactorTwo of those: that many there were, within a factor of two
     * @param covered of all: the interval covers what there was
     * @param medianRatio of alarms to expected alarms
     */
    public record Row(
            String source,
            double alarmsPerDay,
            int pairs,
            int countable,
            int withinFactorTwo,
            int covered,
            double medianRatio) {}

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

    static CalibrationReport of(List<HeldOutPair> pairs, List<FitCost> cost) {
        List<HeldOutPair> background =
                pairs.stream().filter(HeldOutPair::isBackground).toList();
        List<Row> bySource = new ArrayList<>();
        List<Row> byRate = new ArrayList<>();
        TreeSet<Double> rates = new TreeSet<>();
        TreeSet<String> sources = new TreeSet<>();
        background.forEach(pair -> rates.add(pair.alarmsPerDay()));
        background.forEach(pair -> sources.add(pair.source()));
        for (double rate : rates) {
            byRate.add(row("all", rate, background, pair -> pair.alarmsPerDay() == rate));
            for (String source : sources) {
                bySource.add(row(
                        source,
                        rate,
                        background,
                        pair -> pair.alarmsPerDay() == rate && pair.source().equals(source)));
            }
        }
        return new CalibrationReport(bySource, byRate, pairs.size() - background.size(), pairs, cost);
    }

    /** The report in words, one line each. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        if (!pairs.isEmpty()) {
            lines.add(
                    "source                       asked/day  pairs  of 10 alarms: within x2   interval covers   median of counted/expected");
            bySource.forEach(row -> lines.add(line(row)));
            byRate.forEach(row -> lines.add(line(row)));
            lines.add(
                    "pairs whose query is heard in the source beyond doubt, and which are left out: " + aboutTheSource);
        }
        cost.forEach(measured -> lines.addAll(lines(measured)));
        return lines;
    }

    private static Row row(String source, double rate, List<HeldOutPair> all, Predicate<HeldOutPair> isOfRow) {
        List<HeldOutPair> pairs = all.stream().filter(isOfRow).toList();
        List<HeldOutPair> countable =
                pairs.stream().filter(HeldOutPair::isCountable).toList();
        double[] ratios = pairs.stream()
                .mapToDouble(pair -> pair.counted() / pair.expected())
                .sorted()
                .toArray();
        return new Row(
                source,
                rate,
                pairs.size(),
                countable.size(),
                (int) countable.stream().filter(HeldOutPair::isWithinFactorTwo).count(),
                (int) pairs.stream().filter(HeldOutPair::isCovered).count(),
                ratios.length == 0 ? Double.NaN : ratios[ratios.length / 2]);
    }

    private static String line(Row row) {
        return String.format(
                Locale.ROOT,
                "%-28s %9.0f  %5d  %12s %9s  %9s %5.1f %%  %10.2f",
                row.source,
                row.alarmsPerDay,
                row.pairs,
                row.withinFactorTwo + "/" + row.countable,
                row.countable == 0 ? "-" : Math.round(100.0 * row.withinFactorTwo / row.countable) + " %",
                row.covered + "/" + row.pairs,
                100.0 * row.covered / row.pairs,
                row.medianRatio);
    }

    private static List<String> lines(FitCost cost) {
        return List.of(
                String.format(
                        Locale.ROOT,
                        "fit              %.1f s for %d queries on a source of %d segments, %.0f s for %d sources; longest slice %.2f s",
                        cost.fitSecondsPerSource(),
                        cost.queries(),
                        cost.segmentsPerSource(),
                        cost.fitSecondsPerSource() * cost.sources(),
                        cost.sources(),
                        cost.longestSliceSeconds()),
                String.format(
                        Locale.ROOT,
                        "memory           %.1f MiB a source for its sample; %.0f bytes a calibration, with the one before it",
                        cost.sampleMiBPerSource(),
                        cost.calibrationBytesEach()),
                String.format(Locale.ROOT, "look-up          %.0f ns", cost.lookupNanos()));
    }
}
