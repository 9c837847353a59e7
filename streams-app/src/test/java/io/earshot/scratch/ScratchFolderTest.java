package io.earshot.scratch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchFolderTest {
    @TempDir
    private Path parent;

    @Test
    void shouldBePrivateAndNamedAfterItsPurposeAndProcess() throws IOException {
        try (ScratchFolder folder = ScratchFolder.make(parent, "decoder")) {
            assertThat(folder.path().getFileName().toString())
                    .startsWith("earshot-decoder-" + ProcessHandle.current().pid() + "-")
                    .hasSizeLessThanOrEqualTo(45);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.path())))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void shouldLeaveNothingWhenItIsClosed() throws IOException {
        try (ScratchFolder folder = ScratchFolder.make(parent, "state")) {
            Files.writeString(
                    Files.createDirectories(folder.path().resolve("a/b")).resolve("c"), "x");
        }
        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void shouldNotFollowALinkWhenItIsDeleted(@TempDir Path elsewhere) throws IOException {
        Path kept = Files.writeString(elsewhere.resolve("kept"), "x");
        try (ScratchFolder folder = ScratchFolder.make(parent, "state")) {
            Files.createSymbolicLink(folder.path().resolve("link"), elsewhere);
        }
        assertThat(kept).exists();
        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void shouldSweepWhatAKilledProcessLeftAndNothingOfALivingOne() throws Exception {
        Process holder = holder();
        try (BufferedReader out = holder.inputReader(StandardCharsets.UTF_8)) {
            Path held = Path.of(out.readLine());
            ScratchFolder.make(parent, "state").close();
            assertThat(held.resolve("something")).exists();
            holder.destroyForcibly().waitFor();
            assertThat(held).exists();
            ScratchFolder.make(parent, "state").close();
            assertThat(held).doesNotExist();
        } finally {
            holder.destroyForcibly();
        }
    }

    /** Closing a file of the same process gives its locks back, so that a sweep must not even look at them. */
    @Test
    void shouldKeepItsOwnFoldersHeldAgainstOtherProcesses() throws Exception {
        try (ScratchFolder first = ScratchFolder.make(parent, "state");
                ScratchFolder second = ScratchFolder.make(parent, "state")) {
            Process other = holder();
            try (BufferedReader out = other.inputReader(StandardCharsets.UTF_8)) {
                assertThat(Path.of(out.readLine())).exists();
                assertThat(first.path()).exists();
                assertThat(second.path()).exists();
            } finally {
                other.destroyForcibly().waitFor();
            }
        }
    }

    @Test
    void shouldTouchNeitherLinksNorFoldersOfOthersNames(@TempDir Path elsewhere) throws IOException {
        Path kept = Files.writeString(elsewhere.resolve("kept"), "x");
        Files.writeString(elsewhere.resolve(OwnerLock.FILE), "");
        Path link = Files.createSymbolicLink(parent.resolve("earshot-state-1-1"), elsewhere);
        Path named = Files.createDirectory(parent.resolve("earshot-data"));
        Files.writeString(named.resolve(OwnerLock.FILE), "");
        ScratchFolder.make(parent, "state").close();
        assertThat(kept).exists();
        assertThat(link).exists();
        assertThat(named).exists();
    }

    /** Its maker may be about to lock it. */
    @Test
    void shouldLeaveAFolderThatIsBeingMadeForAnHour() throws IOException {
        Path fresh = Files.createDirectory(parent.resolve("earshot-state-1-1"));
        Path old = Files.createDirectory(parent.resolve("earshot-state-1-2"));
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
        ScratchFolder.make(parent, "state").close();
        assertThat(fresh).exists();
        assertThat(old).doesNotExist();
    }

    /** What ONNX Runtime leaves when its process is killed; a folder that holds something is another program's. */
    @Test
    void shouldSweepEmptyFoldersOfOnnxRuntime() throws IOException {
        Path empty = Files.createDirectory(parent.resolve("onnxruntime-java1"));
        Path used = Files.createDirectory(parent.resolve("onnxruntime-java2"));
        Files.writeString(used.resolve("libonnxruntime.so"), "x");
        Path fresh = Files.createDirectory(parent.resolve("onnxruntime-java3"));
        for (Path old : List.of(empty, used)) {
            Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
        }
        ScratchFolder.make(parent, "state").close();
        assertThat(empty).doesNotExist();
        assertThat(used).exists();
        assertThat(fresh).exists();
    }

    private Process holder() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xshare:auto",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ScratchHolder.class.getName(),
                        parent.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
