package io.earshot.evaluate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A comma-separated file (RFC 4180) in UTF-8, whose first row names the columns. Spaces before a value count only in
 * quotes.
 *
 * @param file that it was read from
 * @param columns in their order
 * @param rows with a value for each column that is not blank there
 */
record CsvTable(Path file, List<String> columns, List<Row> rows) {
    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final CsvMapper MAPPER = CsvMapper.builder()
            .enable(CsvParser.Feature.WRAP_AS_ARRAY, CsvParser.Feature.SKIP_EMPTY_LINES)
            .build();

    /** @throws InvalidClipListException if it is not there, is no such file, or lacks one of these columns */
    static CsvTable read(Path file, List<String> needed) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new InvalidClipListException(file + ": no such file");
        }
        CsvTable table = of(file, records(file));
        List<String> missing = needed.stream()
                .filter(column -> !table.columns.contains(column))
                .toList();
        if (!missing.isEmpty()) {
            throw new InvalidClipListException(file + ": has no column " + String.join(", ", missing)
                    + "; its columns are " + String.join(", ", table.columns));
        }
        return table;
    }

    private static List<String[]> records(Path file) throws IOException {
        try (BufferedReader reader = withoutByteOrderMark(file);
                MappingIterator<String[]> rows =
                        MAPPER.readerFor(String[].class).readValues((Reader) reader)) {
            return rows.readAll();
        } catch (CharacterCodingException e) {
            throw new InvalidClipListException(file + ": is not UTF-8");
        } catch (JsonProcessingException e) {
            throw new InvalidClipListException(file + ": " + e.getOriginalMessage() + " (line "
                    + e.getLocation().getLineNr() + ")");
        }
    }

    private static BufferedReader withoutByteOrderMark(Path file) throws IOException {
        BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8);
        reader.mark(1);
        if (reader.read() != BYTE_ORDER_MARK) {
            reader.reset();
        }
        return reader;
    }

    private static CsvTable of(Path file, List<String[]> records) {
        if (records.isEmpty()) {
            throw new InvalidClipListException(file + ": is empty");
        }
        List<String> columns = new ArrayList<>();
        for (String column : records.get(0)) {
            columns.add(column.strip());
        }
        List<Row> rows = new ArrayList<>();
        for (int i = 1; i < records.size(); i++) {
            rows.add(Row.of(file, i + 1, columns, records.get(i)));
        }
        return new CsvTable(file, List.copyOf(columns), List.copyOf(rows));
    }

    /**
     * A row.
     *
     * @param name what messages call it
     * @param values by column; without those that are blank
     */
    record Row(String name, Map<String, String> values) {
        private static Row of(Path file, int number, List<String> columns, String[] record) {
            String name = file + ", row " + number;
            if (record.length > columns.size()) {
                throw new InvalidClipListException(name + ": has " + record.length + " values for " + columns.size()
                        + " columns; values with commas need quotes");
            }
            Map<String, String> values = new LinkedHashMap<>();
            for (int i = 0; i < record.length; i++) {
                if (!record[i].isBlank()) {
                    values.put(columns.get(i), record[i]);
                }
            }
            return new Row(name, values);
        }

        /** @throws InvalidClipListException if the value is blank */
        String text(String column) {
            String value = values.get(column);
            if (value == null) {
                throw new InvalidClipListException(name + ": has no " + column);
            }
            return value;
        }

        /**
         * A number, or another if it is blank.
         *
         * @throws InvalidClipListException if it is no finite number
         */
        double number(String column, double ifBlank) {
            String value = values.get(column);
            if (value == null) {
                return ifBlank;
            }
            try {
                double number = Double.parseDouble(value);
                if (Double.isFinite(number)) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // thrown below, as for numbers that are not finite
            }
            throw new InvalidClipListException(name + ": " + column + " " + value + " is not a number");
        }
    }
}
