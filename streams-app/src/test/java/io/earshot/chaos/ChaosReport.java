package io.earshot.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How a run went.
 *
 * @param plan what it did
 * @param verdict of what a reader saw
 * @param slowVerdict of what a slow reader saw
 * @param struck the troubles, in order
 * @param arrivals when segments could be read, by partition, in order
 * @param died processes that ended by themselves
 * @param moved assignments that a short freeze changed
 */
record ChaosReport(
        ChaosPlan plan,
        Verdict verdict,
        Verdict slowVerdict,
        List<Struck> struck,
        Map<Integer, List<Long>> arrivals,
        List<String> died,
        List<String> moved) {
    boolean isClean() {
        return verdict.isClean() && slowVerdict.isClean() && died.isEmpty() && moved.isEmpty();
    }

    /** The verdict in one line. */
    String line() {
        List<Long> recoveries = struck.stream()
                .flatMap(trouble -> trouble.recoveries(arrivals).stream())
                .sorted()
                .toList();
        return String.format(
                Locale.ROOT,
                "chaos seed %d, %d troubles: %s, processes that ended by themselves %d, moved by a short freeze %d; %s",
                plan.seed(),
                struck.size(),
                verdict.line(),
                died.size(),
                moved.size(),
                inWords(recoveries));
    }

    /** The verdict, and below it a line for each kind of trouble and for the first of what is wrong. */
    String text() {
        List<String> lines = new ArrayList<>(List.of(line(), "records of the undisturbed run: " + verdict.kinds()));
        Map<Trouble, List<Long>> byTrouble = new TreeMap<>();
        struck.forEach(one -> byTrouble
                .computeIfAbsent(one.trouble(), trouble -> new ArrayList<>())
                .addAll(one.recoveries(arrivals)));
        byTrouble.forEach((trouble, recoveries) ->
                lines.add(trouble + ": " + inWords(recoveries.stream().sorted().toList())));
        if (!isClean()) {
            lines.add("the slow reader: " + slowVerdict.line());
            lines.addAll(verdict.problems());
            died.forEach(name -> lines.add("ended by itself: " + name));
            lines.addAll(moved);
        }
        return lines.stream().collect(Collectors.joining("\n"));
    }

    private static String inWords(List<Long> sorted) {
        if (sorted.isEmpty()) {
            return "no partition fell silent";
        }
        return String.format(
                Locale.ROOT,
                "recovery p50 %.1f s, worst %.1f s (%d partitions that fell silent)",
                sorted.get(sorted.size() / 2) / 1e3,
                sorted.get(sorted.size() - 1) / 1e3,
                sorted.size());
    }
}
