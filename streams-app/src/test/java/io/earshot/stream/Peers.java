package io.earshot.stream;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Real servers, unpacked by {@code ops/peers} and not installed. They are looked for in the system property peers.dir, the
 * variable PEERS_DIR and the place where that script puts them.
 */
public final class Peers {
    private Peers() {}

    /** A program of theirs; the test is skipped where it is not there. */
    public static ProcessBuilder program(String name, String... arguments) throws IOException {
        Path folder = folder();
        Path program = folder.resolve(name);
        assumeTrue(Files.isExecutable(program), () -> "no " + name + " in " + folder + " (ops/peers make fetches it)");
        ProcessBuilder builder = new ProcessBuilder(Stream.concat(Stream.of(program.toString()), Stream.of(arguments))
                .toList());
        // For this process alone: the decoder must not find them.
        Map<String, String> environment = builder.environment();
        environment.put("LD_LIBRARY_PATH", libraries());
        return builder.redirectErrorStream(true);
    }

    /** Debian's Python with Debian's libraries and no others; the test is skipped where it is not there. */
    public static ProcessBuilder python(String... arguments) throws IOException {
        ProcessBuilder builder = program("usr/bin/python3", arguments);
        builder.environment().keySet().removeIf(name -> name.startsWith("PYTHON"));
        builder.environment().put("PYTHONHOME", folder().resolve("usr").toString());
        builder.environment()
                .put(
                        "PYTHONPATH",
                        folder().resolve("usr/lib/python3/dist-packages").toString());
        builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
        return builder;
    }

    /** Where they were unpacked; it need not be there. */
    public static Path folder() {
        String set = System.getProperty("peers.dir", System.getenv("PEERS_DIR"));
        if (set != null) {
            return Path.of(set);
        }
        String xdg = System.getenv("XDG_CACHE_HOME");
        Path cache = xdg == null || xdg.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(xdg);
        return cache.resolve("earshot/peers");
    }

    /** Their libraries, as the loader's LD_LIBRARY_PATH. */
    public static String libraries() throws IOException {
        Path folder = folder();
        List<Path> parents = List.of(folder.resolve("usr/lib"), folder.resolve("lib"));
        StringBuilder libraries = new StringBuilder();
        for (Path parent : parents) {
            if (Files.isDirectory(parent)) {
                try (Stream<Path> triplets = Files.list(parent)) {
                    libraries.append(triplets.filter(
                                    path -> path.getFileName().toString().endsWith("-linux-gnu"))
                            .map(path -> path + ":" + path.resolve("pulseaudio") + ":")
                            .collect(Collectors.joining()));
                }
            }
        }
        return libraries.toString();
    }
}
