package io.earshot.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.data.Offset.offset;
import static org.awaitility.Awaitility.await;

import io.earshot.decoder.SharedDecoder;
import io.earshot.decoder.ffmpeg.SoundEncoder;
import io.earshot.source.AudioSource;
import io.earshot.source.StreamPolicy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With the decoder that comes with the program, and lists and segments served on loopback. */
@Timeout(60)
class HlsStreamIT {
    private static final SharedDecoder DECODER = new SharedDecoder();
    private static final String END = "#EXT-X-ENDLIST\n";
    private static final int HZ = 32_000;

    @TempDir
    private Path folder;

    private final List<AutoCloseable> open = new ArrayList<>();

    /** What a listener learns: audio, and at which of its samples something was missing or a time was stated. */
    private record Heard(byte[] pcm, Map<Integer, Long> missing, Map<Integer, Instant> stated, List<String> titles) {
        List<Integer> seconds() {
            List<Integer> seconds = new ArrayList<>();
            for (int second : ToneCode.tenths(pcm, HZ)) {
                if (second >= 0 && (seconds.isEmpty() || seconds.get(seconds.size() - 1) != second)) {
                    seconds.add(second);
                }
            }
            return seconds;
        }

        double length() {
            return pcm.length / 2.0 / HZ;
        }
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
    void shouldStartThreeSegmentsBackAndHearEachSecondOnce() throws Exception {
        HlsStation station = station(
                list(0, HlsStation.seconds(0, 5)),
                list(1, HlsStation.seconds(1, 6)),
                list(1, HlsStation.seconds(1, 6)),
                list(3, HlsStation.seconds(3, 8) + END));
        Heard heard = listen(stream(station));
        assertThat(heard.seconds()).containsExactly(2, 3, 4, 5, 6, 7);
        assertThat(heard.length()).isCloseTo(6, offset(0.01));
        assertThat(heard.missing()).isEmpty();
        assertThat(heard.stated()).isEmpty();
    }

    /** FFmpeg reads neither tag: ten minutes would become nothing. */
    @Test
    void shouldStateTheTimeBehindAStepOfTenMinutes() throws Exception {
        String first = date("12:00:02Z") + HlsStation.seconds(2, 4);
        HlsStation station = station(
                list(2, first),
                list(2, first + "#EXT-X-DISCONTINUITY\n" + date("12:10:04Z") + HlsStation.seconds(4, 7) + END));
        Heard heard = listen(stream(station));
        assertThat(heard.seconds()).containsExactly(2, 3, 4, 5, 6);
        assertThat(heard.missing()).isEmpty();
        assertThat(heard.stated()).hasSize(2);
        List<Map.Entry<Integer, Instant>> stated = List.copyOf(heard.stated().entrySet());
        assertThat(stated.get(0)).isEqualTo(Map.entry(0, instant("12:00:02Z")));
        assertThat(stated.get(1).getKey()).isCloseTo(2 * HZ, offset(HZ / 100));
        assertThat(stated.get(1).getValue()).isEqualTo(instant("12:10:04Z"));
    }

    @Test
    void shouldStateTheTimeBehindAStepThatNoTagAnnounces() throws Exception {
        HlsStation station = station(list(
                0,
                date("12:00:00Z")
                        + HlsStation.second(0)
                        + date("12:00:01.3Z")
                        + HlsStation.second(1)
                        + date("12:00:30Z")
                        + HlsStation.second(2)
                        + END));
        Heard heard = listen(stream(station));
        assertThat(heard.stated().values()).containsExactly(instant("12:00:00Z"), instant("12:00:30Z"));
    }

    @Test
    void shouldReportASegmentThatIsNotThereAsAHoleOfItsLength() throws Exception {
        HlsStation station = station(
                list(0, date("12:00:00Z") + HlsStation.seconds(0, 3)),
                list(0, date("12:00:00Z") + HlsStation.seconds(0, 6) + END));
        station.absent.add(3);
        Heard heard = listen(stream(station));
        assertThat(heard.seconds()).containsExactly(0, 1, 2, 4, 5);
        assertThat(heard.missing().values()).containsExactly((long) HZ);
        assertThat(heard.missing().keySet()).allSatisfy(at -> assertThat(at).isCloseTo(3 * HZ, offset(HZ / 100)));
        assertThat(heard.stated().values()).containsExactly(instant("12:00:00Z"), instant("12:00:04Z"));
        assertThat(station.asked().stream().filter("/second-3.dat"::equals)).hasSize(3);
    }

