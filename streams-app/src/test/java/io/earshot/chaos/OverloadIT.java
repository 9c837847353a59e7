package io.earshot.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.earshot.cluster.KafkaAccess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Eight times as much audio as a service with a heap of 512 MB can tag, for some minutes: nothing is lost, memory stays bounded, and
 * it catches up. {@code mvn -Pchaos verify -Dit.test=OverloadIT -Doverload.minutes=10}; catching up takes about eight times as long.
 */
@Tag("chaos")
@Timeout(value = 4, unit = TimeUnit.HOURS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OverloadIT {
    private static final int TIMES_TOO_MUCH = 8;
    /** Beside the heap: the model, code, threads, buffers of the network. */
    private static final int MOST_MEGABYTES = Service.HEAP_MEGABYTES + 400;

    private static final int SOURCES = 32;
    private static final Duration SAMPLE = Duration.ofSeconds(10);

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<String> curve = new ArrayList<>();

    @TempDir
    private Path folder;

    @Test
    void shouldLoseNothingAndCatchUp() throws Exception {
        assumeThat(ProcessView.isPossible()).as("/proc").isTrue();
        double minutes = Double.parseDouble(System.getProperty("overload.minutes", "1"));
        ChaosPlan plan = ChaosPlan.of(Long.getLong("chaos.seed", 1), List.of(), SOURCES);
        try (Rig rig = new Rig(folder, plan)) {
            rig.startIdle();
            try (Flood flood = new Flood(rig.config(Rig.PREFIX), Rig.sourceIds(SOURCES));
                    Admin admin = new KafkaAccess(rig.config(Rig.PREFIX)).admin()) {
                Group group = Group.named(admin, Rig.PREFIX);
                double capacity = capacity(flood, group);
                drown(rig, flood, group, minutes, TIMES_TOO_MUCH * capacity);
                double caughtUp = catchUp(rig, flood, group, minutes);
                judge(rig, flood, capacity, caughtUp);
            }
        }
    }

    /** Seconds of audio that the service tags in a second. */
    private static double capacity(Flood flood, Group group) throws IOException, InterruptedException {
        // The first round warms it up.
        double rate = 0;
        for (int round = 0; round < 2; round++) {
            long start = System.nanoTime();
            double audio = flood.publish(2_000);
            group.awaitAllTagged(Duration.ofMinutes(5));
            rate = audio / ((System.nanoTime() - start) / 1e9);
        }
        return rate;
    }

    private void drown(Rig rig, Flood flood, Group group, double minutes, double audioPerSecond)
            throws IOException, InterruptedException {
        long start = System.nanoTime();
        double published = 0;
        for (double second = 0; second < minutes * 60; second = (System.nanoTime() - start) / 1e9) {
            if (published < second * audioPerSecond) {
                published += flood.publish(audioPerSecond / 2);
            } else {
                TimeUnit.MILLISECONDS.sleep(20);
            }
            sample(rig, group, start);
        }
    }

    /** Minutes that it took. */
    private double catchUp(Rig rig, Flood flood, Group group, double minutes) throws IOException, InterruptedException {
        flood.end();
        long start = System.nanoTime();
        while (group.lag() > 0) {
            TimeUnit.MILLISECONDS.sleep(500);
            sample(rig, group, start);
            assertThat((System.nanoTime() - start) / 6e10)
                    .as("minutes to catch up, " + curve)
                    .isLessThan(20 * minutes + 5);
        }
        return (System.nanoTime() - start) / 6e10;
    }

    private void sample(Rig rig, Group group, long start) throws IOException, InterruptedException {
        if ((System.nanoTime() - start) / SAMPLE.toNanos() < curve.size()) {
            return;
        }
        Started process = rig.service(0).current();
        assertThat(process.isAlive()).as(process.tail()).isTrue();
        double resident = new ProcessView(process.pid()).residentMegabytes();
        String line = String.format(
                Locale.ROOT,
                "%5.0f s: %d chunks wait, %.0f MB, ready says: %s",
                (System.nanoTime() - start) / 1e9,
                group.lag(),
                resident,
                ready(rig));
        curve.add(line);
        System.out.println(line);
    }

    private String ready(Rig rig) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + rig.service(0).port() + "/ready");
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(20)).build(),
                HttpResponse.BodyHandlers.ofString());
        return answer.statusCode() + " " + answer.body().strip();
    }

    private static void judge(Rig rig, Flood flood, double capacity, double caughtUp)
            throws IOException, InterruptedException {
        double peak = new ProcessView(rig.service(0).current().pid()).peakMegabytes();
        List<Heard> heard = rig.reader().finish();
        long segments =
                heard.stream().filter(r -> r.kind().equals(Heard.SEGMENT)).count();
        long distinct = heard.stream()
                .filter(r -> r.kind().equals(Heard.SEGMENT))
                .map(Heard::identity)
                .distinct()
                .count();
        long letters =
                heard.stream().filter(r -> r.kind().equals(Heard.DEAD_LETTER)).count();
        String verdict = String.format(
                Locale.ROOT,
                "overload: capacity %.0f s of audio a second, %.0f s published, segments %d of %d, doubled %d, dead letters %d,"
                        + " peak %.0f MB resident, caught up in %.1f min",
                capacity,
                flood.seconds(),
                distinct,
                flood.segments(),
                segments - distinct,
                letters,
                peak,
                caughtUp);
        System.out.println(verdict);
        assertThat(distinct).as(verdict).isEqualTo(flood.segments());
        assertThat(segments).as(verdict).isEqualTo(distinct);
        assertThat(letters).as(verdict).isZero();
        assertThat(peak).as(verdict).isLessThan(MOST_MEGABYTES);
        assertThat(rig.endedByThemselves()).as(verdict).isEmpty();
    }
}
