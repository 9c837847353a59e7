package io.earshot.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinksTest {
    @Test
    void shouldLinkOnlyWhereSomebodySaidHowPeopleReachTheService() {
        assertThat(Links.of("").audio("ab12")).isEmpty();
        assertThat(Links.of("https://earshot.example/").audio("ab12"))
                .contains("https://earshot.example/api/events/ab12/audio.wav");
        assertThat(Links.of("http://10.0.0.1:8080/ear").audio("a/b c"))
                .contains("http://10.0.0.1:8080/ear/api/events/a%2Fb%20c/audio.wav");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"earshot.example", "ftp://x", "https://", "https://x/?a=1", "https://x/#a", "not an address"})
    void shouldRefuseWhatIsNoAddress(String url) {
        assertThatThrownBy(() -> Links.of(url)).isInstanceOf(IllegalArgumentException.class);
    }
}
