package io.earshot.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IcyInputStreamTest {
    private static final int INTERVAL = 100;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "StreamTitle='Plain';|Plain",
                "StreamTitle='Guns N' Roses; Don't Cry';|Guns N' Roses; Don't Cry",
                "StreamTitle='a';b';StreamUrl='http://x/';|a';b",
                "StreamTitle='';|\"\"",
                "StreamTitle='Ending''|Ending'",
                "StreamTitle='cut off|cut off",
                "StreamTitle='Сирена — музыка';|Сирена — музыка",
                "StreamUrl='http://x/';|\"\"",
            })
    void shouldGiveTheTitleAsItWasSent(String text, String title) throws IOException {
        IcyInputStream in = stream(audio(INTERVAL), block(text, StandardCharsets.UTF_8), audio(INTERVAL));
        in.readAllBytes();
        assertThat(in.title()).isEqualTo(title);
    }

    @Test
    void shouldTakeWhatIsNoUtf8ForLatin1() throws IOException {
        IcyInputStream in =
                stream(audio(INTERVAL), block("StreamTitle='Mötley Crüe';", StandardCharsets.ISO_8859_1), audio(5));
        in.readAllBytes();
        assertThat(in.title()).isEqualTo("Mötley Crüe");
    }

    @Test
    void shouldChangeTheTitleWhenItsPlaceIsReadAndGiveAllOfTheAudio() throws IOException {
        byte[] audio = audio(3 * INTERVAL);
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        sent.write(audio, 0, INTERVAL);
        sent.write(block("StreamTitle='one';", StandardCharsets.UTF_8));
        sent.write(audio, INTERVAL, INTERVAL);
        sent.write(0);
        sent.write(audio, 2 * INTERVAL, INTERVAL);
        sent.write(block("StreamTitle='two';", StandardCharsets.UTF_8));
        IcyInputStream in = stream(sent.toByteArray());
        ByteArrayOutputStream got = new ByteArrayOutputStream();
        got.write(in.readNBytes(INTERVAL));
        assertThat(in.title()).isEmpty();
        got.write(in.readNBytes(INTERVAL + 1));
        assertThat(in.title()).isEqualTo("one");
        got.write(in.readAllBytes());
        assertThat(in.title()).isEqualTo("two");
        assertThat(got.toByteArray()).isEqualTo(audio);
    }

    @Test
    void shouldReportAnEndInsideATitle() {
        byte[] block = block("StreamTitle='one';", StandardCharsets.UTF_8);
        IcyInputStream in = stream(audio(INTERVAL), java.util.Arrays.copyOf(block, 10));
        assertThatThrownBy(in::readAllBytes).isInstanceOf(EOFException.class);
    }

    private static IcyInputStream stream(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return new IcyInputStream(new ByteArrayInputStream(all.toByteArray()), INTERVAL);
    }

    static byte[] block(String text, Charset charset) {
        byte[] bytes = text.getBytes(charset);
        int blocks = (bytes.length + 15) / 16;
        byte[] block = new byte[1 + 16 * blocks];
        block[0] = (byte) blocks;
        System.arraycopy(bytes, 0, block, 1, bytes.length);
        return block;
    }

    private static byte[] audio(int bytes) {
        byte[] audio = new byte[bytes];
        new Random(bytes).nextBytes(audio);
        return audio;
    }
}
