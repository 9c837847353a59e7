package io.earshot.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StreamAddressTest {
    @ParameterizedTest
    @CsvSource({
        "https://radio.example/live.mp3, HTTPS, radio.example, -1, /live.mp3",
        "HTTP://radio.example:8000, HTTP, radio.example, 8000, ''",
        "rtsp://10.0.0.7:554/cam/1, RTSP, 10.0.0.7, 554, /cam/1",
        "rtmps://live.example/app/key, RTMPS, live.example, -1, /app/key",
        "srt://:9000?mode=listener, SRT, '', 9000, ''",
        "udp://@239.1.2.3:1234, UDP, 239.1.2.3, 1234, ''",
        "rtp://[ff02::1]:5004, RTP, ff02::1, 5004, ''",
        "/srv/audio/day one.wav, FILE, '', -1, /srv/audio/day one.wav",
        "file:///srv/audio/day%20one.wav, FILE, '', -1, /srv/audio/day one.wav",
        "'C:\\audio\\a.wav', FILE, '', -1, 'C:\\audio\\a.wav'",
        "10:30.wav, FILE, '', -1, 10:30.wav",
        "-, STDIN, '', -1, -",
        "mic:, MIC, '', -1, ''",
        "mic:USB Audio, MIC, '', -1, USB Audio",
    })
    void shouldReadEachKindOfAddress(String text, Protocol protocol, String host, int port, String path) {
        StreamAddress address = StreamAddress.parse(text);
        assertThat(address.protocol()).isEqualTo(protocol);
        assertThat(address.host()).isEqualTo(host);
        assertThat(address.port()).isEqualTo(port);
        assertThat(address.path()).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "gopher://example/1",
                "http:radio.example",
                "http://",
                "http://host:99999/",
                "http://a b/",
                "http://${env:SOURCE_HOST}/live",
                "http://host/${env:SOURCE_PATH}",
                "http://host/\nHost: other",
                "javascript://x"
            })
    void shouldRejectWhatCannotBeOpened(String text) {
        assertThatThrownBy(() -> StreamAddress.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://user:hunter2@host/live",
                "http://user:hunter2${env:SOURCE_X}@host/live",
                "srt://host:9000?passphrase=hunter2hunter2",
                "http://host/live?user=a&PASSWORD=hunter2",
                "rtsp://admin:p@ss@10.0.0.7/cam"
            })
    void shouldRejectAPasswordAsItIsAndSayHowToWriteIt(String text) {
        StreamAddress address = StreamAddress.parse(text);
        assertThatThrownBy(address::requireNoPassword)
                .hasMessageContaining("${env:NAME} or ${file:PATH}")
                .hasMessageNotContaining("hunter2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://user:${env:SOURCE_PASSWORD}@host/live",
                "http://${env:SOURCE_USER}:${file:/run/secrets/pass}@host/live",
                "http://user@host/live",
                "http://host/live?token=${env:SOURCE_TOKEN}&x=1",
                "srt://host:9000?mode=caller&passphrase=${file:/run/secrets/srt}"
            })
    void shouldKeepReferences(String text) {
        assertThatCode(StreamAddress.parse(text)::requireNoPassword).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "http://user:hunter2@host:8000/live?token=abc&b=c, http://***@host:8000/live?token=***&b=***",
        "http://u:${env:SOURCE_P}@host/, http://***${env:SOURCE_P}@host/",
        "http://host/a?token=${env:SOURCE_T}, http://host/a?token=${env:SOURCE_T}",
        "srt://host:9?mode=caller&latency=120&passphrase=secret, srt://host:9?mode=caller&latency=120&passphrase=***",
        "http://host/a?abc, http://host/a?***",
        "https://host/a#frag, https://host/a",
    })
    void shouldShowNoCredentials(String text, String shown) {
        assertThat(StreamAddress.parse(text).redacted()).isEqualTo(shown);
    }
}
