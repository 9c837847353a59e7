package io.earshot.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** What the system says of a process. */
public record ProcessStatus(ProcessHandle process) {
    private static final double KIB_PER_MIB = 1024;

    /** Memory in RAM; -1 where the system has no /proc. */
    public double residentMiB() throws IOException {
        long kib = field("VmRSS:");
        return kib < 0 ? -1 : kib / KIB_PER_MIB;
    }

    /** Native ones included; -1 where the system has no /proc. */
    public long threads() throws IOException {
        return field("Threads:");
    }

    /** Open file handles; -1 where the system has no /proc. */
    public long handles() throws IOException {
        Path handles = of("fd");
        if (!Files.exists(handles)) {
            return -1;
        }
        try (Stream<Path> all = Files.list(handles)) {
            return all.count();
        }
    }

    /** Processor time since it was started. */
    public double cpuSeconds() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9;
    }

    private long field(String name) throws IOException {
        Path status = of("status");
        if (!Files.isReadable(status)) {
            return -1;
        }
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith(name))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
        }
    }

    private Path of(String what) {
        return Path.of("/proc", Long.toString(process.pid()), what);
    }
}
