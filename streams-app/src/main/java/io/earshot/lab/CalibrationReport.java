package io.earshot.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The result of the calibration bench.
 *
 * @param bySource a row for each recording and rate, of the queries that the recording is not about
 * @param byRate a row for each rate, over all recordings
 * @param aboutTheSource number of pairs whose fitted half contains the query's own sound; they are in no row
 * @param pairs every pair
 */
public record CalibrationReport(List<Row> bySource, List<Row> byRate, int aboutTheSource, List<HeldOutPair> pairs) {
    /**
     * The pairs of one rate.
     *
     * @param source the recording, or all
     * @param alarmsPerDay requested rate
     * @param pairs number of pairs of query and recording
     * @param countable pairs that expect ten alarms or more in the second half
     * @param withinFactorTwo countable pairs whose count lies within a factor of two of that
     * @param covered pairs whose interval covers the count
     * @param medianRatio median of counted to expected alarms
     */
    public record Row(
            String source,
            double alarmsPerDay,
            int pairs,
            int countable,
            int withinFactorTwo,
            int covered,
            double medianRatio) {}

    static CalibrationReport of(List<HeldOutPair> pairs) {
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
        return new CalibrationReport(bySource, byRate, pairs.size() - background.size(), pairs);
    }

    /** The report for people. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(
                "source                       requested  pairs  of 10 alarms: within x2   interval covers   median of counted/expected");
        bySource.forEach(row -> lines.add(line(row)));
        byRate.forEach(row -> lines.add(line(row)));
        lines.add("pairs left out because the source contains the query's own sound: " + aboutTheSource);
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
}
