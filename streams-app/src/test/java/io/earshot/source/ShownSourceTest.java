package io.earshot.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShownSourceTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://radio.example/live?id=5",
                "https://me:${env:RADIO}@radio.example/live",
                "rtsp://${file:/run/secrets/cam}@10.0.0.7/audio",
                "srt://host:9000?passphrase=${env:PHRASE}&mode=caller",
                "/recordings/a@b:c.wav",
                "file:///recordings/a.wav",
                "mic:hw:0",
                "-"
            })
    void shouldShowAddressesWithoutSecretsAsTheyAreWritten(String address) {
        assertThat(ShownSource.of(AudioSource.of("a", address)).address()).isEqualTo(address);
    }

    /** Other programs write to the topic, too. */
    @ParameterizedTest
    @CsvSource({
        "http://me:hunter2@radio.example/live,hunter2",
        "http://tokentoken@radio.example/live,tokentoken",
        "http://radio.example/live?token=abcdef123,abcdef123",
        "http://radio.example/live?password=ab,=ab",
        "what://me:hunter2@radio.example,hunter2"
    })
    void shouldShowNoSecret(String address, String secret) {
        assertThat(ShownSource.of(AudioSource.of("a", address)).address())
                .doesNotContain(secret)
                .contains("***");
    }

    @Test
    void shouldShowNoSecretHeader() {
        AudioSource source = with(Map.of(
                "header.Authorization", "Bearer abcdef", "header.X-Station", "kiel", "header.X-Api-Key", "${env:KEY}"));
        assertThat(ShownSource.of(source).options())
                .containsEntry("header.Authorization", "***")
                .containsEntry("header.X-Station", "kiel")
                .containsEntry("header.X-Api-Key", "${env:KEY}");
    }

    @Test
    void shouldKeepTheSecretsOfWhatIsReadAndWrittenBack() {
        AudioSource before = with(Map.of("header.Authorization", "Bearer abcdef", "quiet.dbfs", "-50"));
        AudioSource shown = ShownSource.of(before);
        assertThat(shown).isNotEqualTo(before);
        assertThat(ShownSource.restored(shown, before)).isEqualTo(before);
        assertThat(ShownSource.restored(shown.withPaused(true), before)).isEqualTo(before.withPaused(true));
    }

    @Test
    void shouldRejectASignForASecretThatIsAnotherOne() {
        AudioSource other = AudioSource.of("a", "http://other.example/live?token=***");
        AudioSource restored = ShownSource.restored(other, with(Map.of()));
        assertThatThrownBy(() -> ShownSource.requireWhole(restored)).hasMessageContaining("***");
        assertThat(ShownSource.requireWhole(with(Map.of()))).isEqualTo(with(Map.of()));
    }

    private static AudioSource with(Map<String, String> options) {
        return new AudioSource(
                "a", "http://radio.example/live?token=abcdef123", Channel.MIX, 1, false, options, Map.of("k", "v"));
    }
}
