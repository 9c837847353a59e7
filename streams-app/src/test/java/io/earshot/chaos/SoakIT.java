package io.earshot.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.earshot.cluster.KafkaAccess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An undisturbed hour: nothing may grow. {@code mvn -Pchaos verify -Dit.test=SoakIT -Dsoak.minutes=60}. */
@Tag("chaos")
@Timeout(value = 3, unit = TimeUnit.HOURS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SoakIT {
    private static final Duration SAMPLE = Duration.ofSeconds(20);
    /** What is counted: in the first part of a run caches fill and code is compiled. */
    private static final double COUNTED_FROM = .3;

    /**
     * The background that is kept of each source grows to 5 MB in the first 65 minutes of its audio, as it should, and would hide what should
     * not grow; {@code LoudnessService} bounds it.
     */
    private static final String WITHOUT_BACKGROUNDS = "calibration.sources=0";

    private static final List<Growth> BOUNDS = List.of(
            new Growth("rss", "MB", 32),
            new Growth("heap", "MB", 8),
            new Growth("threads", "", 2),
            new Growth("files", "", 6),
            new Growth("temp", "MB", 4),
            new Growth("lag", "records", 120));

    @TempDir
    private Path folder;

    private final Map<String, Trend> trends = new LinkedHashMap<>();

    /**
     * A bound.
     *
     * @param mostPerHour how much a value may grow
     */
    private record Growth(String name, String unit, double mostPerHour) {}

    @Test
    void shouldNotGrow() throws Exception {
        assumeThat(ProcessView.isPossible()).as("/proc and jcmd").isTrue();
        double minutes = Double.parseDouble(System.getProperty("soak.minutes", "60"));
        ChaosPlan plan = ChaosPlan.of(Long.getLong("chaos.seed", 1), List.of(), 2 * Rig.PARTITIONS);
        BOUNDS.forEach(bound -> trends.put(bound.name(), new Trend(bound.name(), bound.unit())));
        try (Rig rig = new Rig(folder, plan, List.of(WITHOUT_BACKGROUNDS))) {
            rig.start();
            try (Admin admin = new KafkaAccess(rig.config(Rig.PREFIX)).admin()) {
                sample(rig, Group.named(admin, Rig.PREFIX), minutes);
            }
            assertThat(rig.endedByThemselves()).isEmpty();
        }
        String verdict = "soak " + minutes + " min, " + trends.get("rss").count() + " samples: "
                + trends.values().stream().map(Trend::text).collect(Collectors.joining(", "));
        System.out.println(verdict);
        for (Growth bound : BOUNDS) {
            assertThat(trends.get(bound.name()).growsBeyond(bound.mostPerHour()))
                    .as(bound + " in " + verdict)
                    .isFalse();
        }
    }

    private void sample(Rig rig, Group group, double minutes) throws IOException, InterruptedException {
        ProcessView process = new ProcessView(rig.service(0).current().pid());
        long start = System.nanoTime();
        double now = 0;
        while (now < minutes) {
            TimeUnit.MILLISECONDS.sleep(SAMPLE.toMillis());
            now = (System.nanoTime() - start) / 6e10;
            // Its garbage is collected first, so that what is resident says more.
            double heap = process.heapMegabytes();
            if (now >= COUNTED_FROM * minutes) {
                trends.get("heap").add(now, heap);
                trends.get("rss").add(now, process.residentMegabytes());
                trends.get("threads").add(now, process.threads());
                trends.get("files").add(now, process.openFiles());
                trends.get("temp").add(now, ProcessView.megabytes(rig.service(0).temporary()));
                trends.get("lag").add(now, (double) group.lag());
            }
        }
    }
}
