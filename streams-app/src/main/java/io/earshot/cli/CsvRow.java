package io.earshot.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * A row of a comma-separated table (RFC 4180).
 *
 * @param line of the file in which it begins, from 1
 * @param cells without their quotes
 */
record CsvRow(int line, List<String> cells) {
    /**
     * All rows of a text that are not blank.
     *
     * @throws WrongUseException if a quote is not closed
     */
    static List<CsvRow> all(String text) {
        Reader reader = new Reader(text);
        List<CsvRow> rows = new ArrayList<>();
        while (reader.at < text.length()) {
            CsvRow row = reader.row();
            if (row.cells.size() > 1 || !row.cells.get(0).isBlank()) {
                rows.add(row);
            }
        }
        return rows;
    }

    private static final class Reader {
        private final String text;
        private int at;
        private int line = 1;

        private Reader(String text) {
            this.text = text;
        }

        private CsvRow row() {
            int begin = line;
            List<String> cells = new ArrayList<>();
            do {
                cells.add(cell());
            } while (skip(','));
            skip('\r');
            if (skip('\n')) {
                line++;
            }
            return new CsvRow(begin, cells);
        }

        private String cell() {
            int start = at;
            while (at < text.length() && text.charAt(at) == ' ') {
                at++;
            }
            if (skip('"')) {
                return quoted();
            }
            while (at < text.length() && ",\r\n".indexOf(text.charAt(at)) < 0) {
                at++;
            }
            return text.substring(start, at).strip();
        }

        private String quoted() {
            int begin = line;
            StringBuilder cell = new StringBuilder();
            while (at < text.length()) {
                char c = text.charAt(at++);
                if (c == '"' && !skip('"')) {
                    while (at < text.length() && text.charAt(at) == ' ') {
                        at++;
                    }
                    return cell.toString();
                }
                line += c == '\n' ? 1 : 0;
                cell.append(c);
            }
            throw new WrongUseException("line " + begin + ": a quote is not closed");
        }

        private boolean skip(char wanted) {
            boolean isThere = at < text.length() && text.charAt(at) == wanted;
            at += isThere ? 1 : 0;
            return isThere;
        }
    }
}
