package io.earshot.schema;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Writes {@code schemas/published}. Not a test: surefire runs it only when it is named, {@code mvn -pl schemas test
 * -Dtest=PublishSchemas}.
 */
class PublishSchemas {
    @Test
    void publish() throws IOException {
        Files.createDirectories(PublishedSchemas.FOLDER);
        for (Map.Entry<String, String> file : PublishedSchemas.files().entrySet()) {
            Files.writeString(PublishedSchemas.FOLDER.resolve(file.getKey()), file.getValue());
        }
    }
}
