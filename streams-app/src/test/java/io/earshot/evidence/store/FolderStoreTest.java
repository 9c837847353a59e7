package io.earshot.evidence.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FolderStoreTest extends EvidenceStoreContract {
    @Override
    EvidenceStore store() throws IOException {
        return FolderStore.open(folder.resolve("kept"));
    }

    @Test
    void shouldLeaveNothingOfASetThatCouldNotBeKeptAsAWhole() throws IOException {
        EvidenceStore store = store();
        List<Path> files = new ArrayList<>(StoreStory.files(folder.resolve("new"), 10));
        files.add(folder.resolve("new/spectrogram.png"));
        assertThatThrownBy(() -> store.keep(StoreStory.RAIN, files)).isInstanceOf(NoSuchFileException.class);
        assertThat(store.has(StoreStory.RAIN)).isFalse();
        try (Stream<Path> left = Files.walk(folder.resolve("kept"))) {
            assertThat(left).containsExactly(folder.resolve("kept"));
        }
    }

    @Test
    void shouldNeverTouchWhatIsNotItsOwn() throws IOException {
        EvidenceStore store = store();
        Path foreign = folder.resolve("kept/Rain recordings/take 1");
        Files.createDirectories(foreign);
        Files.writeString(foreign.resolve("evidence.json"), "{}");
        store.keep(StoreStory.RAIN, StoreStory.files(folder.resolve("new"), 10));
        Path note = Files.writeString(
                folder.resolve("kept").resolve(StoreStory.RAIN.path()).resolve("note.txt"), "mine");
        assertThat(store.queries()).containsExactly("rain");
        store.delete(StoreStory.RAIN);
        assertThat(note).exists();
        assertThat(store.has(StoreStory.RAIN)).isFalse();
        assertThat(foreign.resolve("evidence.json")).exists();
    }

    @Test
    void shouldForgetWhatAKilledProcessLeftUnfinished() throws IOException {
        Path left = folder.resolve("kept/.unfinished-1");
        Path fresh = folder.resolve("kept/.unfinished-2");
        StoreStory.files(left, 10);
        StoreStory.files(fresh, 10);
        Files.setLastModifiedTime(left, FileTime.from(Instant.now().minusSeconds(7 * 3_600)));
        store();
        assertThat(left).doesNotExist();
        assertThat(fresh).exists();
    }

    @Test
    void shouldSayThatNothingCanBeWrittenThere() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> FolderStore.open(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("evidence cannot be kept in " + file)
                .hasMessageContaining("evidence.store");
    }
}
