package io.earshot.app;

import io.earshot.config.EarshotConfig;
import io.earshot.config.Settings;
import io.earshot.evidence.store.BucketOptions;
import io.earshot.http.StatusFigures;
import io.earshot.metrics.TaggingMetrics;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Measures this process, without waiting for anything. */
final class ProcessFigures {
    /** Where Linux tells of the process that asks. */
    private static final Path SELF = Path.of("/proc/self/status");

    private static final Pattern RESIDENT = Pattern.compile("(?m)^VmRSS:\\s+(\\d+) kB$");

    private final TaggingMetrics metrics;
    private final Supplier<OptionalLong> waiting;
    private final StatusFigures.Evidence evidence;

    /** @param waiting how many records this process has yet to tag */
    ProcessFigures(EarshotConfig config, TaggingMetrics metrics, Supplier<OptionalLong> waiting) {
        this.metrics = metrics;
        this.waiting = waiting;
        this.evidence = evidence(config.string(Settings.EVIDENCE_STORE));
    }

    StatusFigures now() {
        return new StatusFigures(
                version(),
                Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime()),
                metrics.lagSeconds(),
                waiting.get(),
                metrics.realTimeFactor(),
                memory(),
                evidence,
                metrics.refusedChunks());
    }

    private static StatusFigures.Evidence evidence(String place) {
        if (place.isEmpty()) {
            return StatusFigures.Evidence.NONE;
        }
        return BucketOptions.names(place) ? StatusFigures.Evidence.BUCKET : StatusFigures.Evidence.FOLDER;
    }

    private static StatusFigures.Memory memory() {
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        return new StatusFigures.Memory(heap.getUsed(), heap.getMax(), resident(SELF));
    }

    /** The process's real memory in bytes; empty where the system does not tell it so. */
    static Optional<Long> resident(Path status) {
        try {
            Matcher resident = RESIDENT.matcher(Files.readString(status, StandardCharsets.US_ASCII));
            return resident.find() ? Optional.of(Long.parseLong(resident.group(1)) * 1024) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String version() {
        String version = ProcessFigures.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
