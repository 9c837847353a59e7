package io.earshot.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.earshot.config.EarshotConfig;
import io.earshot.http.ApiKeys;
import io.earshot.notify.Receiver;
import io.earshot.notify.ReceiverJson;
import io.earshot.query.QueryDraft;
import io.earshot.query.QueryJson;
import io.earshot.query.StandingQuery;
import io.earshot.source.AudioSource;
import io.earshot.source.SourceForm;
import io.earshot.source.StreamAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people write: queries, sources, receivers, addresses, keys, settings. What is read is written and read alike. */
class FormsFuzzTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    @Test
    void shouldReadOrRefuseQueries() {
        List<String> queries = List.of(
                "{\"id\":\"dog\",\"text\":\"a dog barking\",\"otherTexts\":[\"a hound\"],\"negatives\":[\"a wolf\"],"
                        + "\"sources\":[\"yard-*\"],\"rules\":{\"threshold\":0.6,\"confirm\":\"2/3\",\"cooldown\":\"5s\"},"
                        + "\"labels\":{\"team\":\"night\"},\"enabled\":true}",
                "{\"text\":\"rain\",\"rules\":{\"alarmsPerDay\":2}}");
        Fuzz.ofTexts("queries", queries, IllegalArgumentException.class).feed(input -> {
            StandingQuery query = QueryJson.read(json(input)).query("id");
            JsonNode written = JSON.valueToTree(QueryJson.write(QueryDraft.of(query)));
            assertThat(QueryJson.read(written).query("id")).isEqualTo(query);
        });
    }

    @Test
    void shouldReadOrRefuseSources() {
        List<String> sources = List.of(
                "{\"id\":\"yard\",\"address\":\"http://u:${env:SOURCE_P}@host:81/a?b=c\",\"channel\":\"left\",\"track\":2,"
                        + "\"paused\":true,\"options\":{\"http.user-agent\":\"x\"},\"labels\":{\"a\":\"b\"}}",
                "{\"address\":\"rtsp://host/a\"}");
        Fuzz.ofTexts("sources", sources, IllegalArgumentException.class).feed(input -> {
            AudioSource source = SourceForm.read(json(input));
            assertThat(SourceForm.read(JSON.<JsonNode>valueToTree(SourceForm.write(source))))
                    .isEqualTo(source);
        });
    }

    @Test
    void shouldReadOrRefuseReceivers() {
        List<String> receivers = List.of(
                "{\"kind\":\"webhook\",\"address\":\"https://a.example/b\",\"options\":{\"secret\":\"${env:NOTIFY_S}\"},"
                        + "\"route\":{\"queries\":[\"dog*\"],\"minConfidence\":0.5,\"phases\":[\"OPEN\"]}}",
                "{\"kind\":\"mqtt\",\"address\":\"mqtt://host\",\"enabled\":false}");
        Fuzz.ofTexts("receivers", receivers, IllegalArgumentException.class).feed(input -> {
            Receiver receiver = ReceiverJson.read("id", json(input));
            JsonNode written = JSON.valueToTree(ReceiverJson.write(receiver));
            assertThat(ReceiverJson.read("id", written)).isEqualTo(receiver);
        });
    }

    @Test
    void shouldReadOrRefuseAddresses() {
        List<String> addresses = List.of(
                "https://user:secret@host.example:8443/live%20a?token=x#y",
                "rtsp://[::1]/x", "srt://h:1?mode=caller", "mic:1");
        Fuzz.ofTexts("addresses", addresses, IllegalArgumentException.class).feed(input -> {
            String text = new String(input, UTF_8);
            assertThat(StreamAddress.redacted(text)).isNotNull();
            StreamAddress address = StreamAddress.parse(text);
            assertThat(address.redacted()).isNotNull();
        });
    }

    @Test
    void shouldReadOrRefuseKeys() {
        String secret = "0123456789abcdefghijklmnopqrstuvwxyz";
        String keys =
                "# keys\nscreen read a" + secret + "\ndesk operate b" + secret + "\n\nchief admin c" + secret + "\n";
        Fuzz.ofTexts("keys", List.of(keys), IllegalArgumentException.class).feed(input -> {
            try {
                ApiKeys.of(new String(input, UTF_8).lines().toList(), "keys");
            } catch (IllegalArgumentException e) {
                assertThat(e.getMessage()).doesNotContain(secret.substring(4, 20));
                throw e;
            }
        });
    }

    @Test
    void shouldReadOrRefuseSettings() {
        String settings = """
                # a file
                http.port = 8081
                bootstrap.servers=a:1,b:2
                kafka.ssl.protocol:TLS
                topic.prefix=x\\u002e
                stall.seconds=5
                """;
        Path file = folder.resolve("earshot.properties");
        Fuzz.ofTexts("settings", List.of(settings), ConfigException.class).feed(input -> {
            Files.write(file, input);
            try {
                EarshotConfig.of(EarshotConfig.readFile(file));
            } catch (ConfigException e) {
                // One line for each wrong setting.
                throw new ConfigException(e.getMessage().replace("\n", "; "));
            }
        });
    }

    /** Jackson's own refusals are none of the form's. */
    private static JsonNode json(byte[] input) throws IOException {
        try {
            JsonNode read = JSON.readTree(input);
            return read == null ? JSON.nullNode() : read;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new IllegalArgumentException("no text", e);
        }
    }
}
