package io.earshot.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResolvedAddressTest {
    private static final String SECRET = "p@ss/w:rd?&=%";

    @TempDir
    private Path folder;

    @Test
    void shouldPutSecretsIntoTheirPartsWithoutChangingTheOthers() throws IOException {
        Path file = Files.writeString(folder.resolve("token"), SECRET + "\n");
        ResolvedAddress address = resolve(
                "http://${env:SOURCE_USER}:${env:SOURCE_PASSWORD}@host:8000/live?a=b&token=${file:" + file + "}");
        assertThat(address.user()).isEqualTo("dj:1");
        assertThat(address.password()).isEqualTo(SECRET);
        String encoded = "p%40ss%2Fw%3Ard%3F%26%3D%25";
        assertThat(address.text()).isEqualTo("http://dj%3A1:" + encoded + "@host:8000/live?a=b&token=" + encoded);
        assertThat(address.textWithoutUser()).isEqualTo("http://host:8000/live?a=b&token=" + encoded);
        assertThat(address.textAt("10.0.0.1:8000")).startsWith("http://dj%3A1:" + encoded + "@10.0.0.1:8000/live");
        assertThat(address.parameters()).containsEntry("token", SECRET).containsEntry("a", "b");
    }

    @Test
    void shouldTakeSecretsOutOfMessagesInAnyForm() throws IOException {
        ResolvedAddress address = resolve("rtsp://u:${env:SOURCE_PASSWORD}@host/cam");
        String said =
                "cannot open " + address.text() + " (user u, " + SECRET + ", " + Percent.encode(SECRET) + ")\nmore";
        assertThat(address.redact(said))
                .isEqualTo("cannot open rtsp://***${env:SOURCE_PASSWORD}@host/cam (user u, ***, ***) more");
    }

    @Test
    void shouldTakeLiteralPasswordsOutOfMessagesToo() throws IOException {
        assertThat(resolve("http://u:hunter2@host/").redact("401 for u:hunter2"))
                .isEqualTo("401 for u:***");
    }

    @Test
    void shouldReachOnlyWhatTheSettingNames() throws IOException {
        Path outside = Files.writeString(folder.resolve("outside"), "inner secret");
        Path inner = Files.createDirectory(folder.resolve("secrets"));
        Files.createSymbolicLink(inner.resolve("link"), outside);
        SecretReferences references =
                new SecretReferences(Map.of("HOME", "x", "SOURCE_A", "y"), List.of("SOURCE_*", inner.toString()));
        for (String text : List.of(
                "${env:HOME}",
                "${file:" + outside + "}",
                "${file:" + inner + "/link}",
                "${file:" + inner + "/../outside}")) {
            assertThatThrownBy(() -> references.resolve(text, new java.util.ArrayList<>()))
                    .isInstanceOf(NotAllowedException.class)
                    .hasMessageContaining("source.secrets")
                    .hasMessageNotContaining("inner secret");
        }
        assertThatThrownBy(() -> references.resolve("${env:SOURCE_B}", new java.util.ArrayList<>()))
                .isNotInstanceOf(NotAllowedException.class)
                .hasMessage("${env:SOURCE_B}: there is no such variable in the environment");
    }

    @Test
    void shouldResolveNothingInAnAddressFromElsewhere() {
        ResolvedAddress entry = ResolvedAddress.ofLiteral(StreamAddress.parse("http://host/?x=${env:SOURCE_PASSWORD}"));
        assertThat(entry.text()).isEqualTo("http://host/?x=${env:SOURCE_PASSWORD}");
    }

    private ResolvedAddress resolve(String text) throws IOException {
        Map<String, String> environment = Map.of("SOURCE_USER", "dj:1", "SOURCE_PASSWORD", SECRET);
        return ResolvedAddress.of(
                StreamAddress.parse(text), new SecretReferences(environment, List.of("SOURCE_*", folder.toString())));
    }
}
