package io.earshot.chaos;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A disk of its own for one process, in memory, which can be filled; it needs namespaces of users, which not all systems give. */
final class SmallDisk {
    private static final int MEGABYTES = 160;
    private static final String BALLAST = "ballast";
    private static final byte[] ZEROS = new byte[1 << 20];

    private SmallDisk() {}

    /** Whether a process of this user can have one. */
    static boolean isPossible() {
        try {
            Path probe = Files.createTempDirectory("disk");
            List<String> command = command(probe, List.of("true"));
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            boolean worked = process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
            Files.delete(probe);
            return worked;
        } catch (IOException noSuchProgram) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Runs a command with a small disk in place of a folder; it keeps the id of the process. */
    static List<String> command(Path folder, List<String> command) {
        List<String> wrapped = new ArrayList<>(List.of(
                "unshare",
                "--user",
                "--map-root-user",
                "--mount",
                "sh",
                "-c",
                "mount -t tmpfs -o size=" + MEGABYTES + "m chaos \"$0\" && exec \"$@\"",
                folder.toString()));
        wrapped.addAll(command);
        return wrapped;
    }

    /** Leaves no byte free. */
    static void fill(Started process, Path folder) throws IOException {
        try (OutputStream out = Files.newOutputStream(seenFromOutside(process, folder))) {
            for (int i = 0; i <= MEGABYTES; i++) {
                out.write(ZEROS);
            }
            throw new IOException("the disk of " + process.name() + " took more than its " + MEGABYTES + " MB");
        } catch (IOException full) {
            if (!String.valueOf(full.getMessage()).contains("No space left")) {
                throw full;
            }
        }
    }

    static void free(Started process, Path folder) throws IOException {
        Files.delete(seenFromOutside(process, folder));
    }

    private static Path seenFromOutside(Started process, Path folder) {
        return Path.of("/proc/" + process.pid() + "/root" + folder.toAbsolutePath(), BALLAST);
    }
}
