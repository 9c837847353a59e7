package io.earshot.schema;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;

/** The schemas of all topics: those of this build, and every one that was ever released. */
public final class EarshotSchemas {
    private static final String RELEASED = "released/";
    /** In a schema's JSON this cannot be part of a text, where quotes are escaped. */
    private static final String JAVA_HINT = ",\"avro.java.string\":\"String\"";

    private EarshotSchemas() {}

    /** The schemas that this build writes, one for each topic. */
    public static List<Schema> current() {
        return List.of(
                AudioChunk.getClassSchema(),
                StandingQuery.getClassSchema(),
                QueryEmbedding.getClassSchema(),
                Calibration.getClassSchema(),
                SegmentEmbedding.getClassSchema(),
                MatchEvent.getClassSchema(),
                NearMiss.getClassSchema(),
                Coverage.getClassSchema(),
                AudioSource.getClassSchema(),
                SourceStatus.getClassSchema(),
                Receiver.getClassSchema(),
                Verdict.getClassSchema());
    }

    /** The schemas of all releases, oldest first: what may have been written by a program still running, or lie in a topic. */
    public static List<Schema> released() {
        List<Schema> schemas = new ArrayList<>();
        for (String line : read("index").lines().toList()) {
            schemas.add(new Schema.Parser().parse(read(line)));
        }
        return List.copyOf(schemas);
    }

    /** A schema as JSON for others to read: without the hints to Avro's Java compiler. */
    public static String published(Schema schema) {
        return new Schema.Parser()
                .parse(schema.toString().replace(JAVA_HINT, ""))
                .toString();
    }

    private static String read(String name) {
        try (InputStream in = EarshotSchemas.class.getResourceAsStream(RELEASED + name)) {
            if (in == null) {
                throw new IllegalStateException("released schema " + name + " is not in the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("released schema " + name + " cannot be read", e);
        }
    }
}
