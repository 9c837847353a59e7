package io.earshot.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WrittenAddressTest {
    @ParameterizedTest
    @CsvSource({
        "http://radio.example/live, radio.example/live",
        "https://radio.example:8443/live.mp3?bitrate=128#now, radio.example/live.mp3",
        "http://127.0.0.1:8000/live.mp3, live.mp3",
        "http://[::1]:8000/live.mp3, live.mp3",
        "http://me:${env:PASSWORD}@radio.example/a/b/, radio.example/a/b",
        "http://me:${file:/run/secrets/radio}@radio.example/a, radio.example/a",
        "srt://studio.example:9000, studio.example",
        "udp://127.0.0.1:5004, 127.0.0.1:5004",
        "file:///recordings/yard.wav, yard",
        "/recordings/yard.wav, yard",
        "recordings/, recordings"
    })
    void shouldMakeAnIdThatAReaderRecognises(String address, String id) {
        assertThat(WrittenAddress.id(address)).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://me:secret@radio.example/live",
                "rtsp://me:${env:A}x@cam/1",
                "srt://host:9000?mode=caller&passphrase=0123456789",
                "https://radio.example/live?a=b&password=abc",
                ""
            })
    void shouldRefuseALiteralPassword(String address) {
        assertThat(fault(address)).isPresent();
        assertThat(fault(address).get()).doesNotContain("secret@", "0123456789", "abc");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://radio.example/live",
                "http://me@radio.example/live",
                "http://me:${env:PASSWORD}@radio.example/live",
                "http://me:${file:/run/secrets/a}@radio.example/live",
                "srt://host:9000?passphrase=${env:PHRASE}&mode=caller",
                "/recordings/a@b:c.wav"
            })
    void shouldTakeReferencesAndAddressesWithoutPasswords(String address) {
        assertThat(fault(address)).isEmpty();
    }

    private static Optional<String> fault(String address) {
        try {
            SourceForm.checked(AudioSource.of("s", address));
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(e.getMessage());
        }
    }
}