    @Test
    void shouldTakeAGapAsTheListDeclaresIt() throws Exception {
        HlsStation station = station(
                list(0, HlsStation.second(0) + HlsStation.second(1) + HlsStation.second(2)),
                list(
                        0,
                        HlsStation.seconds(0, 3) + "#EXT-X-GAP\n" + HlsStation.second(3) + "#EXT-X-GAP\n"
                                + HlsStation.second(4) + HlsStation.second(5) + END));
        Heard heard = listen(stream(station));
        assertThat(heard.seconds()).containsExactly(0, 1, 2, 5);
        assertThat(heard.missing().values()).containsExactly(2L * HZ);
        assertThat(station.asked()).doesNotContain("/second-3.dat", "/second-4.dat");
    }

    @Test
    void shouldReportSegmentsThatWentByAsAHole() throws Exception {
        HlsStation station = station(list(0, HlsStation.seconds(0, 3)), list(7, HlsStation.seconds(7, 10) + END));
        Heard heard = listen(stream(station));
        assertThat(heard.seconds()).containsExactly(0, 1, 2, 7, 8, 9);
        assertThat(heard.missing().values()).containsExactly(4L * HZ);
    }

    @Test
    void shouldGoOnWhenTheNumbersBeginAnewAndPassOverAListThatWas() throws Exception {
        HlsStation station = station(
                list(100, HlsStation.seconds(0, 4)),
                list(98, "#EXTINF:1,\nx\n#EXTINF:1,\ny\n" + HlsStation.seconds(0, 2)),
                list(0, HlsStation.seconds(10, 12)),
                list(0, HlsStation.seconds(10, 14) + END));
        Heard heard = listen(stream(station));
        assertThat(heard.seconds()).containsExactly(1, 2, 3, 10, 11, 12, 13);
        assertThat(heard.missing()).isEmpty();
    }

    @Test
    void shouldDecryptWithKeysThatChange() throws Exception {
        String key = "#EXT-X-KEY:METHOD=AES-128,URI=\"key-%d\"\n";
        String coded = "#EXTINF:1,\ncoded-%d-%d-%d\n";
        HlsStation station = station(HlsStation.HEAD + "#EXT-X-MEDIA-SEQUENCE:50\n" + HlsStation.MAP
                + key.formatted(1) + coded.formatted(0, 1, 50) + coded.formatted(1, 1, 51)
                + key.formatted(2) + coded.formatted(2, 2, 52)
                + key.formatted(1) + coded.formatted(3, 1, 53)
                + "#EXT-X-KEY:METHOD=NONE\n" + HlsStation.second(4) + "#EXT-X-PLAYLIST-TYPE:VOD\n" + END);
        LiveStream stream = stream(station);
        assertThat(stream.isFinite()).isTrue();
        assertThat(listen(stream).seconds()).containsExactly(0, 1, 2, 3, 4);
        assertThat(station.asked().stream().filter(path -> path.startsWith("/key")))
                .hasSize(2);
    }

    @Test
    void shouldRefuseWhatIsProtectedAndWhatHasEnded() throws Exception {
        HlsStation protectedOne = station(list(
                0,
                "#EXT-X-KEY:METHOD=SAMPLE-AES,URI=\"skd://x\",KEYFORMAT=\"com.apple.streamingkeydelivery\"\n"
                        + HlsStation.second(0)));
        assertThatThrownBy(() -> stream(protectedOne))
                .isInstanceOf(StreamRefusedException.class)
                .hasMessageContaining("protected (SAMPLE-AES com.apple.streamingkeydelivery)");
        HlsStation over = station(list(7, HlsStation.second(0) + END));
        assertThatThrownBy(() -> stream(over)).hasMessageContaining("has ended");
    }

    @Test
    void shouldReadPartsOfAFile() throws Exception {
        int bytes = 2 * ToneCode.RATE;
        HlsStation station = station(list(
                0,
                "#EXTINF:1,\n#EXT-X-BYTERANGE:" + bytes + "@" + 3 * bytes + "\nall.dat\n#EXTINF:1,\n#EXT-X-BYTERANGE:"
                        + bytes + "\nall.dat\n" + END));
        assertThat(listen(stream(station)).seconds()).containsExactly(3, 4);
    }

