package io.earshot.decoder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FfmpegMessagesTest {
    @Test
    void shouldGiveTheReasonWhyTheInputCouldNotBeOpened() {
        String messages = """
                [in#0 @ 0x55] Error opening input: Invalid data found when processing input
                Error opening input file file:/x/notes.txt.
                Error opening input files: Invalid data found when processing input
                """;
        assertThat(FfmpegMessages.reasonIn(messages)).isEqualTo("Invalid data found when processing input");
    }

    @Test
    void shouldSayThatThereIsNoSound() {
        assertThat(FfmpegMessages.reasonIn("Stream map '' matches no streams.\nTo ignore this ...\n"))
                .isEqualTo("it holds no sound");
    }

    @Test
    void shouldGiveTheFirstLineOtherwiseOnOneShortLine() {
        assertThat(FfmpegMessages.reasonIn("\n[mp3 @ 0x1] Header missing\tat 5\nmore"))
                .isEqualTo("Header missing at 5");
        assertThat(FfmpegMessages.reasonIn("x".repeat(1_000))).hasSize(200);
        assertThat(FfmpegMessages.reasonIn("")).isEqualTo("it says nothing");
    }

    @Test
    void shouldReadOnWhenMuchIsSaidAndKeepTheBeginning() throws InterruptedException {
        byte[] much = ("first\n" + "more\n".repeat(100_000)).getBytes(StandardCharsets.UTF_8);
        ByteArrayInputStream messages = new ByteArrayInputStream(much);
        assertThat(new FfmpegMessages(messages).reason()).isEqualTo("first");
        assertThat(messages.available()).isZero();
    }
}
