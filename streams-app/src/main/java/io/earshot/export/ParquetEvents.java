package io.earshot.export;

import io.earshot.decide.Event;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/**
 * A Parquet file with a flat table: texts, microseconds in UTC, finite numbers. Uncompressed: the library needs Hadoop for
 * anything else, and a dictionary for each column keeps the file small.
 */
public final class ParquetEvents implements EventSink {
    private static final MessageType SCHEMA = schema();

    private final SimpleGroupFactory groups = new SimpleGroupFactory(SCHEMA);
    private final ParquetWriter<Group> writer;

    /** @param file does not exist yet; it is complete when this is closed */
    public ParquetEvents(Path file) throws IOException {
        writer = ExampleParquetWriter.builder(new LocalOutputFile(file))
                .withType(SCHEMA)
                .withConf(new PlainParquetConfiguration())
                .withCompressionCodec(CompressionCodecName.UNCOMPRESSED)
                .build();
    }

    private static MessageType schema() {
        Types.MessageTypeBuilder schema = Types.buildMessage();
        for (EventColumn column : EventColumn.values()) {
            schema.addField(type(column));
        }
        return schema.named("event");
    }

    private static Type type(EventColumn column) {
        return switch (column.kind()) {
            case TEXT ->
                Types.optional(PrimitiveTypeName.BINARY)
                        .as(LogicalTypeAnnotation.stringType())
                        .named(column.column());
            case TIME ->
                Types.optional(PrimitiveTypeName.INT64)
                        .as(LogicalTypeAnnotation.timestampType(true, LogicalTypeAnnotation.TimeUnit.MICROS))
                        .named(column.column());
            case NUMBER -> Types.optional(PrimitiveTypeName.DOUBLE).named(column.column());
        };
    }

    @Override
    public void write(Event event) throws IOException {
        Group row = groups.newGroup();
        for (EventColumn column : EventColumn.values()) {
            Object value = column.of(event);
            if (value instanceof String text) {
                row.append(column.column(), text);
            } else if (value instanceof Long micros) {
                row.append(column.column(), micros);
            } else if (value instanceof Double number) {
                row.append(column.column(), number);
            }
        }
        writer.write(row);
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
