package io.earshot.preview;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Rows of words as lines whose columns stand one below the other: numbers to the right, all else to the left. */
final class AlignedRows {
    private static final String INDENT = "    ";
    private static final String BETWEEN = "  ";

    private final List<List<String>> rows = new ArrayList<>();

    /** @param words as many in each row */
    AlignedRows row(List<String> words) {
        rows.add(words);
        return this;
    }

    List<String> lines() {
        int columns = rows.get(0).size();
        int[] widths = IntStream.range(0, columns).map(this::width).toArray();
        boolean[] areNumbers = new boolean[columns];
        for (int column = 0; column < columns; column++) {
            areNumbers[column] = areNumbers(column);
        }
        return rows.stream().map(row -> line(row, widths, areNumbers)).toList();
    }

    private static String line(List<String> row, int[] widths, boolean[] areNumbers) {
        StringBuilder line = new StringBuilder(INDENT);
        for (int column = 0; column < row.size(); column++) {
            String word = row.get(column);
            String space = " ".repeat(widths[column] - word.length());
            line.append(areNumbers[column] ? space + word : word + space).append(BETWEEN);
        }
        return line.toString().stripTrailing();
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }

    /** Whether all below its head begin with a digit and are short: counts, rates, lengths. */
    private boolean areNumbers(int column) {
        return rows.stream().skip(1).allMatch(row -> row.get(column).matches("[\\d.]+( \\w+)?"));
    }
}
