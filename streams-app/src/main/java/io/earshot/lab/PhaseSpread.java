package io.earshot.lab;

import io.earshot.decide.Event;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * How far a query's result on a recording moves with the phase of the grid.
 *
 * @param recording its name
 * @param query its text
 * @param heardAt number of phases at which an event opens
 * @param fewestEvents events at the phase with the fewest
 * @param mostEvents events at the phase with the most
 * @param firstOnsetSeconds earliest onset of the first event, seconds of the recording
 * @param onsetSpreadSeconds latest less earliest onset of the first event, among the phases at which one opens
 * @param lowestConfidence least of the highest confidences of the phases
 * @param confidenceSpread greatest less least of them
 * @param spreadOfTwo the same if each phase also saw the hops half a hop later: the highest confidence of both grids
 * @param spreadOfFour the same with four grids, a quarter of a hop apart
 * @param meanSpreadOfFour the same if each hop's confidence is the mean of the four grids' newest hops
 * @param onsetSpreadOfTwo spread of the first onset if the earliest of two grids counts
 * @param onsetSpreadOfFour the same with four grids
 */
public record PhaseSpread(
        String recording,
        String query,
        int heardAt,
        long fewestEvents,
        long mostEvents,
        double firstOnsetSeconds,
        double onsetSpreadSeconds,
        double lowestConfidence,
        double confidenceSpread,
        double spreadOfTwo,
        double spreadOfFour,
        double meanSpreadOfFour,
        double onsetSpreadOfTwo,
        double onsetSpreadOfFour) {
    private static final double MICROS = 1e6;

    /** Empty if no phase opens an event. */
    static Optional<PhaseSpread> of(String recording, String query, List<PhaseHearing> phases) {
        List<List<Event>> heard = phases.stream()
                .map(phase -> phase.events(query))
                .filter(events -> !events.isEmpty())
                .toList();
        if (heard.isEmpty()) {
            return Optional.empty();
        }
        DoubleSummaryStatistics onsets = heard.stream()
                .mapToDouble(events -> events.get(0).onsetMicros() / MICROS)
                .summaryStatistics();
        DoubleSummaryStatistics counts =
                phases.stream().mapToDouble(phase -> phase.events(query).size()).summaryStatistics();
        double[] highest = phases.stream()
                .mapToDouble(phase -> highest(phase.confidences(query)))
                .toArray();
        return Optional.of(new PhaseSpread(
                recording,
                query,
                heard.size(),
                (long) counts.getMin(),
                (long) counts.getMax(),
                onsets.getMin(),
                onsets.getMax() - onsets.getMin(),
                DoubleStream.of(highest).min().orElseThrow(),
                spread(highest),
                spread(joined(highest, 2)),
                spread(joined(highest, 4)),
                spread(averaged(phases, query, 4)),
                spread(negated(joined(negatedOnsets(phases, query), 2))),
                spread(negated(joined(negatedOnsets(phases, query), 4)))));
    }

    /** So that the greatest is the earliest; a phase without an event comes last. */
    private static double[] negatedOnsets(List<PhaseHearing> phases, String query) {
        return phases.stream()
                .mapToDouble(phase -> phase.events(query).stream()
                        .findFirst()
                        .map(event -> -event.onsetMicros() / MICROS)
                        .orElse(Double.NEGATIVE_INFINITY))
                .toArray();
    }

    private static double[] negated(double[] values) {
        return DoubleStream.of(values).map(value -> -value).toArray();
    }

    private static double spread(double[] values) {
        DoubleSummaryStatistics all = DoubleStream.of(values).summaryStatistics();
        return all.getMax() - all.getMin();
    }

    private static double highest(Map<Long, Double> confidences) {
        return confidences.values().stream()
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(0);
    }

    /** The highest confidence of each group of grids that lie evenly in a hop. */
    private static double[] joined(double[] highest, int grids) {
        int apart = highest.length / grids;
        double[] joined = new double[apart];
        Arrays.fill(joined, Double.NEGATIVE_INFINITY);
        for (int phase = 0; phase < apart * grids; phase++) {
            joined[phase % apart] = Math.max(joined[phase % apart], highest[phase]);
        }
        return joined;
    }

    /** The highest mean of the newest hops of such a group. */
    private static double[] averaged(List<PhaseHearing> phases, String query, int grids) {
        int apart = phases.size() / grids;
        double[] averaged = new double[apart];
        for (int phase = 0; phase < apart; phase++) {
            List<NavigableMap<Long, Double>> group = new ArrayList<>();
            for (int grid = 0; grid < grids; grid++) {
                group.add(phases.get(phase + grid * apart).confidences(query));
            }
            averaged[phase] = highestMean(group);
        }
        return averaged;
    }

    private static double highestMean(List<NavigableMap<Long, Double>> group) {
        double highest = 0;
        for (NavigableMap<Long, Double> grid : group) {
            for (long at : grid.keySet()) {
                double mean = group.stream()
                        .mapToDouble(other -> newest(other, at))
                        .average()
                        .orElse(0);
                highest = Math.max(highest, mean);
            }
        }
        return highest;
    }

    private static double newest(NavigableMap<Long, Double> grid, long at) {
        Map.Entry<Long, Double> hop = grid.floorEntry(at);
        return hop == null ? 0 : hop.getValue();
    }
}
