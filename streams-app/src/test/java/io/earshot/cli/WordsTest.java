package io.earshot.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WordsTest {
    @ParameterizedTest
    @CsvSource({"90,90000", "60s,60000", "5m,300000", "2h,7200000", "500ms,500", " 1M ,60000"})
    void shouldReadDurationsAsPeopleWriteThem(String text, long millis) {
        assertThat(Times.length(text)).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "0s", "soon", "-5s", "5 s s", "99999999999s"})
    void shouldRefuseWhatIsNoDuration(String text) {
        assertThatThrownBy(() -> Times.length(text)).isInstanceOf(WrongUseException.class);
    }

    @ParameterizedTest
    @CsvSource({"A dog barking!,a-dog-barking", "rain,rain", "Ein Käfer,ein-ka-fer", "!!,!!"})
    void shouldMakeIdsOfTexts(String text, String id) {
        assertThat(Ids.ofText(text)).isEqualTo(id);
    }

    @Test
    void shouldKeepLongTextsApartThatBeginAlike() {
        String same = "a very long text that goes on and on and on and on and on and on and on ";

        assertThat(Ids.ofText(same + "one"))
                .isNotEqualTo(Ids.ofText(same + "two"))
                .hasSizeLessThan(80);
    }

    @Test
    void shouldKeepEveryTextThatDiffers() {
        assertThat(Ids.ofTexts(java.util.List.of("a dog", "A Dog!", "a dog", "rain")))
                .containsExactly(
                        java.util.Map.entry("a-dog", "a dog"),
                        java.util.Map.entry("a-dog-2", "A Dog!"),
                        java.util.Map.entry("rain", "rain"));
    }

    @Test
    void shouldRefuseThresholdsAndTimesThatCannotBe() {
        assertThatThrownBy(() -> new Probability().convert("1.5")).hasMessageContaining("threshold 1.5 must be");
        assertThatThrownBy(() -> Times.startMicros(java.time.Instant.MAX)).hasMessageContaining("--start");
        assertThatThrownBy(() -> Times.startMicros(java.time.Instant.EPOCH.minusSeconds(1)))
                .isInstanceOf(WrongUseException.class);
    }

    @Test
    void shouldNameSourcesAfterTheirFiles() {
        assertThat(Ids.ofFile(Path.of("some/where/dog.bark.wav"))).isEqualTo("dog.bark");
        assertThat(Ids.ofFile(Path.of(".hidden"))).isEqualTo(".hidden");
    }
}
