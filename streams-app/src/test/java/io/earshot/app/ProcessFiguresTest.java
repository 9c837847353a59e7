package io.earshot.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.config.EarshotConfig;
import io.earshot.http.StatusFigures;
import io.earshot.metrics.TaggingMetrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessFiguresTest {
    @TempDir
    private Path folder;

    @Test
    void shouldMeasureThisProcess() {
        try (TaggingMetrics metrics = new TaggingMetrics()) {
            metrics.chunk("invalid");
            StatusFigures figures = new ProcessFigures(config(""), metrics, () -> OptionalLong.of(4)).now();

            assertThat(figures.started()).isBefore(Instant.now());
            assertThat(figures.waitingRecords()).hasValue(4);
            assertThat(figures.lagSeconds()).isEmpty();
            assertThat(figures.refusedChunks()).isEqualTo(1);
            assertThat(figures.memory().heapUsed())
                    .isBetween(1L, figures.memory().heapMost());
        }
    }

    @Test
    void shouldSayWhereClipsAreKept() {
        assertThat(evidence("")).isEqualTo(StatusFigures.Evidence.NONE);
        assertThat(evidence("/srv/clips")).isEqualTo(StatusFigures.Evidence.FOLDER);
        assertThat(evidence("s3://clips/yard")).isEqualTo(StatusFigures.Evidence.BUCKET);
    }

    @Test
    void shouldReadTheRealMemoryWhereTheSystemTellsIt() throws IOException {
        Path status =
                Files.writeString(folder.resolve("status"), "VmHWM:\t  900 kB\nVmRSS:\t  726044 kB\nThreads:\t9\n");
        assertThat(ProcessFigures.resident(status)).hasValue(726_044L * 1024);
        assertThat(ProcessFigures.resident(Files.writeString(status, "State:\tR\n")))
                .isEmpty();
        assertThat(ProcessFigures.resident(folder.resolve("nothing"))).isEmpty();
    }

    private static StatusFigures.Evidence evidence(String place) {
        try (TaggingMetrics metrics = new TaggingMetrics()) {
            return new ProcessFigures(config(place), metrics, OptionalLong::empty)
                    .now()
                    .evidence();
        }
    }

    private static EarshotConfig config(String place) {
        return EarshotConfig.of(Map.of("evidence.store", place));
    }
}
