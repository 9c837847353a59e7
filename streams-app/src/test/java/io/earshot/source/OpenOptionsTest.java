package io.earshot.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenOptionsTest {
    @Test
    void shouldReadItsOwnAndLeaveOthers() {
        OpenOptions options =
                OpenOptions.of(Map.of("header.X-Station", "a b", "rtsp.transport", "UDP", "quiet.seconds", "10"));
        assertThat(options.headers()).containsExactly(Map.entry("X-Station", "a b"));
        assertThat(options.overUdp()).isTrue();
        assertThat(OpenOptions.isOne("header.X")).isTrue();
        assertThat(OpenOptions.isOne("quiet.seconds")).isFalse();
    }

    @Test
    void shouldRejectWhatWouldChangeTheRequest() {
        for (String key : new String[] {"header.Host", "header.range", "header.a b", "header."}) {
            assertThatThrownBy(() -> OpenOptions.of(Map.of(key, "x"))).hasMessageContaining(key);
        }
        assertThatThrownBy(() -> OpenOptions.of(Map.of("header.X", "a\r\nHost: b")))
                .hasMessage("option header.X holds characters that a header cannot");
        assertThatThrownBy(() -> OpenOptions.of(Map.of("rtsp.transport", "smoke")))
                .hasMessage("option rtsp.transport is neither tcp nor udp");
    }

    @Test
    void shouldKeepSecretsOutOfHeaders() {
        OpenOptions literal = OpenOptions.of(Map.of("header.Authorization", "Bearer abcdef"));
        assertThatThrownBy(literal::requireNoPassword)
                .hasMessageContaining("header.Authorization")
                .hasMessageNotContaining("abcdef");
        OpenOptions reference = OpenOptions.of(Map.of("header.Authorization", "Bearer ${env:SOURCE_TOKEN}"));
        assertThatCode(reference::requireNoPassword).doesNotThrowAnyException();
    }

    @Test
    void shouldSayWhetherASourceCanBeKept() {
        assertThatCode(AudioSource.of("a", "http://host/live")::requireKeepable).doesNotThrowAnyException();
        assertThatThrownBy(AudioSource.of("a", "http://u:p@host/live")::requireKeepable)
                .hasMessageContaining("password");
    }

    @ParameterizedTest
    @ValueSource(strings = {"quiet", "", "-50 dB", "-121", "5", "NaN", "-Infinity", "1e3", "-0x10", "-50,5", "--50"})
    void shouldRejectALimitThatIsNoLevel(String written) {
        assertThatThrownBy(() -> OpenOptions.of(Map.of("quiet.dbfs", written)))
                .hasMessage("option quiet.dbfs is no level from -120 to 0 dBFS, such as -50");
        assertThatThrownBy(() -> SourceForm.checked(new AudioSource(
                        "a", "http://host/live", Channel.MIX, 1, false, Map.of("quiet.dbfs", written), Map.of())))
                .hasMessageContaining("quiet.dbfs");
    }

    @Test
    void shouldReadTheLimitBelowWhichASourceIsQuiet() {
        assertThat(OpenOptions.quietDbfs(Map.of("quiet.dbfs", "-52.5"))).hasValue(-52.5);
        assertThat(OpenOptions.quietDbfs(Map.of("quiet.dbfs", "0"))).hasValue(0);
        assertThat(OpenOptions.quietDbfs(Map.of("quiet.dbfs", "-120"))).hasValue(-120);
        assertThat(OpenOptions.quietDbfs(Map.of())).isEmpty();
    }
}
