package io.earshot.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What Linux and the JDK tell of a Java process from outside. */
final class ProcessView {
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
    private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");
    private static final Pattern THREADS = Pattern.compile("Threads:\\s+(\\d+)");
    private static final Pattern TOTAL = Pattern.compile("Total\\s+\\d+\\s+(\\d+)");
    private static final double MEGABYTE = 1 << 20;

    private final long pid;

    ProcessView(long pid) {
        this.pid = pid;
    }

    /** Whether this system tells what is asked here. */
    static boolean isPossible() {
        return Files.exists(Path.of("/proc/self/status")) && Files.exists(jcmd());
    }

    double residentMegabytes() throws IOException {
        return status(RESIDENT) / 1024;
    }

    double peakMegabytes() throws IOException {
        return status(PEAK) / 1024;
    }

    double threads() throws IOException {
        return status(THREADS);
    }

    double openFiles() throws IOException {
        try (Stream<Path> files = Files.list(proc("fd"))) {
            return files.count();
        }
    }

    /** What is reachable; the process collects its garbage for it. */
    double heapMegabytes() throws IOException, InterruptedException {
        Process asked = new ProcessBuilder(List.of(jcmd().toString(), Long.toString(pid), "GC.class_histogram"))
                .redirectErrorStream(true)
                .start();
        String said = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Matcher total = TOTAL.matcher(said);
        if (asked.waitFor() != 0 || !total.find()) {
            throw new IOException("jcmd said: " + said.lines().limit(3).toList());
        }
        return Long.parseLong(total.group(1)) / MEGABYTE;
    }

    /** Of all files below a folder, as far as they stay while they are counted. */
    static double megabytes(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.mapToLong(ProcessView::size).sum() / MEGABYTE;
        }
    }

    private static long size(Path file) {
        try {
            return Files.isRegularFile(file) ? Files.size(file) : 0;
        } catch (NoSuchFileException deletedMeanwhile) {
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private double status(Pattern pattern) throws IOException {
        Matcher found = pattern.matcher(Files.readString(proc("status"), StandardCharsets.UTF_8));
        if (!found.find()) {
            throw new IOException("process " + pid + " has no " + pattern);
        }
        return Double.parseDouble(found.group(1));
    }

    private Path proc(String file) {
        return Path.of("/proc", Long.toString(pid), file);
    }

    private static Path jcmd() {
        return Path.of(System.getProperty("java.home"), "bin", "jcmd");
    }
}
