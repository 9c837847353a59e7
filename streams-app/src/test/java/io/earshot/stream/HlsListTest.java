package io.earshot.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HlsListTest {
    private static final HttpUrl BASE = HttpUrl.get("http://host/radio/list.m3u8");

    @Test
    void shouldReadWhatALiveListSays() {
        HlsList list = HlsListParser.parse("""
                #EXTM3U
                #EXT-X-VERSION:6
                #EXT-X-TARGETDURATION:6
                #EXT-X-MEDIA-SEQUENCE:41
                #EXT-X-SOMETHING-NEW:1
                #EXT-X-PROGRAM-DATE-TIME:2026-11-30T12:00:00.500Z
                #EXTINF:5.99,Artist - Song, live
                a.ts?x=1
                #EXTINF:6,
                #EXT-X-GAP
                b.dat
                #EXT-X-DISCONTINUITY
                #EXT-X-PROGRAM-DATE-TIME:2026-11-30T13:10:00+0100
                #EXT-X-DATERANGE:ID="1",START-DATE="2026-11-30T12:10:00Z",X-TITLE="News, at noon"
                #EXTINF:4.5,
                /c.aac
                """, BASE);
        assertThat(list.targetSeconds()).isEqualTo(6);
        assertThat(list.isEnded()).isFalse();
        assertThat(list.firstSequence()).isEqualTo(41);
        assertThat(list.lastSequence()).isEqualTo(43);
        HlsSegment first = list.segments().get(0);
        assertThat(first.part().url()).hasToString("http://host/radio/a.ts?x=1");
        assertThat(first.seconds()).isEqualTo(5.99);
        assertThat(first.title()).isEqualTo("Artist - Song, live");
        assertThat(first.dateMicros()).isEqualTo(micros("2026-11-30T12:00:00.500Z"));
        assertThat(list.segments().get(1).isGap()).isTrue();
        HlsSegment third = list.segments().get(2);
        assertThat(third.part().url()).hasToString("http://host/c.aac");
        assertThat(third.afterBreak()).isTrue();
        assertThat(third.isGap()).isFalse();
        assertThat(third.title()).isEqualTo("News, at noon");
        assertThat(third.dateMicros()).isEqualTo(micros("2026-11-30T12:10:00Z"));
    }

    @Test
    void shouldReadAttributesInTheTimeOfTheirLength() {
        String line = "#EXT-X-KEY:" + "A".repeat(HlsResources.MOST_LIST_BYTES);
        assertTimeout(Duration.ofSeconds(5), () -> HlsListParser.parse(line + "\n#EXTINF:1,\na\n", BASE));
    }

    @Test
    void shouldStartThreeSegmentsBackUnlessItIsARecording() {
        String segments = "#EXTINF:2,\na\n#EXTINF:2,\nb\n#EXTINF:2,\nc\n#EXTINF:2,\nd\n#EXTINF:2,\ne\n";
        assertThat(HlsListParser.parse(segments, BASE).firstSequence()).isEqualTo(2);
        HlsList vod = HlsListParser.parse(segments + "#EXT-X-ENDLIST\n", BASE);
        assertThat(vod.isRecording()).isTrue();
        assertThat(vod.firstSequence()).isZero();
        HlsList over = HlsListParser.parse("#EXT-X-MEDIA-SEQUENCE:7\n" + segments + "#EXT-X-ENDLIST\n", BASE);
        assertThat(over.isEnded()).isTrue();
        assertThat(over.isRecording()).isFalse();
    }

    @Test
    void shouldReadRangesAndWhatComesBeforeSegments() {
        HlsList list = HlsListParser.parse("""
                #EXT-X-MAP:URI="all.mp4",BYTERANGE="600@0"
                #EXTINF:2,
                #EXT-X-BYTERANGE:1000@600
                all.mp4
                #EXTINF:2,
                #EXT-X-BYTERANGE:900
                all.mp4
                """, BASE);
        HttpUrl url = BASE.resolve("all.mp4");
        assertThat(list.segments().get(0).map().part()).isEqualTo(new HlsSegment.Part(url, 0, 600));
        assertThat(list.segments().get(0).part()).isEqualTo(new HlsSegment.Part(url, 600, 1000));
        assertThat(list.segments().get(1).part()).isEqualTo(new HlsSegment.Part(url, 1600, 900));
    }

    @Test
    void shouldChooseAKeyThatCanBeReadAmongSeveral() {
        HlsList list = HlsListParser.parse("""
                #EXT-X-KEY:METHOD=SAMPLE-AES,URI="skd://x",KEYFORMAT="com.apple.streamingkeydelivery"
                #EXT-X-KEY:METHOD=AES-128,URI="key?id=1",IV=0x000102030405060708090A0B0C0D0E0F
                #EXTINF:2,
                a
                #EXT-X-KEY:METHOD=SAMPLE-AES,URI="skd://y",KEYFORMAT="com.apple.streamingkeydelivery"
                #EXTINF:2,
                b
                #EXT-X-KEY:METHOD=NONE
                #EXTINF:2,
                c
                """, BASE);
        HlsKey key = list.segments().get(0).key();
        assertThat(key.isReadable()).isTrue();
        assertThat(key.url()).hasToString("http://host/radio/key?id=1");
        assertThat(key.vector()).isEqualTo("000102030405060708090a0b0c0d0e0f");
        assertThat(list.segments().get(1).key().isReadable()).isFalse();
        assertThat(list.segments().get(1).key().method()).isEqualTo("SAMPLE-AES com.apple.streamingkeydelivery");
        assertThat(list.segments().get(2).key().isNone()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"not a date", "2026-13-45T00:00:00Z", "9999999999-01-01T00:00:00Z"})
    void shouldPassOverADateThatIsNone(String date) {
        HlsList list = HlsListParser.parse("#EXT-X-PROGRAM-DATE-TIME:" + date + "\n#EXTINF:x,\na\n", BASE);
        assertThat(list.segments().get(0).dateMicros()).isEmpty();
        assertThat(list.segments().get(0).seconds()).isZero();
    }

    @Test
    void shouldChooseAudioAloneElseTheLeastBandwidthThatHasSound() throws StreamRefusedException {
        String variants = """
                #EXTM3U
                #EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="aac",NAME="other",URI="fr.m3u8"
                #EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="aac",NAME="main",DEFAULT=YES,URI="en.m3u8"
                #EXT-X-STREAM-INF:BANDWIDTH=100000,CODECS="avc1.64"
                silent.m3u8
                #EXT-X-STREAM-INF:BANDWIDTH=900000,CODECS="avc1.64,mp4a.40.2"%s
                high.m3u8
                #EXT-X-STREAM-INF:BANDWIDTH=200000,CODECS="avc1.64,mp4a.40.2"%s
                low.m3u8
                """;
        assertThat(HlsMaster.choose(variants.formatted("", ""), BASE, 1).list())
                .hasToString("http://host/radio/low.m3u8");
        String grouped = variants.formatted(",AUDIO=\"aac\"", ",AUDIO=\"aac\"");
        assertThat(HlsMaster.choose(grouped, BASE, 1).list()).hasToString("http://host/radio/en.m3u8");
        assertThat(HlsMaster.choose(grouped, BASE, 2).list()).hasToString("http://host/radio/fr.m3u8");
        assertThatThrownBy(() -> HlsMaster.choose(grouped, BASE, 3))
                .hasMessage("the HLS stream has no audio track 3, only 2");
        assertThatThrownBy(() -> HlsMaster.choose("#EXT-X-STREAM-INF:CODECS=\"avc1.64\"\na\n", BASE, 1))
                .hasMessage("no variant of the HLS stream has sound");
    }

    private static OptionalLong micros(String instant) {
        return OptionalLong.of(Instant.parse(instant).toEpochMilli() * 1000);
    }
}
