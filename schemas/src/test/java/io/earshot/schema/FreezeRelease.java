package io.earshot.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.avro.Schema;
import org.apache.avro.SchemaFormatter;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

/**
 * Keeps the current schemas, and a record written with each, as those of a release. Not a test: surefire runs it only
 * when it is named, {@code mvn -pl schemas test -Dtest=FreezeRelease -Drelease=0.2.0}. {@link PublishSchemas} comes after it.
 */
class FreezeRelease {
    private static final Path SCHEMAS = Path.of("src/main/resources/io/earshot/schema/released");
    private static final Path RECORDS = Path.of("src/test/resources/released");

    @Test
    void freeze() throws IOException {
        String release = System.getProperty("release");
        assertThat(release).as("system property release").isNotBlank();
        assertThat(SCHEMAS.resolve(release)).as("a release is frozen once").doesNotExist();
        Files.createDirectories(SCHEMAS.resolve(release));
        Files.createDirectories(RECORDS.resolve(release));
        for (SpecificRecord golden : GoldenRecords.all()) {
            freeze(release, golden);
        }
    }

    private static void freeze(String release, SpecificRecord golden) throws IOException {
        Schema schema = golden.getSchema();
        String name = release + "/" + schema.getName();
        Schema published = new Schema.Parser().parse(EarshotSchemas.published(schema));
        String text = SchemaFormatter.format("json/pretty", published);
        Files.writeString(SCHEMAS.resolve(name + ".avsc"), text + "\n");
        Files.writeString(SCHEMAS.resolve("index"), name + ".avsc\n", StandardOpenOption.APPEND);
        Files.write(RECORDS.resolve(name + ".avro-binary"), AvroBytes.of(golden));
    }
}
