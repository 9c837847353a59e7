package io.earshot.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

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
}
