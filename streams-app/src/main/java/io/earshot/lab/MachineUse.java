package io.earshot.lab;

import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * What this process uses of the machine.
 *
 * @param heapMiB live objects, after a collection
 * @param residentMiB of the whole process with all native memory; -1 where the system does not tell
 * @param directMiB of direct buffers
 */
record MachineUse(double heapMiB, double residentMiB, double directMiB) {
    private static final double MIB = 1 << 20;

    static MachineUse now() throws IOException {
        System.gc();
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        long direct = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
        return new MachineUse(heap / MIB, resident(), direct / MIB);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "heap %.0f MiB live, process %.0f MiB resident, direct buffers %.0f MiB",
                heapMiB,
                residentMiB,
                directMiB);
    }

    private static double resident() throws IOException {
        Path status = Path.of("/proc/self/status");
        return Files.isReadable(status) ? mib(status, "VmRSS:") : -1;
    }

    /** A line of a file of /proc that gives kilobytes. */
    static double mib(Path file, String name) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024.0)
                .sum();
    }
}
