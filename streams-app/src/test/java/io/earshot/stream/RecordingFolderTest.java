package io.earshot.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingFolderTest {
    @TempDir
    private Path folder;

    private final AtomicLong nanos = new AtomicLong();

    @Test
    void shouldGiveRecordingsInTheOrderInWhichTheyWereWritten() throws IOException {
        Path late = file("a.wav", 3_000);
        Path early = file("b.wav", 1_000);
        Path same = file("c.wav", 1_000);
        RecordingFolder recordings = folder(RecordingFolder.Mark.NONE);
        assertThat(recordings.next()).as("may still grow").isEmpty();
        pass(2);
        for (Path expected : new Path[] {early, same, late}) {
            assertThat(recordings.next()).contains(expected);
            assertThat(recordings.next()).as("not done yet").contains(expected);
            recordings.done(expected);
        }
        assertThat(recordings.next()).isEmpty();
        assertThat(recordings.mark()).isEqualTo(new RecordingFolder.Mark(3_000, "a.wav"));
    }

    @Test
    void shouldWaitUntilAFileHasStoppedGrowing() throws IOException {
        Path growing = file("a.wav", 1_000);
        RecordingFolder recordings = folder(RecordingFolder.Mark.NONE);
        assertThat(recordings.next()).isEmpty();
        for (int i = 0; i < 3; i++) {
            pass(1);
            Files.writeString(growing, "more", StandardOpenOption.APPEND);
            assertThat(recordings.next()).isEmpty();
        }
        pass(2);
        assertThat(recordings.next()).contains(growing);
    }

    @Test
    void shouldGoOnBehindWhatWasDoneBefore() throws IOException {
        file("a.wav", 1_000);
        Path second = file("b.wav", 2_000);
        RecordingFolder recordings = folder(new RecordingFolder.Mark(1_000, "a.wav"));
        recordings.next();
        pass(2);
        assertThat(recordings.next()).contains(second);
        recordings.done(second);
        assertThat(recordings.next()).isEmpty();
        Path third = file("c.wav", 2_500);
        recordings.next();
        pass(2);
        assertThat(recordings.next()).contains(third);
    }

    @Test
    void shouldPassOverWhatIsNoRecordingYetAndWhatIsGone() throws IOException {
        file(".hidden.wav", 1_000);
        file("b.wav.part", 1_000);
        Files.createFile(folder.resolve("empty.wav"));
        Files.createDirectory(folder.resolve("sub"));
        Path gone = file("a.wav", 1_000);
        RecordingFolder recordings = folder(RecordingFolder.Mark.NONE);
        recordings.next();
        pass(2);
        assertThat(recordings.next()).contains(gone);
        Files.delete(gone);
        assertThat(recordings.next()).isEmpty();
    }

    private RecordingFolder folder(RecordingFolder.Mark after) {
        return new RecordingFolder(folder, Duration.ofSeconds(2), after, nanos::get);
    }

    private Path file(String name, long millis) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "sound");
        return Files.setLastModifiedTime(file, FileTime.fromMillis(millis));
    }

    private void pass(int seconds) {
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
    }
}
