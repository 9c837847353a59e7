package io.earshot.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.evidence.AudioGoneException;
import io.earshot.evidence.AudioSpan;
import io.earshot.evidence.ClipFormat;
import io.earshot.evidence.EvidenceFile;
import io.earshot.evidence.EvidenceSet;
import io.earshot.evidence.NoAudioException;
import io.earshot.evidence.Roll;
import io.earshot.evidence.UnknownEventException;
import io.earshot.history.EventLog;
import io.javalin.Javalin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClipResourceTest {
    private static final byte[] BYTES = new byte[10_000];

    static {
        new Random(1).nextBytes(BYTES);
    }

    @TempDir
    private Path folder;

    private final List<String> asked = new ArrayList<>();
    private final Javalin server = Javalin.create(config -> {
                config.startup.showJavalinBanner = false;
                ClipResource.of(new OneClip(), new OneSound()).addTo(new ApiRoutes(config.routes));
                Problems.addTo(config.routes);
            })
            .start("127.0.0.1", 0);
    private final HttpClient client = HttpClient.newHttpClient();

    /** Knows event 1, has lost the sound of event 2, cannot read that of event 3, and does not know event 5 yet. */
    private final class OneClip implements ClipLibrary {
        @Override
        public EvidenceFile audio(String eventId, ClipFormat format, Roll roll) {
            asked.add(format + " " + roll.preSeconds() + " " + roll.postSeconds());
            switch (eventId) {
                case "2" -> throw new AudioGoneException("audio.chunks no longer holds it");
                case "3" -> throw new UncheckedIOException(new IOException("the broker is away"));
                case "5" -> throw new EventLog.StillReadingException("the events of the past are still being read");
                default -> {
                    if (!eventId.equals("1")) {
                        throw new UnknownEventException(eventId);
                    }
                }
            }
            try {
                Path file = Files.write(folder.resolve("clip"), BYTES);
                return new EvidenceFile(
                        file,
                        format.mediaType(),
                        BYTES.length,
                        EvidenceSet.sha256(file),
                        Map.of("Earshot-Clip-First-Sample", "44100"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public EvidenceFile picture(String eventId, Roll roll) {
            return audio(eventId, ClipFormat.WAV, roll);
        }

        @Override
        public Map<String, Object> facts(String eventId, Roll roll) {
            return Map.of("id", eventId);
        }
    }

    /** Has the sound of yard, has lost that of attic, and knows no other source. */
    private final class OneSound implements SoundLibrary {
        @Override
        public EvidenceFile audio(AudioSpan span, ClipFormat format) {
            asked.add(format + " " + span);
            return switch (span.sourceId()) {
                case "yard/one" -> new OneClip().audio("1", format, Roll.DEFAULT);
                case "attic" -> throw new AudioGoneException("audio.chunks no longer holds it");
                default -> throw new NoAudioException("audio.chunks holds no audio of this source");
            };
        }

        @Override
        public EvidenceFile picture(AudioSpan span) {
            EvidenceFile file = audio(span, ClipFormat.WAV);
            return new EvidenceFile(file.path(), "image/png", file.bytes(), file.sha256(), file.notes());
        }
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void shouldAskBackWhoComesWhileTheEventsAreStillBeingRead() throws Exception {
        HttpResponse<byte[]> answer = get("5/audio.wav", "Accept", "*/*");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(header(answer, "Retry-After")).isEqualTo("5");
    }

    @Test
    void shouldServeTheWholeFileWithItsLengthAndTag() throws Exception {
        HttpResponse<byte[]> answer = get("1/audio.wav", "Accept-Encoding", "gzip");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(BYTES);
        assertThat(header(answer, "Content-Type")).isEqualTo("audio/wav");
        assertThat(header(answer, "Content-Length")).isEqualTo("10000");
        assertThat(header(answer, "Accept-Ranges")).isEqualTo("bytes");
        assertThat(header(answer, "ETag")).matches("\"[0-9a-f]{64}\"");
        assertThat(header(answer, "Earshot-Clip-First-Sample")).isEqualTo("44100");
        assertThat(answer.headers().firstValue("Content-Encoding")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, 0, 0",
        "bytes=100-299, 100, 299",
        "bytes=9000-, 9000, 9999",
        "bytes=-500, 9500, 9999",
        "bytes=9990-20000, 9990, 9999",
        "bytes=-20000, 0, 9999",
    })
    void shouldServeThePartThatIsAskedFor(String range, int first, int last) throws Exception {
        HttpResponse<byte[]> answer = get("1/audio.flac", "Range", range);
        assertThat(answer.statusCode()).isEqualTo(206);
        assertThat(header(answer, "Content-Range")).isEqualTo("bytes " + first + "-" + last + "/10000");
        assertThat(header(answer, "Content-Length")).isEqualTo(Integer.toString(last - first + 1));
        assertThat(answer.body()).isEqualTo(Arrays.copyOfRange(BYTES, first, last + 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=10000-", "bytes=10000-10001", "bytes=-0"})
    void shouldRefuseAPartThatIsNotThere(String range) throws Exception {
        HttpResponse<byte[]> answer = get("1/audio.wav", "Range", range);
        assertThat(answer.statusCode()).isEqualTo(416);
        assertThat(header(answer, "Content-Range")).isEqualTo("bytes */10000");
        assertThat(header(answer, "Content-Type")).startsWith("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"bytes=5-1", "bytes=-", "bytes=a-b", "bytes=0-1,5-6", "lines=0-1", "bytes=99999999999999999999-"
            })
    void shouldServeTheWholeFileToARangeThatMeansNothing(String range) throws Exception {
        HttpResponse<byte[]> answer = get("1/audio.wav", "Range", range);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(BYTES);
    }

    @Test
    void shouldAnswerHeadWithoutABody() throws Exception {
        HttpResponse<byte[]> answer = client.send(
                HttpRequest.newBuilder(address("1/audio.opus"))
                        .method("HEAD", HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "Content-Length")).isEqualTo("10000");
        assertThat(header(answer, "Content-Type")).isEqualTo("audio/ogg; codecs=opus");
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void shouldNotSendAgainWhatIsKnownAndNotMixTwoVersions() throws Exception {
        String tag = header(get("1/audio.wav", "Accept", "*/*"), "ETag");
        assertThat(get("1/audio.wav", "If-None-Match", "\"x\", " + tag).statusCode())
                .isEqualTo(304);
        assertThat(get("1/audio.wav", "If-Range", tag, "Range", "bytes=0-9").statusCode())
                .isEqualTo(206);
        assertThat(get("1/audio.wav", "If-Range", "\"old\"", "Range", "bytes=0-9")
                        .body())
                .isEqualTo(BYTES);
    }

    @Test
    void shouldTellWhatIsGoneFromWhatNeverWas() throws Exception {
        HttpResponse<byte[]> gone = get("2/audio.wav", "Range", "bytes=0-1");
        assertThat(gone.statusCode()).isEqualTo(410);
        assertThat(new String(gone.body(), StandardCharsets.UTF_8)).contains("no longer holds it");
        assertThat(get("4/audio.wav", "Accept", "*/*").statusCode()).isEqualTo(404);
        assertThat(get("3/audio.wav", "Accept", "*/*").statusCode()).isEqualTo(503);
    }

    @Test
    void shouldHandOverHowMuchIsHeardAround() throws Exception {
        get("1/audio.wav", "Accept", "*/*");
        get("1/audio.wav?pre=5s&post=0", "Accept", "*/*");
        assertThat(asked).containsExactly("WAV 2.0 2.0", "WAV 5.0 0.0");
        assertThat(get("1/evidence", "Accept", "*/*").body())
                .isEqualTo("{\"id\":\"1\"}".getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pre=-1", "pre=2m", "post=soon", "roll=1", "pre=1&pre=2"})
    void shouldRefuseWhatCannotBeMeant(String parameters) throws Exception {
        assertThat(get("1/audio.wav?" + parameters, "Accept", "*/*").statusCode())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"audio.wav", "audio.flac", "audio.opus", "spectrogram.png"})
    void shouldServeThePartOfASpanOfASource(String file) throws Exception {
        HttpResponse<byte[]> answer = ofSource(
                "yard%2Fone/" + file + "?from=2026-01-31T06:00:00.000001Z&to=1769839201000000", "Range", "bytes=10-19");
        assertThat(answer.statusCode()).isEqualTo(206);
        assertThat(answer.body()).isEqualTo(Arrays.copyOfRange(BYTES, 10, 20));
        assertThat(header(answer, "Earshot-Clip-First-Sample")).isEqualTo("44100");
        assertThat(asked.get(0))
                .endsWith("AudioSpan[sourceId=yard/one, fromMicros=1769839200000001, toMicros=1769839201000000]");
    }

    @Test
    void shouldTellASpanThatIsGoneFromOneThatNeverWas() throws Exception {
        HttpResponse<byte[]> gone = ofSource("attic/audio.wav?from=1&to=2");
        assertThat(gone.statusCode()).isEqualTo(410);
        HttpResponse<byte[]> never = ofSource("cellar/spectrogram.png?from=1&to=2");
        assertThat(never.statusCode()).isEqualTo(404);
        assertThat(new String(never.body(), StandardCharsets.UTF_8)).contains("holds no audio of this source");
    }

    @ParameterizedTest
    @ValueSource(strings = {"from=1", "to=1", "from=2&to=2", "from=3&to=2", "from=soon&to=2", "from=1&to=2&pre=1"})
    void shouldRefuseASpanThatCannotBeMeant(String parameters) throws Exception {
        HttpResponse<byte[]> answer = ofSource("yard%2Fone/audio.wav?" + parameters);
        assertThat(answer.statusCode()).isEqualTo(400);
    }

    private HttpResponse<byte[]> ofSource(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/api/sources/" + path));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return new Contract().checked(client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + "/api/events/" + path);
    }

    private HttpResponse<byte[]> get(String path, String... headers) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(address(path)).headers(headers).build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }
}
