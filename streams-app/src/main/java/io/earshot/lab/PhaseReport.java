package io.earshot.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * The result of the phase bench.
 *
 * @param phases of the grid that were tried
 * @param hopSeconds length of a hop
 * @param spreads a row for each pair of recording and query that opens at one phase at least
 */
public record PhaseReport(int phases, double hopSeconds, List<PhaseSpread> spreads) {
    private static final double TARGET_CONFIDENCE = 0.05;

    public PhaseReport {
        spreads = List.copyOf(spreads);
    }

    /** The report for people: the spreads of onset and confidence with one grid, two and four, and with the mean of four. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%-10s %-20s %6s %6s %6s %6s %6s %6s %6s %6s %6s %6s %6s",
                "recording",
                "query",
                "heard",
                "events",
                "onset",
                "least",
                "on.1",
                "conf.1",
                "on.2",
                "conf.2",
                "on.4",
                "conf.4",
                "mean.4"));
        spreads.forEach(spread -> lines.add(line(spread)));
        lines.add(summary("one grid", PhaseSpread::onsetSpreadSeconds, PhaseSpread::confidenceSpread));
        lines.add(summary("two grids", PhaseSpread::onsetSpreadOfTwo, PhaseSpread::spreadOfTwo));
        lines.add(summary("four grids", PhaseSpread::onsetSpreadOfFour, PhaseSpread::spreadOfFour));
        return lines;
    }

    private String summary(
            String grids, ToDoubleFunction<PhaseSpread> onset, ToDoubleFunction<PhaseSpread> confidence) {
        return String.format(
                Locale.ROOT,
                "%s: of %d pairs at %d phases, %d onsets move by less than a hop (%.2f s), %d confidences by less than %.2f",
                grids,
                spreads.size(),
                phases,
                count(onset, hopSeconds),
                hopSeconds,
                count(confidence, TARGET_CONFIDENCE),
                TARGET_CONFIDENCE);
    }

    private long count(ToDoubleFunction<PhaseSpread> spread, double below) {
        return spreads.stream()
                .filter(each -> spread.applyAsDouble(each) < below)
                .count();
    }

    private String line(PhaseSpread each) {
        return String.format(
                Locale.ROOT,
                "%-10s %-20s %3d/%-2d %4d-%-1d %6.2f %6.3f %6.2f %6.3f %6.2f %6.3f %6.2f %6.3f %6.3f",
                each.recording(),
                each.query(),
                each.heardAt(),
                phases,
                each.fewestEvents(),
                each.mostEvents(),
                each.firstOnsetSeconds(),
                each.lowestConfidence(),
                each.onsetSpreadSeconds(),
                each.confidenceSpread(),
                each.onsetSpreadOfTwo(),
                each.spreadOfTwo(),
                each.onsetSpreadOfFour(),
                each.spreadOfFour(),
                each.meanSpreadOfFour());
    }
}