    @Test
    void shouldHearTheAudioOfAMasterListAndItsTitles() throws Exception {
        HlsStation station =
                station("""
                #EXTM3U
                #EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",DEFAULT=YES,URI="list-audio.m3u8"
                #EXT-X-STREAM-INF:BANDWIDTH=1,AUDIO="a"
                video.m3u8
                """, list(0, "#EXTINF:1,One - \"A; b\"\nsecond-0.dat\n#EXTINF:1,Two\nsecond-1.dat\n" + END));
        Heard heard = listen(stream(station));
        assertThat(heard.seconds()).containsExactly(0, 1);
        assertThat(heard.titles()).endsWith("Two").isSubsetOf("One - \"A; b\"", "Two");
    }

    /** A stale list is polled on; nothing but time tells, and closing ends the wait at once. */
    @Test
    void shouldWaitForAStaleListAndEndWhenItIsClosed() throws Exception {
        HlsStation station = station(list(0, HlsStation.seconds(0, 4)));
        LiveStream stream = stream(station);
        assertThat(stream.patience()).isGreaterThan(Duration.ofMillis(1_200));
        CompletableFuture<Throwable> reading =
                CompletableFuture.supplyAsync(() -> catchThrowable(() -> listen(stream)));
        await().atMost(Duration.ofSeconds(20)).until(() -> station.listsAsked.get() > 4);
        assertThat(reading).isNotDone();
        stream.close();
        assertThat(reading.get(2, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
    }

    @Test
    void shouldCheckTheAddressOfEachSegment() throws Exception {
        HlsStation station = station(list(0, "#EXTINF:1,\nhttp://127.0.0.2:9/inner\n"));
        AddressOpener opener =
                new AddressOpener(DECODER, StreamPolicy.ofService("http", "127.0.0.1/32", "", "", Map.of()), "test");
        open.add(opener);
        assertThatThrownBy(() -> opener.open(AudioSource.of("a", station.url())))
                .isInstanceOf(StreamRefusedException.class)
                .hasMessageContaining("connections to 127.0.0.2 are not allowed");
    }

    /** As FFmpeg writes and cuts it: MPEG-TS with AAC, two seconds each. */
    @Test
    void shouldHearAListThatFfmpegWrote() throws Exception {
        SoundEncoder.encode(folder.resolve("list.m3u8"), "aac", ToneCode.RATE, 1, ToneCode.pcm(8));
        ScriptedServer server = ScriptedServer.start((request, out) -> ScriptedServer.body(
                out,
                "application/octet-stream",
                Files.readAllBytes(folder.resolve(request.target().substring(1)))));
        open.add(server);
        Heard heard = listen(opened(server.url("/list.m3u8")));
        assertThat(heard.seconds()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
        assertThat(heard.missing()).isEmpty();
        assertThat(heard.length()).isCloseTo(8, offset(0.1));
        assertThat(server.requests).hasSizeGreaterThan(3);
    }

    private static String list(int sequence, String segments) {
        return HlsStation.HEAD + "#EXT-X-MEDIA-SEQUENCE:" + sequence + "\n" + HlsStation.MAP + segments;
    }

    private static String date(String time) {
        return "#EXT-X-PROGRAM-DATE-TIME:2026-11-30T" + time + "\n";
    }

    private static Instant instant(String time) {
        return Instant.parse("2026-11-30T" + time);
    }

    private HlsStation station(String... lists) throws IOException {
        HlsStation station = new HlsStation(lists);
        open.add(station);
        return station;
    }

    private LiveStream stream(HlsStation station) throws Exception {
        return opened(station.url());
    }

    private LiveStream opened(String url) throws Exception {
        AddressOpener opener = new AddressOpener(DECODER, StreamPolicy.ofConsole(Map.of()), "test");
        open.add(opener);
        LiveStream stream = opener.open(AudioSource.of("a", url));
        open.add(stream);
        return stream;
    }

    private static Heard listen(LiveStream stream) throws IOException {
        ByteArrayOutputStream pcm = new ByteArrayOutputStream();
        Map<Integer, Long> missing = new TreeMap<>();
        Map<Integer, Instant> stated = new TreeMap<>();
        List<String> titles = new ArrayList<>();
        byte[] buffer = new byte[2 * HZ / 10];
        for (int got = 0; got != -1; got = stream.read(buffer)) {
            pcm.write(buffer, 0, got);
            int at = pcm.size() / 2;
            titles.add(stream.title());
            if (stream.missingSamples() > 0) {
                missing.put(at, stream.missingSamples());
            }
            stream.statedMicros().ifPresent(micros -> stated.put(at, Instant.ofEpochMilli(micros / 1000)));
        }
        return new Heard(pcm.toByteArray(), missing, stated, titles);
    }
}
