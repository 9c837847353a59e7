package io.earshot.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

class DeadLettersTest {
    @Test
    void shouldKeepAllOfARecordOfTheUsualLimit() {
        byte[] value = new byte[1_048_480];
        Record<String, byte[]> letter = letter("studio", value, new RecordHeaders());

        assertThat(letter.value()).isSameAs(value);
        assertThat(letter.headers().headers(DeadLetters.SIZE)).isEmpty();
        assertThat(text(letter, DeadLetters.REASON)).isEqualTo("undecodable");
    }

    @Test
    void shouldKeepTheBeginningOfALargerRecordAndSayWhatItWas() {
        byte[] value = new byte[4 << 20];
        Arrays.fill(value, (byte) 'a');
        Record<String, byte[]> letter = letter("studio", value, new RecordHeaders());

        assertThat(size(letter)).isBetween(DeadLetters.MOST_BYTES - 100L, (long) Topics.LARGE_RECORD_BYTES - 1_000);
        assertThat(letter.value()).containsOnly('a');
        assertThat(text(letter, DeadLetters.SIZE)).isEqualTo("4194304");
        // sha256sum of as many letters
        assertThat(text(letter, DeadLetters.SHA256))
                .isEqualTo("299285fc41a44cdb038b9fdaf494c76ca9d0c866672b2b266c1a0c17dda60a05");
    }

    @Test
    void shouldCutALongKeyBetweenCharactersAndLeaveOutLargeHeaders() {
        Headers headers = new RecordHeaders().add("notes", new byte[3 << 20]);
        Record<String, byte[]> letter = letter("x" + "\uD83D\uDE00".repeat(600_000), new byte[] {1}, headers);

        assertThat(letter.key()).hasSize(4_095).endsWith("\uD83D\uDE00");
        assertThat(letter.value()).containsExactly(1);
        assertThat(letter.headers().headers("notes")).isEmpty();
        assertThat(text(letter, DeadLetters.SIZE)).isEqualTo("1");
    }

    @Test
    void shouldBelieveNoHeaderThatTheRecordCameWith() {
        Headers forged = new RecordHeaders();
        DeadLetters.OF_THE_LETTER.forEach(name -> forged.add(name, "forged".getBytes(StandardCharsets.UTF_8)));
        Record<String, byte[]> letter = letter("studio", new byte[] {1}, forged.add("own", new byte[] {2}));

        assertThat(letter.headers().toArray())
                .extracting(header -> header.key())
                .containsExactly("own", DeadLetters.REASON, DeadLetters.DETAIL);
        assertThat(text(letter, DeadLetters.REASON)).isEqualTo("undecodable");
    }

    @Test
    void shouldBoundWhatItSaysOfTheRecord() {
        Record<String, byte[]> letter = DeadLetters.of(
                new Record<>("studio", null, 0), "undecodable", "long ".repeat(500_000), Optional.empty());
        assertThat(text(letter, DeadLetters.DETAIL)).hasSize(1_000);
        assertThat(letter.value()).isNull();
    }

    private static Record<String, byte[]> letter(String key, byte[] value, Headers headers) {
        return DeadLetters.of(new Record<>(key, value, 0, headers), "undecodable", "no chunk", Optional.empty());
    }

    private static long size(Record<String, byte[]> letter) {
        return letter.key().length()
                + letter.value().length
                + Arrays.stream(letter.headers().toArray())
                        .mapToLong(header -> header.key().length() + header.value().length)
                        .sum();
    }

    private static String text(Record<String, byte[]> letter, String name) {
        return new String(letter.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
