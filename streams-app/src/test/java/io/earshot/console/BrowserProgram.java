package io.earshot.console;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.earshot.stream.Peers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Chromium and its driver: those that {@code ops/peers} unpacked or else the machine's own. The test is skipped where there are
 * none.
 *
 * @param environment what the two of them need beside this process's own variables
 */
record BrowserProgram(Path chromium, Path driver, Map<String, String> environment) {

    /** @param folder for the cache of fonts and what else a browser keeps for its user */
    static BrowserProgram find(Path folder) throws IOException {
        Path peers = Peers.folder();
        Optional<BrowserProgram> found = unpacked(peers, folder).or(() -> installed(folder));
        assumeTrue(
                found.isPresent(),
                () -> "neither " + peers + " (ops/peers make fetches it) nor the PATH has chromium and chromedriver");
        return found.orElseThrow();
    }

    private static Optional<BrowserProgram> unpacked(Path peers, Path folder) throws IOException {
        Path chromium = peers.resolve("usr/lib/chromium/chromium");
        Path driver = peers.resolve("usr/bin/chromedriver");
        if (!Files.isExecutable(chromium) || !Files.isExecutable(driver)) {
            return Optional.empty();
        }
        Map<String, String> environment = Map.of(
                "HOME", folder.toString(),
                "LD_LIBRARY_PATH", Peers.libraries(),
                "FONTCONFIG_FILE", fonts(peers, folder).toString());
        return Optional.of(new BrowserProgram(chromium, driver, environment));
    }

    private static Optional<BrowserProgram> installed(Path folder) {
        return onPath("chromium")
                .flatMap(chromium -> onPath("chromedriver")
                        .map(driver -> new BrowserProgram(chromium, driver, Map.of("HOME", folder.toString()))));
    }

    private static Optional<Path> onPath(String name) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** A bare system has no fonts, and knows of none. */
    private static Path fonts(Path peers, Path folder) throws IOException {
        return Files.writeString(
                folder.resolve("fonts.conf"), """
                <?xml version="1.0"?>
                <!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
                <fontconfig><dir>%s</dir><cachedir>%s</cachedir></fontconfig>
                """.formatted(peers.resolve("usr/share/fonts"), folder.resolve("fonts")));
    }
}
