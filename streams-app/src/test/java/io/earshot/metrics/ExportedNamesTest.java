package io.earshot.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Two meters whose names differ, such as {@code hits} and {@code hits_total}, may have one exported name; then one of them
 * is lost without a word. Of all meters that there are, each has a name that no other exports, and is in the scrape.
 */
class ExportedNamesTest {
    private static final Pattern NAME = Pattern.compile("\"(earshot\\.[a-z.]+)\"");
    private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (\\S+) ");

    @Test
    void shouldExportEveryMeterUnderANameOfItsOwn() throws IOException {
        try (TaggingMetrics metrics = new TaggingMetrics()) {
            registerAll(metrics);
            PrometheusMeterRegistry registry = metrics.registry();
            assertThat(registry.getMeters())
                    .extracting(meter -> meter.getId().getName())
                    .as("registerAll makes every meter that the room names")
                    .containsAll(namesInTheRoom());
            assertThat(clashes(registry)).isEmpty();
            assertThat(lost(registry)).isEmpty();
        }
    }

    @Test
    void shouldCatchAMeterThatIsLost() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        Counter.builder("earshot.hits").tag("a", "1").register(registry);
        Counter.builder("earshot.hits.total").tag("b", "1").register(registry);
        Gauge.builder("earshot.other", () -> 1).register(registry);
        assertThat(clashes(registry)).containsExactly("earshot_hits: [earshot.hits, earshot.hits.total]");
        assertThat(lost(registry)).hasSize(1);
        registry.close();
    }

    /** Makes the meters that are made when they are first used. */
    private static void registerAll(TaggingMetrics metrics) {
        metrics.chunk("ACCEPTED");
        metrics.query("registered");
        metrics.event("OPEN");
        metrics.nearMiss("COOLDOWN");
        metrics.matchErrors(1);
        metrics.decoderRestarts(() -> 1);
        metrics.calibration("published");
        metrics.coverage("yard", 50, 10);
        metrics.missing("SILENCE", 1);
        metrics.overload("yard");
        metrics.setAside("chunks");
        metrics.life().know("tagging");
        metrics.life().readerBegins("events");
        metrics.life().recordSkipped("events");
        metrics.life().readerRestarted("events");
        metrics.queriesGauge(() -> 1);
        metrics.readyGauge(() -> true);
        metrics.notifications().count("webhook", "delivered");
        metrics.notifications().read(Map.of("webhook", new NotificationMeters.Reading(1, 0)));
        metrics.evidence().kept(1);
        metrics.evidence().triedInVain();
        metrics.evidence().deleted(1);
        metrics.sources().read("yard", new SourceMeters.Reading("healthy", 1, 1, -20, 3, 0));
    }

    private static Set<String> namesInTheRoom() throws IOException {
        Path room = Path.of(System.getProperty("earshot.home"), "streams-app/src/main/java/io/earshot/metrics");
        Set<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.list(room)) {
            for (Path file : files.toList()) {
                Matcher name = NAME.matcher(Files.readString(file));
                while (name.find()) {
                    names.add(name.group(1));
                }
            }
        }
        assertThat(names).hasSizeGreaterThan(15);
        return names;
    }

    /** Exported names that several meters' names have, with those. */
    private static List<String> clashes(PrometheusMeterRegistry registry) {
        Map<String, Set<String>> names = new TreeMap<>();
        for (Meter meter : registry.getMeters()) {
            names.computeIfAbsent(exported(registry, meter), name -> new TreeSet<>())
                    .add(meter.getId().getName());
        }
        return names.entrySet().stream()
                .filter(entry -> entry.getValue().size() > 1)
                .map(entry -> entry.getKey() + ": " + entry.getValue())
                .toList();
    }

    /** Meters whose tags stand in no line of their exported name. */
    private static List<Meter.Id> lost(PrometheusMeterRegistry registry) {
        String scrape = registry.scrape();
        Set<String> families = new HashSet<>();
        Matcher type = TYPE.matcher(scrape);
        while (type.find()) {
            families.add(type.group(1));
        }
        List<Meter.Id> lost = new ArrayList<>();
        for (Meter meter : registry.getMeters()) {
            String name = exported(registry, meter);
            boolean found = (families.contains(name) || families.contains(name + "_total"))
                    && scrape.lines()
                            .filter(line -> line.startsWith(name))
                            .anyMatch(line -> meter.getId().getTags().stream()
                                    .allMatch(tag -> line.contains(tag.getKey() + "=\"" + tag.getValue() + "\"")));
            if (!found) {
                lost.add(meter.getId());
            }
        }
        return lost;
    }

    private static String exported(MeterRegistry registry, Meter meter) {
        return meter.getId().getConventionName(registry.config().namingConvention());
    }
}
