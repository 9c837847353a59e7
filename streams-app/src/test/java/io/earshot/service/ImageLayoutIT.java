package io.earshot.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The image as far as it can be tried without a container engine: its folders, and what is in them and nothing else. A test of
 * Maven's, so that one command tells all: what the build stage would make is what Maven has just made.
 */
class ImageLayoutIT {
    private static final Path CHECKOUT = Path.of(System.getProperty("earshot.home"));

    @TempDir
    private Path folder;

    @Test
    void shouldPlayTheDemoWithWhatTheImageHolds() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "no bash");
        ImageLayout image = ImageLayout.make(CHECKOUT, folder.resolve("image"));
        Files.createDirectories(image.at("/home/earshot"));
        Path said = folder.resolve("said");

        Process demo = start(image, said, "demo", "--duration", "5s");
        try {
            assertThat(demo.waitFor(5, TimeUnit.MINUTES))
                    .as(Files.readString(said))
                    .isTrue();
            assertThat(demo.exitValue()).as(Files.readString(said)).isZero();
            assertThat(Files.readString(said)).contains("listening to glass, guitar, rain, siren, speech for:");
        } finally {
            demo.destroyForcibly();
        }
    }

    @Test
    void shouldNotBuildAnImageOfWhatTheContextLeavesOut() throws IOException {
        Path checkout = Files.createDirectories(folder.resolve("checkout/models/demo"));
        Files.writeString(checkout.resolve("rain.wav"), "rain");
        Path root = folder.resolve("checkout");
        Files.writeString(root.resolve("Dockerfile"), "FROM a AS build\nFROM b\nCOPY models/demo /opt/demo\n");
        Files.writeString(root.resolve(".dockerignore"), "# no sound\n**/demo\n");

        assertThatThrownBy(() -> ImageLayout.make(root, folder.resolve("image")))
                .hasMessageContaining("models/demo");

        Files.writeString(root.resolve(".dockerignore"), "*.md\n**/target\nmodels/training\n");
        assertThat(ImageLayout.make(root, folder.resolve("image")).at("/opt/demo/rain.wav"))
                .hasContent("rain");
    }

    private Process start(ImageLayout image, Path said, String... arguments) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder("/bin/bash", image.at("/opt/earshot/earshot").toString());
        builder.command().addAll(List.of(arguments));
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.putAll(image.environment());
        environment.putAll(Map.of(
                "JAVA_HOME", System.getProperty("java.home"),
                "PATH", "/usr/bin:/bin",
                "EARSHOT_HTTP_HOST", "127.0.0.1",
                "EARSHOT_HTTP_PORT", "0"));
        return builder.directory(image.at("/home/earshot").toFile())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.to(said.toFile()))
                .start();
    }
}
