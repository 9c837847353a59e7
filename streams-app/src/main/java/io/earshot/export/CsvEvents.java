package io.earshot.export;

import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.earshot.audio.SampleClock;
import io.earshot.decide.Event;
import java.io.IOException;
import java.io.Writer;
import java.util.LinkedHashMap;
import java.util.Map;

/** A comma-separated table (RFC 4180), whose first row names the columns; times are ISO-8601 in UTC. */
public final class CsvEvents implements EventSink {
    private static final CsvMapper MAPPER = CsvMapper.builder()
            .enable(CsvGenerator.Feature.ALWAYS_QUOTE_EMPTY_STRINGS)
            .build();

    private final SequenceWriter rows;

    /** @param out closed with this */
    public CsvEvents(Writer out) throws IOException {
        CsvSchema.Builder schema = CsvSchema.builder().setUseHeader(true).setLineSeparator("\r\n");
        for (EventColumn column : EventColumn.values()) {
            schema.addColumn(column.column());
        }
        rows = MAPPER.writer(schema.build()).writeValues(out);
        rows.init(true);
    }

    @Override
    public void write(Event event) throws IOException {
        Map<String, Object> row = new LinkedHashMap<>();
        for (EventColumn column : EventColumn.values()) {
            Object value = column.of(event);
            row.put(
                    column.column(),
                    value != null && column.kind() == EventColumn.Kind.TIME
                            ? SampleClock.instantOfMicros((Long) value).toString()
                            : value);
        }
        rows.write(row);
        rows.flush();
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
