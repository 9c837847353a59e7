package io.earshot.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlayListTest {
    @Test
    void shouldReadM3uWithAndWithoutItsHeader() {
        assertThat(PlayList.entries("#EXTM3U\r\n#EXTINF:-1,Radio\r\nhttp://a/1\r\n\r\nlive/2\r\n"))
                .containsExactly("http://a/1", "live/2");
        assertThat(PlayList.entries("http://a/1\n")).containsExactly("http://a/1");
    }

    @Test
    void shouldReadPls() {
        assertThat(PlayList.entries("""
                [playlist]
                NumberOfEntries=2
                File1=http://a/1?x=y
                Title1=File9=no
                Length1=-1
                file2 = http://a/2
                """)).containsExactly("http://a/1?x=y", "http://a/2");
    }

    @Test
    void shouldReadAsxAndXspf() {
        assertThat(PlayList.entries("<ASX version='3.0'><Entry><Ref HREF=\"http://a/1?x=1&amp;y=2\" /></Entry></ASX>"))
                .containsExactly("http://a/1?x=1&y=2");
        assertThat(PlayList.entries("<?xml version='1.0'?><playlist><trackList><track><location>http://a/1</location>"
                        + "</track></trackList></playlist>"))
                .containsExactly("http://a/1");
    }

    @Test
    void shouldReadNoMoreThanTheFirstEntries() {
        assertThat(PlayList.entries("http://a/1\n".repeat(1_000))).hasSize(PlayList.MOST_ENTRIES);
    }

    /** What grows with the square of its length, or its cube, would take minutes. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "[playlist]\nFile1=a@ ",
                "[playlist]@\n",
                "<asx@<ref ",
                "<asx><ref href@=",
                "<location>@ ",
                "<a>@<location> "
            })
    void shouldReadEachListInTheTimeOfItsLength(String list) {
        String[] parts = list.split("@", -1);
        String text = parts[0] + parts[1].repeat(PlayList.MOST_BYTES / parts[1].length());
        assertTimeout(Duration.ofSeconds(5), () -> PlayList.entries(text));
    }

    @ParameterizedTest
    @CsvSource({
        "'#EXTM3U\n#EXT-X-VERSION:3\n', audio/mpegurl, /x, HLS",
        "'#EXTM3U\nhttp://a/', application/octet-stream, /x, PLAY_LIST",
        "'[playlist]', '', /x, PLAY_LIST",
        "'http://a/1', audio/x-mpegurl, /x, PLAY_LIST",
        "'http://a/1', text/plain, /x.m3u, PLAY_LIST",
        "'<!DOCTYPE html>', audio/mpeg, /x, WEB_PAGE",
        "'hello', text/html, /x, WEB_PAGE",
        "'<?xml version=1?><MPD>', application/xml, /x, DASH",
        "'ID3xxxx', audio/mpeg, /x.m3u, AUDIO",
        "'fLaC', text/plain, /x, AUDIO",
    })
    void shouldTellByBytesThenTypeThenEnding(String start, String type, String path, Content content) {
        byte[] bytes = start.getBytes(StandardCharsets.UTF_8);
        if (content == Content.AUDIO) {
            bytes[bytes.length - 1] = 1;
        }
        assertThat(Content.of(bytes, type, path)).isEqualTo(content);
    }
}
