package io.earshot.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.earshot.decoder.SharedDecoder;
import io.earshot.decoder.ffmpeg.SoundEncoder;
import io.earshot.source.AudioSource;
import io.earshot.source.StreamPolicy;
import io.earshot.stream.StreamRefusedException.Retry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With Debian's Icecast, where {@code ops/peers} has fetched it. */
@Timeout(120)
class IcecastIT {
    private static final SharedDecoder DECODER = new SharedDecoder();
    private static final int SECONDS = 40;
    private static final String MOUNT = "/live.mp3";

    @TempDir
    private static Path sounds;

    private static byte[] mp3;

    @TempDir
    private Path folder;

    private final List<AutoCloseable> open = new ArrayList<>();
    private IcecastServer icecast;
    private AddressOpener opener;

    @BeforeEach
    void start() throws IOException {
        icecast = IcecastServer.start(folder);
        open.add(icecast);
        opener = new AddressOpener(DECODER, StreamPolicy.ofConsole(Map.of("SOURCE_PASSWORD", "secret7")), "test");
        open.add(opener);
        if (mp3 == null) {
            mp3 = Files.readAllBytes(SoundEncoder.encode(
                    sounds.resolve("tones.mp3"), "libmp3lame", ToneCode.RATE, 1, ToneCode.pcm(SECONDS)));
        }
    }

    @AfterAll
    static void closeDecoder() throws IOException {
        DECODER.close();
    }

    @AfterEach
    void closeAll() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    /** The burst: what comes first is old, and comes faster than it plays. */
    @Test
    void shouldHearTheBurstAndThenWhatIsPlayed() throws Exception {
        IcecastSource station = station(MOUNT);
        await().atMost(Duration.ofSeconds(30)).until(() -> station.seconds() > 10);
        long from = System.nanoTime();
        LiveStream stream = opened(icecast.url(MOUNT));
        double before = station.seconds();
        int hz = stream.format().sampleRateHz();
        byte[] heard = new byte[2 * 12 * hz];
        int burst = read(stream, heard, 0, 2 * 2 * hz);
        double seconds = (System.nanoTime() - from) / 1e9;
        assertThat(seconds).as("two seconds of burst come at once").isLessThan(burst / 2.0 / hz);
        read(stream, heard, burst, heard.length);
        List<Integer> tones = ToneCode.tenths(heard, hz).stream().distinct().toList();
        assertThat(tones.get(0)).as("old").isLessThan((int) before);
        for (int i = 1; i < tones.size(); i++) {
            assertThat(tones.get(i)).isEqualTo(tones.get(i - 1) + 1);
        }
    }

    @Test
    void shouldTellTitlesAsTheyChange() throws Exception {
        IcecastSource station = station(MOUNT);
        station.title("Guns N' Roses; \"Don't\" Cry — ключ");
        LiveStream stream = opened(icecast.url(MOUNT));
        readUntil(stream, "Guns N' Roses; \"Don't\" Cry — ключ");
        station.title("Second");
        readUntil(stream, "Second");
    }

    @Test
    void shouldGiveTheReasonWhenItIsRefused() throws Exception {
        assertRefused(icecast.url("/none.mp3"), "404 Not Found");
        station(IcecastServer.PRIVATE_MOUNT);
        assertRefused(icecast.url(IcecastServer.PRIVATE_MOUNT), "401 Unauthorized");
        String withUser =
                "http://user:${env:SOURCE_PASSWORD}@127.0.0.1:" + icecast.port() + IcecastServer.PRIVATE_MOUNT;
        assertThat(opened(withUser).description()).contains("mp3");
        station(IcecastServer.NARROW_MOUNT);
        opened(icecast.url(IcecastServer.NARROW_MOUNT));
        assertRefused(icecast.url(IcecastServer.NARROW_MOUNT), "403 Forbidden");
    }

    @Test
    void shouldEndWhenTheServerIsKilledAndOpenAgainWhenItIsBack() throws Exception {
        station(MOUNT);
        LiveStream stream = opened(icecast.url(MOUNT));
        CompletableFuture<Throwable> reading = CompletableFuture.supplyAsync(() -> catchThrowable(() -> {
            byte[] buffer = new byte[6_400];
            int bytes = 0;
            while (bytes != -1) {
                bytes = stream.read(buffer);
            }
        }));
        icecast.kill();
        reading.get(5, TimeUnit.SECONDS);
        assertThatThrownBy(() -> opener.open(AudioSource.of("a", icecast.url(MOUNT))))
                .isInstanceOfSatisfying(
                        StreamRefusedException.class, e -> assertThat(e.retry()).isEqualTo(Retry.SOON))
                .hasMessageContaining("cannot be reached");
        icecast.start();
        assertRefused(icecast.url(MOUNT), "404 Not Found");
        station(MOUNT);
        assertThat(opened(icecast.url(MOUNT)).read(new byte[6_400])).isEqualTo(6_400);
    }

    private void assertRefused(String address, String words) {
        assertThatThrownBy(() -> opener.open(AudioSource.of("a", address)))
                .isInstanceOfSatisfying(
                        StreamRefusedException.class, e -> assertThat(e.retry()).isEqualTo(Retry.SLOWLY))
                .hasMessageContaining(words);
    }

    private IcecastSource station(String mount) throws IOException {
        IcecastSource source = IcecastSource.start(icecast, mount, "audio/mpeg", mp3, SECONDS);
        open.add(source);
        await().atMost(Duration.ofSeconds(20)).until(() -> source.seconds() > 2);
        return source;
    }

    private LiveStream opened(String address) throws Exception {
        LiveStream stream = opener.open(AudioSource.of("a", address));
        open.add(stream);
        return stream;
    }

    private static void readUntil(LiveStream stream, String title) throws IOException {
        byte[] second = new byte[2 * stream.format().sampleRateHz()];
        for (int i = 0; i < 20 && !stream.title().equals(title); i++) {
            assertThat(stream.read(second)).isPositive();
        }
        assertThat(stream.title()).isEqualTo(title);
    }

    private static int read(LiveStream stream, byte[] into, int from, int to) throws IOException {
        byte[] buffer = new byte[3_200];
        int at = from;
        while (at < to) {
            int got = stream.read(buffer);
            assertThat(got).isPositive();
            System.arraycopy(buffer, 0, into, at, Math.min(got, to - at));
            at += got;
        }
        return to;
    }
}
