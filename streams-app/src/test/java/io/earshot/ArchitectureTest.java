package io.earshot;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The drawing of the house: which room may import which. A new arrow is one reviewed line here. */
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.earshot");

    /** Room to the rooms it may import, besides itself. Arrows only go down. */
    private static final Map<String, Set<String>> ARROWS = Map.ofEntries(
            // level 0
            Map.entry("audio", Set.of()),
            Map.entry("dsp", Set.of()),
            Map.entry("embedding", Set.of()),
            Map.entry("text", Set.of()),
            Map.entry("metrics", Set.of()),
            Map.entry("broker", Set.of()),
            Map.entry("scratch", Set.of()),
            Map.entry("source", Set.of()),
            // level 1
            Map.entry("segment", Set.of("audio", "dsp")),
            // what became of chunks, in audio time
            Map.entry("coverage", Set.of("audio")),
            Map.entry("scoring", Set.of("embedding")),
            Map.entry("query", Set.of("embedding")),
            // the decoder process, which knows the samples' format and nothing else of the program
            Map.entry("decoder.ffmpeg", Set.of("audio")),
            // level 2
            // starts that process and speaks to it
            Map.entry("decoder", Set.of("audio", "scratch", "decoder.ffmpeg")),
            Map.entry("feature", Set.of("segment", "dsp")),
            Map.entry("match", Set.of("segment", "query", "scoring", "embedding")),
            Map.entry("calibration", Set.of("query", "scoring", "embedding")),
            // level 3
            Map.entry("encoder", Set.of("feature", "embedding")),
            Map.entry("decide", Set.of("segment", "query", "match", "calibration", "embedding")),
            Map.entry("model", Set.of("segment", "feature", "text", "embedding", "scoring", "calibration")),
            // level 4
            // judges the past by what judges live audio
            Map.entry("explain", Set.of("audio", "segment", "query", "match", "calibration", "decide")),
            // the audio of an event, cut by its clock, and what is said beside it
            Map.entry("evidence", Set.of("audio", "dsp", "decide", "explain")),
            // where it is kept
            Map.entry("evidence.store", Set.of("evidence")),
            // tells people of events
            Map.entry("notify", Set.of("audio", "query", "decide", "source", "explain")),
            // the ways to tell them, one room a protocol
            Map.entry("notify.http", Set.of("notify", "query", "decide", "explain", "audio", "source")),
            Map.entry("notify.mqtt", Set.of("notify", "query", "decide", "explain")),
            Map.entry("notify.mail", Set.of("notify", "query", "decide", "audio")),
            // alerts are posted as everything else is
            Map.entry("notify.alertmanager", Set.of("notify", "notify.http", "query", "decide", "audio")),
            // what people say of events
            Map.entry("verdict", Set.of("query", "calibration", "decide")),
            // what was recorded, as it is asked for
            Map.entry("history", Set.of("query", "decide", "calibration")),
            // what is heard now, for those who watch
            Map.entry("live", Set.of("audio", "dsp", "segment", "embedding", "query", "match", "calibration")),
            // events as files for other programs
            Map.entry("export", Set.of("audio", "query", "decide", "calibration", "explain")),
            // judges it under queries that are not there yet
            Map.entry("preview", Set.of("audio", "segment", "query", "match", "calibration", "decide")),
            // unpacks native libraries
            Map.entry("encoder.onnx", Set.of("encoder", "model", "segment", "feature", "text", "embedding", "scratch")),
            Map.entry("register", Set.of("encoder", "calibration", "query", "embedding", "scoring")),
            Map.entry(
                    "wire",
                    Set.of(
                            "schema",
                            "audio",
                            "segment",
                            "query",
                            "embedding",
                            "match",
                            "calibration",
                            "decide",
                            "source",
                            "notify",
                            "coverage",
                            "verdict")),
            Map.entry("config", Set.of()),
            // writes and shows queries, sources and receivers, and what was recorded
            Map.entry(
                    "http",
                    Set.of(
                            "audio",
                            "query",
                            "metrics",
                            "calibration",
                            "decide",
                            "explain",
                            "preview",
                            "coverage",
                            "source",
                            "evidence",
                            "history",
                            "live",
                            "verdict",
                            "notify")),
            Map.entry("ingest", Set.of("audio", "decoder", "wire", "source")),
            // opens the addresses of live sources
            Map.entry("stream", Set.of("audio", "source", "decoder", "ingest")),
            // keeps them open, and knows what time it is in them
            Map.entry("listen", Set.of("audio", "dsp", "source", "stream", "ingest")),
            Map.entry(
                    "tagger",
                    Set.of(
                            "audio",
                            "dsp",
                            "segment",
                            "feature",
                            "encoder",
                            "embedding",
                            "query",
                            "match",
                            "calibration",
                            "decide")),
            // level 5
            // tags files as the command line does, with queries registered as the service does
            Map.entry("evaluate", Set.of("audio", "query", "match", "calibration", "register", "ingest", "tagger")),
            // the same on streams, with sounds resampled to the model's rate; takes events as they are put out
            Map.entry(
                    "evaluate.stream",
                    Set.of(
                            "audio",
                            "dsp",
                            "segment",
                            "query",
                            "match",
                            "calibration",
                            "decide",
                            "register",
                            "ingest",
                            "tagger",
                            "evaluate")),
            // hears a model's golden audio through its front end
            Map.entry(
                    "check",
                    Set.of(
                            "audio",
                            "encoder",
                            "encoder.onnx",
                            "model",
                            "feature",
                            "text",
                            "embedding",
                            "scoring",
                            "calibration",
                            "query",
                            "segment")),
            // takes the stages that the tagger names, so that both join the same
            Map.entry(
                    "topology",
                    Set.of(
                            "audio",
                            "dsp",
                            "segment",
                            "embedding",
                            "query",
                            "match",
                            "calibration",
                            "decide",
                            "coverage",
                            "wire",
                            "register",
                            "metrics",
                            "tagger")),
            // asks a cluster by plain clients: topics by name, and the past for those who judge it again
            Map.entry(
                    "cluster",
                    Set.of(
                            "audio",
                            "segment",
                            "query",
                            "match",
                            "decide",
                            "explain",
                            "preview",
                            "history",
                            "live",
                            "coverage",
                            // cuts clips of the audio that topics keep
                            "evidence",
                            "wire",
                            "config",
                            "topology",
                            // who listens to which
                            "source",
                            // who is told of what
                            "notify",
                            // what people say of events
                            "verdict")),
            // level 6: composition root
            Map.entry(
                    "app",
                    Set.of(
                            "audio",
                            "segment",
                            // its failures are not cured by starting again
                            "encoder",
                            "encoder.onnx",
                            "embedding",
                            "query",
                            "match",
                            "calibration",
                            "decide",
                            "explain",
                            "preview",
                            "history",
                            "live",
                            "coverage",
                            "evidence",
                            "evidence.store",
                            "model",
                            "register",
                            "wire",
                            "config",
                            "http",
                            "decoder",
                            "ingest",
                            "tagger",
                            "topology",
                            "cluster",
                            "metrics",
                            "broker",
                            "scratch",
                            "check",
                            "source",
                            "stream",
                            "notify",
                            "notify.http",
                            "notify.alertmanager",
                            "notify.mail",
                            "notify.mqtt",
                            "verdict",
                            "listen")),
            // level 7: measures what is composed
            Map.entry(
                    "lab",
                    Set.of(
                            "app",
                            "audio",
                            "segment",
                            "embedding",
                            "query",
                            "match",
                            "calibration",
                            "decide",
                            "ingest",
                            "tagger",
                            "wire",
                            "topology",
                            "cluster",
                            "config",
                            "scratch",
                            // what listening to many sources costs
                            "source",
                            "listen")),
            Map.entry(
                    "lab.live",
                    Set.of(
                            "lab",
                            "audio",
                            "segment",
                            "match",
                            "query",
                            "ingest",
                            "wire",
                            "topology",
                            "cluster",
                            "config",
                            "scratch",
                            "broker")),
            // level 8
            Map.entry(
                    "cli",
                    Set.of(
                            "app",
                            "cluster",
                            "lab",
                            "lab.live",
                            "evaluate",
                            "evaluate.stream",
                            "config",
                            "ingest",
                            // the names of channels
                            "source",
                            "notify",
                            "tagger",
                            "audio",
                            "query",
                            "match",
                            "calibration",
                            "decide",
                            "coverage",
                            "history",
                            "verdict",
                            "export",
                            // the form in which events leave Earshot
                            "explain",
                            "model",
                            "encoder",
                            "wire",
                            // warns of a query's words itself while no service runs that would
                            "register",
                            "topology")));

    /** Foreign words, and the rooms that speak them. */
    private static final Map<String, Set<String>> FOREIGN = Map.ofEntries(
            Map.entry("ai.onnxruntime..", Set.of("encoder.onnx")),
            Map.entry("be.tarsos..", Set.of("dsp")),
            Map.entry("okhttp3..", Set.of("stream", "notify.http")),
            Map.entry("com.standardwebhooks..", Set.of("notify.http")),
            Map.entry("com.hivemq..", Set.of("notify.mqtt")),
            Map.entry("jakarta.mail..", Set.of("notify.mail")),
            Map.entry("org.eclipse.angus..", Set.of("notify.mail")),
            Map.entry("org.bytedeco..", Set.of("decoder.ffmpeg")),
            Map.entry("software.amazon.awssdk..", Set.of("evidence.store")),
            Map.entry("com.fasterxml.jackson.dataformat.csv..", Set.of("evaluate", "export")),
            Map.entry("com.fasterxml.jackson.dataformat.yaml..", Set.of("http")),
            Map.entry("org.apache.parquet..", Set.of("export")),
            Map.entry("org.apache.avro..", Set.of("wire")),
            Map.entry("org.apache.kafka.streams..", Set.of("topology", "app")),
            Map.entry("io.javalin..", Set.of("http")),
            Map.entry("org.eclipse.jetty..", Set.of("http")),
            Map.entry("io.micrometer..", Set.of("metrics")),
            Map.entry("picocli..", Set.of("cli")),
            Map.entry("kafka.server..", Set.of("broker")));

    static Set<String> rooms() {
        return new TreeSet<>(ARROWS.keySet());
    }

    static Set<String> foreign() {
        return new TreeSet<>(FOREIGN.keySet());
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void shouldImportOnlyWhatTheDrawingAllows(String room) {
        Set<String> closed = new TreeSet<>(ARROWS.keySet());
        closed.add("schema");
        closed.removeAll(ARROWS.get(room));
        closed.remove(room);
        noClasses()
                .that(residesIn(room))
                .should()
                .dependOnClassesThat(resideInRooms(closed))
                .check(CLASSES);
    }

    @ParameterizedTest
    @MethodSource("foreign")
    void shouldSpeakForeignWordsInTheirRoomOnly(String words) {
        classes()
                .that(resideInAPackage("io.earshot..")
                        .and(DescribedPredicate.not(resideInAPackage("io.earshot.schema..")))
                        .and(DescribedPredicate.not(resideInRooms(FOREIGN.get(words)))))
                .should()
                .onlyDependOnClassesThat(DescribedPredicate.not(resideInAnyPackage(words)))
                .check(CLASSES);
    }

    @Test
    void shouldHaveEveryClassInARoom() {
        Set<String> outside = CLASSES.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> name.startsWith("io.earshot"))
                .map(name -> name.replaceFirst("io\\.earshot\\.?", ""))
                .filter(name -> !ARROWS.containsKey(name) && !name.equals("schema"))
                .collect(Collectors.toSet());
        assertThat(outside).isEmpty();
    }

    @Test
    void shouldKeepClocksOutOfTheStages() {
        String[] stages = Arrays.stream(new String[] {
                    "audio",
                    "dsp",
                    "segment",
                    "feature",
                    "embedding",
                    "scoring",
                    "query",
                    "match",
                    "calibration",
                    "decide",
                    "explain",
                    "preview",
                    "coverage",
                    "tagger"
                })
                .map(room -> "io.earshot." + room)
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAnyPackage(stages)
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .check(CLASSES);
    }

    private static DescribedPredicate<JavaClass> residesIn(String room) {
        return resideInAPackage("io.earshot." + room);
    }

    /** Rooms are exact packages: {@code encoder.onnx} is a room of its own. */
    private static DescribedPredicate<JavaClass> resideInRooms(Set<String> rooms) {
        return resideInAnyPackage(
                rooms.stream().map(room -> "io.earshot." + room).toArray(String[]::new));
    }
}
