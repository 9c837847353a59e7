package io.earshot.schema;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.SchemaFormatter;
import org.apache.avro.SchemaNormalization;

/** What {@code schemas/published} has to hold: a file that stands alone for each schema, and the list of fingerprints. */
final class PublishedSchemas {
    static final Path FOLDER = Path.of("published");
    static final String FINGERPRINTS = "fingerprints.json";
    private static final Path RELEASED = Path.of("src/main/resources/io/earshot/schema/released");
    private static final String CURRENT = "current";

    private PublishedSchemas() {}

    /** File names to contents. */
    static Map<String, String> files() throws IOException {
        Map<String, String> files = new TreeMap<>();
        for (Schema schema : EarshotSchemas.current()) {
            files.put(schema.getName() + ".avsc", pretty(schema));
        }
        files.put(FINGERPRINTS, fingerprints());
        return files;
    }

    /** The current schema as JSON that needs no other file, and without the hints to Avro's Java compiler. */
    static String pretty(Schema schema) {
        Schema published = new Schema.Parser().parse(EarshotSchemas.published(schema));
        return SchemaFormatter.format("json/pretty", published) + "\n";
    }

    /** The ten bytes that a value in single-object encoding begins with, in hex. */
    static String header(Schema schema) {
        byte[] header = ByteBuffer.allocate(10)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) 0xC3)
                .put((byte) 0x01)
                .putLong(SchemaNormalization.parsingFingerprint64(schema))
                .array();
        return HexFormat.of().formatHex(header);
    }

    private static String fingerprints() throws IOException {
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (String name : Files.readAllLines(RELEASED.resolve("index"))) {
            Path file = RELEASED.resolve(name);
            add(entries, new Schema.Parser().parse(Files.readString(file)), name.split("/", -1)[0], file);
        }
        for (Schema schema : EarshotSchemas.current()) {
            add(entries, schema, CURRENT, FOLDER.resolve(schema.getName() + ".avsc"));
        }
        return entries.entrySet().stream()
                .map(entry ->
                        "  \"" + entry.getKey() + "\": " + entry.getValue().json())
                .collect(Collectors.joining(",\n", "{\n", "\n}\n"));
    }

    /** Of the schemas with one fingerprint the newest counts: they differ in what a reader of bytes does not need. */
    private static void add(Map<String, Entry> entries, Schema schema, String release, Path file) {
        Entry entry = entries.computeIfAbsent(header(schema), header -> new Entry());
        entry.schema = schema;
        entry.file = file.toString().replace('\\', '/');
        entry.releases.add(release);
    }

    private static final class Entry {
        private final List<String> releases = new ArrayList<>();
        private Schema schema;
        private String file;

        private String json() {
            return "{\"schema\": \"%s\", \"fingerprint\": \"%016x\", \"releases\": [%s], \"file\": \"%s\"}"
                    .formatted(
                            schema.getFullName(),
                            SchemaNormalization.parsingFingerprint64(schema),
                            releases.stream()
                                    .map(release -> "\"" + release + "\"")
                                    .collect(Collectors.joining(", ")),
                            file);
        }
    }
}
