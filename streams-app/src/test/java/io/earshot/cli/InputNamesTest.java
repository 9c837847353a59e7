package io.earshot.cli;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputNamesTest {
    @TempDir
    private Path folder;

    @Test
    void shouldNameEveryFileThatIsNotThere() throws Exception {
        Path there = Files.writeString(folder.resolve("there.wav"), "sound");
        List<String> names = List.of("-", there.toString(), "gone.wav", folder.toString(), "a\nb\u0000");

        assertThatThrownBy(() -> InputNames.requireThere(names, "tag"))
                .isInstanceOf(WrongUseException.class)
                .hasMessage("gone.wav: no such file\n" + folder + ": is a folder\na\\nb\\u0000: no such file");
        assertThatCode(() -> InputNames.requireThere(names.subList(0, 2), "tag"))
                .doesNotThrowAnyException();
    }

    @Test
    void shouldSayOfAnAddressWhatWorksInsteadAndKeepItsPassword() {
        assertThatThrownBy(() -> InputNames.requireThere(List.of("rtsp://me:secret@cam/1"), "ingest"))
                .hasMessage(
                        "rtsp://cam/1: a live address: ./earshot source add 'rtsp://cam/1' has a running service listen to"
                                + " it, ./earshot serve --embedded --source 'rtsp://cam/1' needs nothing else");
        assertThatThrownBy(() -> InputNames.requireThere(List.of("http://cam/1"), "tag"))
                .hasMessageContaining("./earshot demo --source 'http://cam/1'");
        assertThatThrownBy(() -> InputNames.requireThere(List.of("file:///tmp/a.wav"), "tag"))
                .hasMessageContaining("give the path of the file");
    }
}
