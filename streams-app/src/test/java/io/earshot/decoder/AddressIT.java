package io.earshot.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.net.httpserver.HttpServer;
import io.earshot.decoder.AddressException.Fault;
import io.earshot.decoder.ffmpeg.LiveSender;
import io.earshot.decoder.ffmpeg.SoundEncoder;
import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Addresses that FFmpeg opens itself, with peers on loopback. */
@Timeout(120)
class AddressIT {
    private static final int RATE = 32_000;
    private static final String RTSP = "rtp,tcp";

    @TempDir
    private Path folder;

    private final SharedDecoder decoder = new SharedDecoder();

    @AfterEach
    void shouldLeaveNothingBehind() throws IOException {
        decoder.close();
        assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "401 Unauthorized, UNAUTHORIZED, 'the other side answers 401: it wants a user and a password, or others'",
        "403 Forbidden, FORBIDDEN, 'the other side answers 403: forbidden'",
        "404 Not Found, NOT_FOUND, 'the other side answers 404: it has no such stream'",
        "454 Session Not Found, CLIENT_ERROR, 'the other side refuses the request (4xx)'",
        "503 Service Unavailable, SERVER_ERROR, 'the other side has a fault of its own (5xx)'",
    })
    void shouldTellRefusalsApartWithoutCredentials(String answer, Fault fault, String reason) throws IOException {
        try (RtspServer server = RtspServer.refusing(answer)) {
            String address = server.address().replace("rtsp://", "rtsp://ann:secret@");
            assertThatThrownBy(() -> open(address, RTSP))
                    .isInstanceOf(AddressException.class)
                    .hasMessage("the yard: " + reason)
                    .extracting(e -> ((AddressException) e).fault())
                    .isEqualTo(fault);
        }
    }

    @Test
    void shouldTellAnAddressWhereNobodyListensFromAHostThatNobodyKnows() throws IOException {
        assertThatThrownBy(() -> open("rtsp://127.0.0.1:" + freePort() + "/x", RTSP))
                .hasMessage("the yard: connection refused: nobody listens there")
                .extracting(e -> ((AddressException) e).fault())
                .isEqualTo(Fault.CONNECTION_REFUSED);
        assertThatThrownBy(() -> open("rtmp://no-such-host.invalid/live/x", "rtmp,tcp"))
                .hasMessage("the yard: no host of that name is known")
                .extracting(e -> ((AddressException) e).fault())
                .isEqualTo(Fault.HOST_NOT_FOUND);
    }

    @Test
    void shouldUseNoProtocolThatIsNotAllowed() throws IOException {
        Path file = SoundEncoder.encode(folder.resolve("secret.mp3"), "libmp3lame", RATE, 1, LiveSender.tone(RATE, 1));
        for (String address : List.of("file:" + file, file.toString(), "concat:" + file, "data:,x")) {
            assertThatThrownBy(() -> open(address, RTSP)).isInstanceOf(AddressException.class);
        }
        try (RtspServer server = RtspServer.playing(0, 0)) {
            assertThatThrownBy(() -> open(server.address(), "http,tls")).isInstanceOf(AddressException.class);
            assertThat(server.requests()).isEmpty();
        }
    }

    /** It accepts and says nothing. Whoever waits must be free within a second, and so must the connection. */
    @ParameterizedTest
    @CsvSource({"rtsp, 'rtp,tcp'", "rtmp, 'rtmp,tcp'"})
    void shouldGiveUpASilentServerWhenItIsInterrupted(String scheme, String protocols) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            String address = scheme + "://127.0.0.1:" + server.getLocalPort() + "/live/x";
            CompletableFuture<Throwable> failed = new CompletableFuture<>();
            Thread waiting = new Thread(() -> {
                try {
                    open(address, protocols).close();
                } catch (IOException | RuntimeException e) {
                    failed.complete(e);
                }
            });
            waiting.start();
            try (Socket accepted = server.accept()) {
                accepted.setSoTimeout(5_000);
                InputStream in = accepted.getInputStream();
                assertThat(in.read()).as("it asks").isNotEqualTo(-1);
                long began = System.nanoTime();
                waiting.interrupt();
                assertThat(failed.get(1, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
                awaitEnd(in);
                assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(1));
            }
        }
    }

    @Test
    void shouldEndAReadThatWaitsWhenItIsClosed() throws Exception {
        int port = freeUdpPort();
        DecodedAudio pcm;
        try (LiveSender sender = LiveSender.start("udp://127.0.0.1:" + port, "mpegts", "mp2", RATE, 60)) {
            pcm = open("udp://127.0.0.1:" + port, "udp");
            assertThat(sender.isAlive()).isTrue();
        }
        CompletableFuture<Throwable> failed = new CompletableFuture<>();
        Thread reading = new Thread(() -> {
            try {
                pcm.read(new byte[60 * 2 * RATE]);
            } catch (IOException | RuntimeException e) {
                failed.complete(e);
            }
        });
        reading.start();
        Awaitility.await().until(() -> reading.getState() == Thread.State.RUNNABLE);
        pcm.close();
        assertThat(failed.get(1, TimeUnit.SECONDS)).hasMessageContaining("is closed");
        // Only when FFmpeg has let go of the port is it free.
        Awaitility.await().atMost(Duration.ofSeconds(1)).until(() -> isFree(port));
    }

    @Test
    void shouldHearACamerasSoundWithoutItsPicture() throws Exception {
        try (RtspServer server = RtspServer.playing(0, 0);
                DecodedAudio pcm = open(server.address(), RTSP)) {
            assertTone(pcm, 2);
            assertThat(pcm.description()).isEqualTo("pcm_alaw, 8000 Hz, mono");
            assertThat(pcm.heardChannel()).isEqualTo("mix");
            assertThat(server.requests().stream().filter(line -> line.startsWith("SETUP")))
                    .singleElement()
                    .asString()
                    .contains("/sound");
        }
    }

    @Test
    void shouldTellOfPacketsThatWereLost() throws Exception {
        try (RtspServer server = RtspServer.playing(50, 100);
                DecodedAudio pcm = open(server.address(), RTSP)) {
            byte[] buffer = new byte[3 * 2 * RATE];
            double heard = pcm.read(buffer) / 2. / RATE;
            assertThat(heard).isCloseTo(1, within(.1));
            assertThat(pcm.missingSamples() / (double) RATE).isCloseTo(1, within(.03));
            assertTone(pcm, 1);
        }
    }

    /** The first samples come about a second after the sender's first ones, and each is there when it has sounded. */
    @ParameterizedTest
    @CsvSource({
        "'udp://127.0.0.1:PORT', udp, mpegts, aac, 'udp://127.0.0.1:PORT', ''",
        "'rtp://127.0.0.1:PORT', 'rtp,udp', rtp_mpegts, mp2, 'rtp://127.0.0.1:PORT', ''",
        "'srt://127.0.0.1:PORT', srt, mpegts, aac, 'srt://127.0.0.1:PORT?mode=listener', ''",
        "'srt://127.0.0.1:PORT?mode=listener', srt, mpegts, aac, 'srt://127.0.0.1:PORT', ''",
        "'rtmp://127.0.0.1:PORT/live/x', 'rtmp,tcp', flv, aac, 'rtmp://127.0.0.1:PORT/live/x', 'listen=1'",
        "'rtsp://127.0.0.1:PORT/x', 'rtp,tcp', rtsp, aac, 'rtsp://127.0.0.1:PORT/x', 'rtsp_transport=tcp'",
    })
    void shouldHearWhatIsSent(
            String address, String protocols, String muxer, String codec, String target, String option)
            throws Exception {
        String port = Integer.toString(muxer.contains("rt") ? freePort() : freeUdpPort());
        boolean listens = address.contains("listener") || muxer.equals("rtsp");
        Map<String, String> options = muxer.equals("rtsp") ? Map.of("rtsp_flags", "listen") : Map.of();
        CompletableFuture<DecodedAudio> listening = CompletableFuture.supplyAsync(() -> null);
        if (listens) {
            listening =
                    CompletableFuture.supplyAsync(() -> openSoon(address.replace("PORT", port), protocols, options));
        }
        try (LiveSender sender = startSoon(target.replace("PORT", port), muxer, codec, option, listens);
                DecodedAudio pcm = listens
                        ? listening.get(60, TimeUnit.SECONDS)
                        : openSoon(address.replace("PORT", port), protocols, options)) {
            long began = System.nanoTime();
            assertTone(pcm, 4);
            double seconds = (System.nanoTime() - began) / 1e9;
            assertThat(seconds).as("4 s of it, of which one was there").isBetween(1.5, 6.);
            assertThat(pcm.description()).startsWith(codec.equals("aac") ? "aac, 32000 Hz" : codec);
            assertThat(sender.isAlive()).isTrue();
        }
    }

    /** A listener of RTSP has no second chance: it must listen before the sender connects. */
    private static LiveSender startSoon(String target, String muxer, String codec, String option, boolean listens)
            throws IOException {
        String[] options = option.isEmpty() ? new String[0] : new String[] {option};
        if (listens && muxer.equals("rtsp")) {
            int port = Integer.parseInt(target.replaceAll(".*:(\\d+)/.*", "$1"));
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> !isFreeTcp(port));
        }
        return LiveSender.start(target, muxer, codec, RATE, 60, options);
    }

    /** As soon as the other side listens. */
    private DecodedAudio openSoon(String address, String protocols, Map<String, String> options) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(50))
                .ignoreException(AddressException.class)
                .until(
                        () -> decoder.openAddress(address, protocols, options, "the yard", DecodeOptions.DEFAULT),
                        opened -> true);
    }

    @Test
    void shouldHearDash() throws Exception {
        SoundEncoder.encode(folder.resolve("list.mpd"), "aac", RATE, 1, LiveSender.tone(RATE, 12));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            Path file = folder.resolve(exchange.getRequestURI().getPath().substring(1));
            byte[] body = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
            exchange.sendResponseHeaders(body.length > 0 ? 200 : 404, body.length > 0 ? body.length : -1);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.createContext("/moved.mpd", exchange -> {
            exchange.getResponseHeaders().add("Location", "/list.mpd");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        server.start();
        try {
            String base = "http://127.0.0.1:" + server.getAddress().getPort();
            try (DecodedAudio pcm = open(base + "/list.mpd", "http,tcp")) {
                assertTone(pcm, 10);
            }
            assertThatThrownBy(() -> open(base + "/gone.mpd", "http,tcp"))
                    .extracting(e -> ((AddressException) e).fault())
                    .isEqualTo(Fault.NOT_FOUND);
            assertThatThrownBy(() -> open(base + "/moved.mpd", "http,tcp"))
                    .as("it may lead anywhere")
                    .isInstanceOf(AddressException.class);
        } finally {
            server.stop(0);
        }
    }

    private DecodedAudio open(String address, String protocols) throws IOException {
        return decoder.openAddress(address, protocols, Map.of(), "the yard", DecodeOptions.DEFAULT);
    }

    private static void assertTone(DecodedAudio pcm, int seconds) throws IOException {
        byte[] heard = new byte[2 * seconds * RATE];
        assertThat(pcm.read(heard)).isEqualTo(heard.length);
        int periods = 0;
        for (int i = 3; i < heard.length; i += 2) {
            periods += heard[i - 2] < 0 && heard[i] >= 0 ? 1 : 0;
        }
        assertThat(periods).isCloseTo(1_000 * seconds, within(100 * seconds));
    }

    private static void awaitEnd(InputStream in) {
        try {
            while (in.read() != -1) {
                // What it had asked before.
            }
        } catch (IOException e) {
            // A reset is an end too.
            return;
        }
    }

    private static boolean isFree(int port) {
        try (DatagramSocket socket = new DatagramSocket(port, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isFreeTcp(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static int freeUdpPort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
