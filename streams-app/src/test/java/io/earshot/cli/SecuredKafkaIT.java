package io.earshot.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.earshot.app.IngestService;
import io.earshot.app.LoadedModel;
import io.earshot.app.StreamOpening;
import io.earshot.app.TaggingService;
import io.earshot.broker.SecuredBroker;
import io.earshot.config.EarshotConfig;
import io.earshot.notify.TestCertificate;
import io.earshot.notify.http.HookServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.acl.AclOperation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** Each role does its work with exactly the rights of ops/acls.txt, and says which one is missing for any other. */
class SecuredKafkaIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String DEMO = System.getProperty("earshot.home") + "/models/demo/";

    @TempDir
    private static Path folder;

    private static SecuredBroker broker;
    private static LoadedModel model;

    @BeforeAll
    static void start() throws Exception {
        KafkaRules rules = KafkaRules.read();
        List<String> users = new ArrayList<>(rules.roles());
        users.addAll(List.of("nobody", "mute", "console"));
        broker = SecuredBroker.start(folder.resolve("broker"), users);
        for (String role : rules.roles()) {
            broker.allow(rules.of(role, role));
        }
        broker.allow(rules.of("tag", "console"));
        broker.allow(rules.of("edit", "console"));
        broker.allow(rules.of("tag", "mute").stream()
                .filter(rule -> !rule.pattern().name().equals("earshot.segments.v1")
                        || rule.entry().operation() != AclOperation.WRITE)
                .toList());
        done(run("setup", "topics create -s topic.partitions=2"));
        done(run("edit", "query add a~siren~wailing --id siren --no-wait"));
        done(run("edit", "source add http://radio.example/later --id later --paused"));
        done(run("publish", "ingest --fast --source yard " + DEMO + "siren.wav"));
        model = LoadedModel.open(config("tag", Map.of()));
    }

    @AfterAll
    static void stop() throws IOException {
        model.close();
        broker.close();
    }

    @Test
    void shouldHearAndTellWithTheRightsOfEachRole() throws Exception {
        try (HookServer hook = HookServer.start(HookServer.always("204 No Content"));
                TaggingService tagging = TaggingService.start(tagging("tag"), model);
                IngestService listening = listening()) {
            assertThat(tagging.awaitReady(PATIENCE)).as(tagging.state()).isTrue();
            assertThat(listening.awaitReady(PATIENCE)).as(listening.state()).isTrue();
            done(run("edit", "receivers add desk --kind ntfy --address " + hook.url("/hook")));
            done(run("edit", "source add file://" + DEMO + "siren.wav --id door"));
            Ran ingest = run("publish", "ingest --fast --source hall " + DEMO + "siren.wav");
            assertThat(ingest).isEqualTo(new Ran(0, DEMO + "siren.wav: 8.00 s published as source hall\n", ""));
            await().atMost(PATIENCE).until(() -> !hook.posts().isEmpty());
            await().atMost(PATIENCE).until(() -> run("read", "source ls").out.contains("heard 8 s"));

            assertThat(run("read", "events --json").out).contains("\"source\":\"hall\"");
            for (String reading : List.of("query ls", "source ls", "receivers ls", "verdicts ls", "dead-letters ls")) {
                done(run("read", reading));
            }
            // The console of a process without the right to change queries only reads.
            HttpResponse<String> refused = put(tagging, "/api/queries/rain", "{\"text\":\"rain\"}");
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.body()).contains("lacks the right Write on topic earshot.queries.v1");
            done(run("edit", "source rm door"));
            done(run("edit", "receivers rm desk"));
            done(run("edit", "query rm siren"));
            assertThat(tagging.isLive() && listening.isLive()).isTrue();
        }
    }

    @Test
    void shouldChangeQueriesByTheConsoleOfAUserThatMay() throws Exception {
        try (TaggingService service = TaggingService.start(tagging("console"), model)) {
            assertThat(put(service, "/api/queries/bell", "{\"text\":\"a bell\"}")
                            .statusCode())
                    .isEqualTo(201);
        }
    }

    @Test
    void shouldStopAndNameTheTopicWhenTaggingMayNotWrite() throws Exception {
        try (TaggingService service = TaggingService.start(tagging("mute"), model)) {
            done(run("publish", "ingest --fast --source hall " + DEMO + "rain.wav"));
            await().atMost(PATIENCE).until(() -> !service.isLive());
            assertThat(service.state()).contains("Not authorized to access topics: [earshot.segments.v1]");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "nobody, topics create, Create, topic earshot.audio.chunks.v1",
        "nobody, query ls, Read, topic earshot.queries.v1",
        "read, query add rain --no-wait, Write, topic earshot.queries.v1",
        "read, source add http://radio.example/a --id a, Write, topic earshot.sources.v1",
        "read, receivers add x --kind webhook --address https://a.example/, 'Read, Describe, Delete', group earshot-receiver-x",
        "read, ingest --fast {demo}rain.wav, Write, topic earshot.audio.chunks.v1",
        "edit, ingest --fast {demo}rain.wav, Write, topic earshot.audio.chunks.v1",
        "publish, query ls, Read, topic earshot.queries.v1",
        "publish, source ls, Read, topic earshot.sources.v1",
        "publish, source add http://radio.example/a --id a, Read, topic earshot.sources.v1",
        "listen, query rm siren, Write, topic earshot.queries.v1",
        "listen, source rm later, Write, topic earshot.sources.v1",
        "setup, ingest --fast {demo}rain.wav, Write, topic earshot.audio.chunks.v1",
        "setup, query ls, Read, topic earshot.queries.v1",
        "tag, query rm siren, Write, topic earshot.queries.v1",
        "tag, source rm later, Write, topic earshot.source-states.v1",
        "tag, ingest --fast {demo}rain.wav, Write, topic earshot.audio.chunks.v1"
    })
    void shouldSayOnOneLineWhichRightIsMissing(String user, String command, String right, String resource)
            throws Exception {
        Ran ran = run(user, command.replace("{demo}", DEMO));
        assertThat(ran.code).isOne();
        assertThat(ran.err.lines().toList())
                .singleElement()
                .asString()
                .startsWith("earshot: ")
                .endsWith("the user of Kafka lacks the right " + right + " on " + resource
                        + "; ops/acls.txt lists what each role needs");
    }

    @Test
    void shouldNotListenWithoutTheGroup() throws Exception {
        EarshotConfig config = config("read", Map.of());
        try (IngestService service = IngestService.start(config, StreamOpening.ofService(config))) {
            await().atMost(PATIENCE).until(() -> !service.isLive());
            assertThat(service.state()).contains("lacks the right Read on group earshot.earshot-listen");
        }
    }

    @Test
    void shouldSayOnOneLineThatItCannotGetIn() throws Exception {
        Map<String, String> known = broker.client("read");
        assertThat(oneLine(known(known, broker.client("read", "wrong"))))
                .contains("Authentication failed", "invalid credentials");
        TestCertificate other = TestCertificate.make(Files.createDirectories(folder.resolve("other")));
        assertThat(oneLine(known(
                        known,
                        Map.of("ssl.truststore.location", other.certificate().toString()))))
                .contains("SSL handshake failed");
        assertThat(oneLine(Map.of())).contains("no broker answers", "kafka.security.protocol");
    }

    @Test
    void shouldHaveRulesForNamesOfEarshotAlone() throws IOException {
        KafkaRules rules = KafkaRules.read();
        assertThat(rules.roles()).containsExactly("edit", "listen", "publish", "read", "setup", "tag");
        for (String role : rules.roles()) {
            assertThat(rules.of(role, "x")).allSatisfy(rule -> {
                assertThat(rule.pattern().name()).startsWith("earshot");
                assertThat(rule.entry().operation()).isNotIn(AclOperation.ALL, AclOperation.ALTER_CONFIGS);
            });
        }
    }

    private static Map<String, String> known(Map<String, String> settings, Map<String, String> changed) {
        Map<String, String> all = new TreeMap<>(settings);
        all.putAll(changed);
        return all;
    }

    private static String oneLine(Map<String, String> client) throws Exception {
        Ran ran = runAs(client, "events");
        assertThat(ran.code).isOne();
        assertThat(ran.err.lines()).hasSize(1);
        return ran.err;
    }

    private static HttpResponse<String> put(TaggingService service, String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.httpPort() + path))
                .header("Content-Type", "application/json")
                .header("If-None-Match", "*")
                .PUT(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static IngestService listening() throws IOException {
        EarshotConfig config = config("listen", Map.of("source.folders", DEMO));
        return IngestService.start(config, StreamOpening.ofService(config));
    }

    private static EarshotConfig tagging(String user) {
        return config(
                user,
                Map.of("evidence.store", folder.resolve("evidence-" + user).toString(), "notify.networks", "loopback"));
    }

    private record Ran(int code, String out, String err) {}

    private static void done(Ran ran) {
        assertThat(ran.code).as(ran.err).isZero();
    }

    private static Ran run(String user, String command) throws Exception {
        return runAs(broker.client(user), command);
    }

    private static Ran runAs(Map<String, String> client, String command) throws Exception {
        List<String> words = new ArrayList<>(Arrays.asList(command.split(" ", -1)));
        words.replaceAll(word -> word.replace('~', ' '));
        words.addAll(List.of("--config", file(client), "--bootstrap-servers", broker.bootstrapServers()));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line =
                EarshotCommand.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        int code = line.execute(words.toArray(String[]::new));
        return new Ran(code, out.toString(), err.toString());
    }

    private static String file(Map<String, String> client) throws IOException {
        StringBuilder lines = new StringBuilder();
        client.forEach((key, value) ->
                lines.append("kafka.").append(key).append(" = ").append(value).append('\n'));
        return Files.writeString(folder.resolve("client.properties"), lines).toString();
    }

    private static EarshotConfig config(String user, Map<String, String> more) {
        Map<String, String> settings = new TreeMap<>(more);
        broker.client(user).forEach((key, value) -> settings.put("kafka." + key, value));
        settings.put("bootstrap.servers", broker.bootstrapServers());
        settings.put("http.port", "0");
        settings.put("topic.partitions", "2");
        return EarshotConfig.of(settings);
    }
}
