package io.earshot.preview;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Formats rows as lines with aligned columns: numbers right, all else left. */
final class AlignedRows {
    private final List<List<String>> rows = new ArrayList<>();

    /** @param words as many in each row */
    AlignedRows row(List<String> words) {
        rows.add(words);
        return this;
    }

    List<String> lines() {
        String format = IntStream.range(0, rows.get(0).size())
                .mapToObj(column -> (areNumbers(column) ? "%" : "%-") + width(column) + "s")
                .collect(Collectors.joining("  ", "    ", ""));
        return rows.stream()
                .map(row -> String.format(format, row.toArray()).stripTrailing())
                .toList();
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }

    /** Whether all values below the heading are counts, rates or lengths. */
    private boolean areNumbers(int column) {
        return rows.stream().skip(1).allMatch(row -> row.get(column).matches("[\\d.,]+( \\w+)?"));
    }
}
