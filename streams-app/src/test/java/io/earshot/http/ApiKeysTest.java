package io.earshot.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiKeysTest {
    private static final String DESK = "desk-0123456789abcdefghijklmn";
    private static final String ROOM = "room-0123456789abcdefghijklmn";

    /** printf %s room-0123456789abcdefghijklmn | sha256sum */
    private static final String ROOM_DIGEST = "b497b760aaae6e9b031c6a9fd2d12af27aaa0d3c99ada7f2560fb1a3644266c6";

    @TempDir
    Path folder;

    @Test
    void shouldKnowKeysAndWhatIsWrittenOfThem() {
        ApiKeys keys = ApiKeys.of(
                List.of(
                        "# who",
                        "",
                        "desk  READ\t" + DESK,
                        " room operate sha256:" + ROOM_DIGEST.toUpperCase(Locale.ROOT) + " "),
                "keys");

        assertThat(keys.size()).isEqualTo(2);
        assertThat(keys.find(DESK)).hasValue(new Caller("desk", Permission.READ));
        assertThat(keys.find(ROOM)).hasValue(new Caller("room", Permission.OPERATE));
        assertThat(keys.find(ROOM_DIGEST)).isEmpty();
        assertThat(keys.find("sha256:" + ROOM_DIGEST)).isEmpty();
        assertThat(keys.find(DESK + "x")).isEmpty();
        assertThat(keys.find("")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "desk read|three parts",
                "desk read " + DESK + " x|three parts",
                "desk write " + DESK + "|a role: read, operate or admin",
                "desk read shortkey0123456789|at least 24",
                "desk read " + DESK + "é|at least 24",
                "desk read sha256:abc|64 hexadecimal digits",
                "local admin " + DESK + "|not local or anonymous",
                "Anonymous read " + DESK + "|not local or anonymous",
                "a:b read " + DESK + "|a name of letters"
            })
    void shouldSayWhatIsWrongWithoutTheKey(String line, String reason) {
        assertThatThrownBy(() -> ApiKeys.of(List.of("# 1", line), "keys.txt"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("keys.txt, key 2", reason)
                .hasMessageNotContainingAny(DESK, "shortkey");
    }

    @Test
    void shouldRefuseTwoKeysOfOneName() {
        assertThatThrownBy(() -> ApiKeys.of(List.of("a read " + DESK, "a admin " + ROOM), "keys"))
                .hasMessage("keys has two keys named a");
        ApiKeys one = ApiKeys.of(List.of("a read " + DESK), "one");
        assertThatThrownBy(() -> one.and(ApiKeys.of(List.of("a read " + ROOM), "two")))
                .hasMessage("two keys are named a");
    }

    @Test
    void shouldWithdrawAKeyWhileItRuns() throws IOException {
        AtomicLong nanos = new AtomicLong();
        Path file = write("desk read " + DESK + "\nroom admin " + ROOM, 1);
        KeyFile keys = new KeyFile(file, ApiKeys.NONE, nanos::get);
        assertThat(keys.get().find(DESK)).isPresent();

        write("room admin " + ROOM, 2);
        nanos.addAndGet(Duration.ofSeconds(3).toNanos());
        assertThat(keys.get().find(DESK)).isEmpty();
        assertThat(keys.get().find(ROOM)).isPresent();
    }

    /** Without keys a loopback address lets everybody in: a file that is half written must not do that. */
    @ParameterizedTest
    @CsvSource({"''", "'# nothing'", "'room adm'"})
    void shouldKeepItsKeysWhereTheNewOnesCannotBeRead(String text) throws IOException {
        AtomicLong nanos = new AtomicLong();
        Path file = write("room admin " + ROOM, 1);
        KeyFile keys = new KeyFile(file, ApiKeys.of(List.of("desk read " + DESK), "more"), nanos::get);

        write(text, 2);
        nanos.addAndGet(Duration.ofSeconds(3).toNanos());
        assertThat(keys.get().find(ROOM)).isPresent();
        assertThat(keys.get().find(DESK)).isPresent();
        Files.delete(file);
        nanos.addAndGet(Duration.ofSeconds(3).toNanos());
        assertThat(keys.get().find(ROOM)).isPresent();
    }

    @Test
    void shouldNotStartWithoutTheKeysThatItWasGiven() throws IOException {
        Path missing = folder.resolve("missing");
        assertThatThrownBy(() -> new KeyFile(missing, ApiKeys.NONE, System::nanoTime))
                .hasMessage("cannot read the keys in " + missing + ": there is no such file");
        Path empty = write("\n", 1);
        assertThatThrownBy(() -> new KeyFile(empty, ApiKeys.NONE, System::nanoTime))
                .hasMessage(empty + " holds no key");
    }

    private Path write(String text, long second) throws IOException {
        Path file = Files.writeString(folder.resolve("keys"), text);
        return Files.setLastModifiedTime(file, FileTime.fromMillis(1_769_860_800_000L + 1_000 * second));
    }
}
