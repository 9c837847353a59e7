package io.earshot.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.fuzz.Fuzz;
import java.util.List;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;

/** Whatever a station sends as a list ends soon. */
class PlaylistsFuzzTest {
    private static final HttpUrl BASE = HttpUrl.get("http://host/radio/list.m3u8");
    private static final List<String> LISTS = List.of(
            "#EXTM3U\r\n#EXTINF:-1,Radio\r\nhttp://a/1\r\n\r\nlive/2\r\n",
            "[playlist]\nNumberOfEntries=2\nFile1=http://a/1?x=y\nTitle1=File9=no\nfile2 = http://a/2\n",
            "[Reference]\nRef1=http://a/1\n",
            "<ASX version='3.0'><Entry><Ref HREF=\"http://a/1?x=1&amp;y=2\" /></Entry></ASX>",
            "<?xml version='1.0'?><playlist><track><location> http://a/1 </location></track></playlist>");

    @Test
    void shouldReadPlayListsInTime() {
        Fuzz.ofTexts("play lists", LISTS).feed(input -> {
            List<String> entries = PlayList.entries(new String(input, UTF_8));
            assertThat(entries).hasSizeLessThanOrEqualTo(PlayList.MOST_ENTRIES);
            entries.forEach(entry -> assertThat(entry).isNotEmpty());
        });
    }

    @Test
    void shouldReadHlsListsInTime() {
        String list = """
                #EXTM3U
                #EXT-X-TARGETDURATION:6
                #EXT-X-MEDIA-SEQUENCE:41
                #EXT-X-KEY:METHOD=AES-128,URI="key",IV=0x00000000000000000000000000000001
                #EXT-X-MAP:URI="init.mp4",BYTERANGE="600@0"
                #EXT-X-PROGRAM-DATE-TIME:2026-11-30T12:00:00.500Z
                #EXTINF:5.99,Artist - Song, live
                #EXT-X-BYTERANGE:1000@20
                a.ts?x=1
                #EXTINF:6,
                #EXT-X-GAP
                b.dat
                #EXT-X-DISCONTINUITY
                #EXT-X-DATERANGE:ID="1",START-DATE="2026-11-30T12:10:00Z",X-TITLE="News, at noon"
                #EXTINF:4.5,
                /c.aac
                """;
        Fuzz.ofTexts("HLS lists", List.of(list, list + "#EXT-X-ENDLIST\n")).feed(input -> {
            HlsList read = HlsListParser.parse(new String(input, UTF_8), BASE);
            assertThat(read.targetSeconds()).isBetween(0.0, 3_600.0);
            read.segments().forEach(segment -> assertThat(segment.seconds()).isBetween(0.0, 3_600.0));
        });
    }

    @Test
    void shouldChooseFromHlsMasterListsInTime() {
        String master = """
                #EXTM3U
                #EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",NAME="English",DEFAULT=YES,LANGUAGE="en",URI="en.m3u8"
                #EXT-X-STREAM-INF:BANDWIDTH=96000,CODECS="mp4a.40.2",AUDIO="a"
                low.m3u8
                #EXT-X-STREAM-INF:BANDWIDTH=1280000,RESOLUTION=720x480,CODECS="avc1.4d401e,mp4a.40.2"
                high.m3u8
                """;
        Fuzz.ofTexts("HLS master lists", List.of(master), StreamRefusedException.class)
                .feed(input -> {
                    String text = new String(input, UTF_8);
                    if (HlsMaster.isOne(text)) {
                        HlsMaster.choose(text, BASE, 1);
                    }
                });
    }
}
