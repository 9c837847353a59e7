package io.earshot.stream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.earshot.decoder.SharedDecoder;
import io.earshot.decoder.ffmpeg.SoundEncoder;
import io.earshot.source.AudioSource;
import io.earshot.source.Channel;
import io.earshot.source.StreamPolicy;
import io.earshot.stream.ScriptedServer.Script;
import io.earshot.stream.StreamRefusedException.Retry;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With the decoder that comes with the program, and servers on loopback. */
@Timeout(60)
class HttpStreamsIT {
    private static final SharedDecoder DECODER = new SharedDecoder();
    private static final String SECRET = "Zx9-hunter2/secret";
    private static final Map<String, String> ENVIRONMENT = Map.of("SOURCE_SECRET", SECRET);

    @TempDir
    private static Path folder;

    private static byte[] mp3;

    private final List<AutoCloseable> open = new ArrayList<>();

    @BeforeAll
    static void encode() throws IOException {
        mp3 = Files.readAllBytes(
                SoundEncoder.encode(folder.resolve("tones.mp3"), "libmp3lame", ToneCode.RATE, 1, ToneCode.pcm(6)));
    }

    @AfterAll
    static void closeDecoder() throws IOException {
        DECODER.close();
    }

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable closeable : open) {
            closeable.close();
        }
    }

    @Test
    void shouldHearAnIcecastStreamAndItsTitles() throws Exception {
        CountDownLatch second = new CountDownLatch(1);
        ScriptedServer server = serve((request, out) -> {
            ScriptedServer.head(out, "ICY 200 OK", "content-type: audio/mpeg", "icy-metaint: 16000");
            out.write(mp3, 0, 16_000);
            out.write(IcyInputStreamTest.block("StreamTitle='Guns N' Roses; live';StreamUrl='';", UTF_8));
            out.write(mp3, 16_000, 16_000);
            second.await();
            out.write(IcyInputStreamTest.block("StreamTitle='Mötley';", ISO_8859_1));
            out.write(mp3, 32_000, 16_000);
            out.write(0);
            out.write(mp3, 48_000, mp3.length - 48_000);
        });
        LiveStream stream = opener().open(AudioSource.of("a", server.url("/live")));
        open.add(stream);
        assertThat(stream.description()).contains("mp3");
        assertThat(stream.isFinite()).isFalse();
        byte[] all = new byte[2 * 7 * stream.format().sampleRateHz()];
        int half = read(stream, all, 0, stream.format().sampleRateHz());
        assertThat(stream.title()).isEqualTo("Guns N' Roses; live");
        second.countDown();
        int end = read(stream, all, half, all.length);
        assertThat(stream.title()).isEqualTo("Mötley");
        List<Integer> heard = ToneCode.tenths(
                java.util.Arrays.copyOf(all, end), stream.format().sampleRateHz());
        for (int i = 0; i < 6; i++) {
            assertThat(heard.stream().filter(List.of(i)::contains).count())
                    .as("second " + i)
                    .isBetween(9L, 11L);
        }
        ScriptedServer.Request request = server.requests.get(0);
        assertThat(request.headers())
                .containsEntry("icy-metadata", "1")
                .containsEntry("user-agent", "Earshot/test")
                .containsEntry("accept-encoding", "identity");
    }

    @ParameterizedTest
    @CsvSource({
        "401 Unauthorized, SLOWLY, user or password is wrong or missing",
        "403 Forbidden, SLOWLY, lets us not listen",
        "404 Not Found, SLOWLY, the station's encoder is away",
        "410 Gone, SLOWLY, 410 Gone",
        "429 Too Many Requests, SOON, 429",
        "500 Internal Server Error, SOON, 500 Internal Server Error",
        "503 Service Unavailable, SOON, 503",
    })
    void shouldGiveTheReasonOfARefusal(String status, Retry retry, String words) throws Exception {
        ScriptedServer server = serve((request, out) -> ScriptedServer.status(out, status));
        assertRefused(server.url("/live"), retry, words);
    }

    @Test
    void shouldTellAWebPageFromAudio() throws Exception {
        ScriptedServer server =
                serve((request, out) -> ScriptedServer.body(out, "text/html", "<html>hello</html>".getBytes(UTF_8)));
        assertRefused(server.url("/live"), Retry.SLOWLY, "a web page");
    }

    @Test
    void shouldSayThatWhatComesIsNoAudio() throws Exception {
        ScriptedServer server = serve(
                (request, out) -> ScriptedServer.body(out, "audio/mpeg", "server full, try later".getBytes(UTF_8)));
        assertRefused(server.url("/live?token=abc"), Retry.SLOWLY, "/live?token=***: ");
    }

    @Test
    void shouldTryAgainSoonWhatIsNotThereNow() throws Exception {
        int port;
        try (ServerSocket unused = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = unused.getLocalPort();
        }
        assertRefused("http://127.0.0.1:" + port + "/live", Retry.SOON, "cannot be reached");
        ScriptedServer silent = serve((request, out) -> {});
        assertRefused(silent.url("/live"), Retry.SOON, "the connection broke");
    }

    @Test
    void shouldTryAgainRarelyWhereThereIsNoSuchHost() {
        assertRefused("http://no-such-host.invalid/live", Retry.SLOWLY, "there is no host no-such-host.invalid");
    }

    @Test
    void shouldReportWhatIsNoTls() throws Exception {
        ScriptedServer server = serve((request, out) -> ScriptedServer.status(out, "400 Bad Request"));
        ServerSocket plain = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        open.add(plain);
        open.add(server);
        CompletableFuture<Void> answering = CompletableFuture.runAsync(() -> {
            try (var socket = plain.accept()) {
                socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(UTF_8));
                socket.getOutputStream().flush();
                socket.getInputStream().read(new byte[4096]);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        assertRefused("https://127.0.0.1:" + plain.getLocalPort() + "/", Retry.SLOWLY, "TLS with 127.0.0.1:");
        answering.join();
    }

    @Test
    void shouldFollowRedirectsAndGiveCredentialsToTheirHostOnly() throws Exception {
        ScriptedServer other = serve((request, out) -> ScriptedServer.body(out, "audio/mpeg", mp3));
        ScriptedServer first = serve((request, out) -> {
            String to = request.target().equals("/live") ? "/moved" : other.url("/away?x=1");
            ScriptedServer.head(out, "HTTP/1.1 302 Found", "Location: " + to, "Content-Length: 0", "Connection: close");
        });
        AudioSource source = source(
                "http://dj:${env:SOURCE_SECRET}@" + first.hostAndPort() + "/live",
                Map.of("header.X-Key", "${env:SOURCE_SECRET}"));
        open.add(opener().open(source));
        String basic = "Basic " + Base64.getEncoder().encodeToString(("dj:" + SECRET).getBytes(UTF_8));
        assertThat(first.requests)
                .hasSize(2)
                .allSatisfy(request -> assertThat(request.headers())
                        .containsEntry("authorization", basic)
                        .containsEntry("x-key", SECRET));
        assertThat(other.requests)
                .hasSize(1)
                .allSatisfy(request -> assertThat(request.headers()).doesNotContainKeys("authorization", "x-key"));
    }

    @Test
    void shouldNotFollowRedirectsForEver() throws Exception {
        ScriptedServer server = serve((request, out) -> ScriptedServer.head(
                out, "HTTP/1.1 302 Found", "Location: /live", "Content-Length: 0", "Connection: close"));
        assertRefused(server.url("/live"), Retry.SLOWLY, "more than 5 redirects");
        assertThat(server.requests).hasSize(6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"redirect", "play list"})
    void shouldCheckEachAddressOnTheWay(String way) throws Exception {
        ScriptedServer server = serve((request, out) -> {
            String forbidden = "http://127.0.0.2:1/inner";
            if (way.equals("redirect")) {
                ScriptedServer.head(
                        out, "HTTP/1.1 302 Found", "Location: " + forbidden, "Content-Length: 0", "Connection: close");
            } else {
                ScriptedServer.body(out, "audio/x-scpls", ("[playlist]\nFile1=" + forbidden + "\n").getBytes(UTF_8));
            }
        });
        AddressOpener opener = opener(StreamPolicy.ofService("http", "127.0.0.1/32", "", "SOURCE_*", ENVIRONMENT));
        assertThatThrownBy(() -> opener.open(AudioSource.of("a", server.url("/live"))))
                .isInstanceOf(StreamRefusedException.class)
                .hasMessageContaining("connections to 127.0.0.2 are not allowed");
    }

    @Test
    void shouldConnectToNothingThatIsNotAllowedWhateverItLooksLike() throws Exception {
        ScriptedServer server = serve((request, out) -> ScriptedServer.body(out, "audio/mpeg", mp3));
        AddressOpener opener = opener(StreamPolicy.ofService("http", "public", "", "SOURCE_*", ENVIRONMENT));
        String port = server.hostAndPort().substring("127.0.0.1".length());
        for (String host : List.of("127.0.0.1", "localhost", "2130706433", "127.1", "[::ffff:127.0.0.1]", "0.0.0.0")) {
            assertThatThrownBy(() -> opener.open(AudioSource.of("a", "http://" + host + port + "/live")))
                    .as(host)
                    .isInstanceOf(StreamRefusedException.class)
                    .hasMessageContaining("not allowed");
        }
        assertThat(server.requests).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"audio/x-scpls", "audio/x-mpegurl", "video/x-ms-asf", "application/octet-stream"})
    void shouldResolvePlayListsAndTakeTheFirstEntryThatPlays(String type) throws Exception {
        ScriptedServer server = serve((request, out) -> {
            switch (request.target()) {
                case "/list" -> ScriptedServer.body(out, type, list(type).getBytes(UTF_8));
                case "/live" -> ScriptedServer.body(out, "audio/mpeg", mp3);
                default -> ScriptedServer.status(out, "404 Not Found");
            }
        });
        LiveStream stream = opener().open(AudioSource.of("a", server.url("/list")));
        open.add(stream);
        assertThat(stream.read(new byte[2_000])).isEqualTo(2_000);
        assertThat(server.requests)
                .extracting(ScriptedServer.Request::target)
                .containsExactly("/list", "/gone", "/live");
    }

    private static String list(String type) {
        return switch (type) {
            case "audio/x-scpls" -> "[playlist]\nFile1=gone\nFile2=/live\n";
            case "video/x-ms-asf" -> "<asx><entry><ref href='/gone'/></entry><entry><ref href='/live'/></entry></asx>";
            default -> "#EXTM3U\n#EXTINF:-1,x\n/gone\n#EXTINF:-1,y\n/live\n";
        };
    }

    @Test
    void shouldFollowOnePlayListOnlyAndNoFiles() throws Exception {
        ScriptedServer server = serve((request, out) -> ScriptedServer.body(
                out,
                "audio/x-mpegurl",
                (request.target().equals("/file") ? "file:///etc/passwd\n" : "/again\n").getBytes(UTF_8)));
        assertRefused(server.url("/list"), Retry.SLOWLY, "a further play list");
        assertRefused(server.url("/file"), Retry.SLOWLY, "no address of the network");
    }

    @Test
    void shouldRefuseAnEndlessPlayList() throws Exception {
        ScriptedServer server = serve((request, out) -> {
            ScriptedServer.head(out, "HTTP/1.1 200 OK", "Content-Type: audio/x-mpegurl");
            for (int i = 0; i < 10_000; i++) {
                out.write("http://127.0.0.1:1/a-long-entry\n".getBytes(UTF_8));
            }
        });
        assertRefused(server.url("/list"), Retry.SLOWLY, "longer than 65536 bytes");
    }

    /** A server may be silent, stop in its headers, or drip: who waits can leave at once. */
    @ParameterizedTest
    @ValueSource(strings = {"silent", "in the headers", "dripping", "no audio"})
    void shouldEndAnOpeningWithinTwoSecondsWhateverTheServerDoes(String manner) throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        ScriptedServer server = serve(hanging(manner, asked));
        AddressOpener opener = opener();
        CompletableFuture<Throwable> opening = CompletableFuture.supplyAsync(
                () -> catchThrowable(() -> opener.open(AudioSource.of("a", server.url("/live")))));
        assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
        long from = System.nanoTime();
        opener.close();
        assertThat(opening.get(2, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void shouldEndAnOpeningWhenItsThreadIsInterrupted() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        ScriptedServer server = serve(hanging("silent", asked));
        AddressOpener opener = opener();
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        Thread thread = new Thread(() ->
                failure.complete(catchThrowable(() -> opener.open(AudioSource.of("a", server.url("/live"))))));
        thread.start();
        assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
        thread.interrupt();
        assertThat(failure.get(2, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
    }

    @Test
    void shouldGiveUpAServerThatBringsNoAudio() throws Exception {
        ScriptedServer server = serve(hanging("dripping", new CountDownLatch(1)));
        AddressOpener opener = new AddressOpener(
                DECODER, StreamPolicy.ofConsole(ENVIRONMENT), "test", Duration.ofSeconds(2), Duration.ofSeconds(15));
        open.add(opener);
        assertThatThrownBy(() -> opener.open(AudioSource.of("a", server.url("/live"))))
                .hasMessage("no audio came within 2 s");
    }

    @ParameterizedTest
    @ValueSource(strings = {"silent", "dripping"})
    void shouldEndAReadWithinTwoSecondsWhenItIsClosed(String manner) throws Exception {
        CountDownLatch sent = new CountDownLatch(1);
        ScriptedServer server = serve((request, out) -> {
            ScriptedServer.head(out, "HTTP/1.1 200 OK", "Content-Type: audio/mpeg");
            out.write(mp3, 0, 24_000);
            out.flush();
            sent.countDown();
            drip(out, manner.equals("dripping"));
        });
        LiveStream stream = opener().open(AudioSource.of("a", server.url("/live")));
        CompletableFuture<Throwable> reading = CompletableFuture.supplyAsync(() -> catchThrowable(() -> {
            byte[] buffer = new byte[6_400];
            int bytes = 0;
            while (bytes != -1) {
                bytes = stream.read(buffer);
            }
            throw new IOException("ended");
        }));
        assertThat(sent.await(20, TimeUnit.SECONDS)).isTrue();
        long from = System.nanoTime();
        stream.close();
        assertThat(reading.get(2, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void shouldEndWhenTheServerSaysNothingForLong() throws Exception {
        ScriptedServer server = serve((request, out) -> {
            ScriptedServer.head(out, "HTTP/1.1 200 OK", "Content-Type: audio/mpeg");
            out.write(mp3, 0, 24_000);
            out.flush();
            drip(out, false);
        });
        AddressOpener opener = new AddressOpener(
                DECODER, StreamPolicy.ofConsole(ENVIRONMENT), "test", Duration.ofSeconds(20), Duration.ofSeconds(1));
        open.add(opener);
        LiveStream stream = opener.open(AudioSource.of("a", server.url("/live")));
        open.add(stream);
        assertThatThrownBy(() -> read(stream, new byte[1_000_000], 0, 1_000_000))
                .isInstanceOf(IOException.class);
    }

    /** In the user's part, the query and a header, over every way to fail. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "401 Unauthorized",
                "404 Not Found",
                "503 x",
                "no audio",
                "page",
                "reset",
                "redirect",
                "list",
                "hls"
            })
    void shouldKeepSecretsOutOfEveryMessage(String manner) throws Exception {
        ScriptedServer server = serve((request, out) -> fail(request, out, manner));
        AudioSource source = source(
                "http://dj:${env:SOURCE_SECRET}@" + server.hostAndPort() + "/live?token=${env:SOURCE_SECRET}&k=plain7",
                Map.of("header.Authorization", "Bearer ${env:SOURCE_SECRET}"));
        Throwable failure = catchThrowable(() -> opener().open(source));
        assertThat(failure).isInstanceOf(IOException.class);
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            assertThat(cause.toString())
                    .doesNotContain(SECRET)
                    .doesNotContain("Zx9")
                    .doesNotContain("plain7")
                    .doesNotContain("\n");
        }
        assertThat(server.requests.get(0).target()).contains("token=Zx9-hunter2%2Fsecret");
    }

    private static void fail(ScriptedServer.Request request, OutputStream out, String manner) throws IOException {
        String echoed = request.target() + " " + request.headers().get("authorization");
        switch (manner) {
            case "no audio" -> ScriptedServer.body(out, "audio/mpeg", echoed.getBytes(UTF_8));
            case "page" -> ScriptedServer.body(out, "text/html", echoed.getBytes(UTF_8));
            case "reset" -> out.write('x');
            case "redirect" ->
                ScriptedServer.head(
                        out,
                        "HTTP/1.1 302 Found",
                        "Location: ftp://x/" + echoed,
                        "Content-Length: 0",
                        "Connection: close");
            case "list" ->
                ScriptedServer.body(
                        out, "audio/x-mpegurl", ("http://127.0.0.1:1" + request.target() + "\n").getBytes(UTF_8));
            case "hls" ->
                ScriptedServer.body(
                        out,
                        "x/y",
                        ("#EXTM3U\n#EXT-X-ENDLIST\n#EXTINF:1,\nhttp://127.0.0.1:1/" + echoed).getBytes(UTF_8));
            default -> ScriptedServer.status(out, manner + " " + echoed);
        }
    }

    private Script hanging(String manner, CountDownLatch asked) {
        return (request, out) -> {
            if (manner.equals("in the headers")) {
                out.write("HTTP/1.1 200 OK\r\nContent-Type: aud".getBytes(UTF_8));
            } else if (!manner.equals("silent")) {
                ScriptedServer.head(out, "HTTP/1.1 200 OK", "Content-Type: audio/mpeg");
            }
            out.flush();
            asked.countDown();
            drip(out, manner.equals("dripping"));
        };
    }

    /** One byte of nothing at a time, or not even that. */
    private void drip(OutputStream out, boolean dripping) throws IOException, InterruptedException {
        CountDownLatch closed = ((ScriptedServer) open.get(0)).closed;
        while (!closed.await(200, TimeUnit.MILLISECONDS)) {
            if (dripping) {
                out.write(0);
                out.flush();
            }
        }
    }

    private void assertRefused(String address, Retry retry, String words) {
        assertThatThrownBy(() -> opener().open(AudioSource.of("a", address)))
                .isInstanceOfSatisfying(StreamRefusedException.class, e -> {
                    assertThat(e.retry()).isEqualTo(retry);
                    assertThat(e.getMessage()).contains(words).doesNotContain("\n");
                });
    }

    private static int read(LiveStream stream, byte[] into, int from, int to) throws IOException {
        byte[] buffer = new byte[3_200];
        int at = from;
        while (at < to) {
            int got = stream.read(buffer);
            if (got == -1) {
                return at;
            }
            System.arraycopy(buffer, 0, into, at, Math.min(got, to - at));
            at += got;
        }
        return to;
    }

    private static AudioSource source(String address, Map<String, String> options) {
        return new AudioSource("a", address, Channel.MIX, 1, false, options, Map.of());
    }

    private ScriptedServer serve(Script script) throws IOException {
        ScriptedServer server = ScriptedServer.start(script);
        open.add(server);
        return server;
    }

    private AddressOpener opener() {
        return opener(StreamPolicy.ofConsole(ENVIRONMENT));
    }

    private AddressOpener opener(StreamPolicy policy) {
        AddressOpener opener = new AddressOpener(DECODER, policy, "test");
        open.add(opener);
        return opener;
    }
}
