package io.earshot.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoFilesTest {
    @TempDir
    private Path folder;

    @Test
    void shouldNameSourcesByTheirPlaceInTheFolderEachOnce() throws IOException {
        file("dog.wav");
        file("dog.mp3");
        file("dog.mp3.wav");
        file("yard/dog.wav");
        file("yard/night/2024.01.31.opus");

        DemoFiles found = DemoFiles.of(folder);

        assertThat(found.bySource().keySet())
                .containsExactly("dog", "dog.mp3", "dog.wav", "yard/dog", "yard/night/2024.01.31");
        assertThat(found.bySource().get("yard/dog")).isEqualTo(folder.resolve("yard/dog.wav"));
        assertThat(found.skipped()).isEmpty();
    }

    @Test
    void shouldSayWhichFilesItSkippedAndWhy() throws IOException {
        file("a.wav");
        file("in/notes.TXT");
        Files.createFile(folder.resolve("empty.wav"));
        Files.createSymbolicLink(folder.resolve("gone.wav"), folder.resolve("nowhere"));
        Files.createSymbolicLink(folder.resolve("round"), folder);
        file(".DS_Store");
        file("1/2/3/4/5/6/7/8/9/deep.wav");

        assertThat(DemoFiles.of(folder).skipped())
                .containsExactly(
                        "1/2/3/4/5/6/7/8/9: folders are looked into 8 deep",
                        "empty.wav: empty",
                        "gone.wav: the link leads nowhere",
                        "in/notes.TXT: not audio",
                        "round: a link to a folder is not followed");
    }

    @Test
    void shouldPlayNoMoreThanItCan() throws IOException {
        for (int i = 0; i < DemoFiles.MOST_SOURCES + 12; i++) {
            file(String.format("%03d.wav", i));
        }
        DemoFiles found = DemoFiles.of(folder);

        assertThat(found.bySource()).hasSize(DemoFiles.MOST_SOURCES).containsKeys("000", "099");
        assertThat(found.skippedInShort())
                .hasSize(11)
                .first()
                .isEqualTo("100.wav: only the first 100 files are played");
        assertThat(found.skippedInShort()).last().isEqualTo("and 2 more");
    }

    @Test
    void shouldFailWithTheReasonWhereNothingCanBePlayed() throws IOException {
        file("notes.txt");

        assertThatThrownBy(() -> DemoFiles.of(folder))
                .isInstanceOf(FailedException.class)
                .hasMessage(folder + " holds no audio that can be played: notes.txt: not audio");
        assertThatThrownBy(() -> DemoFiles.of(folder.resolve("notes.txt"))).isInstanceOf(WrongUseException.class);
    }

    private void file(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "sound");
    }
}
