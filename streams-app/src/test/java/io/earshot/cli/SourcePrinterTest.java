package io.earshot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.source.SourceState;
import io.earshot.source.SourceStatus;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SourcePrinterTest {
    private static final long NOW = 1_700_000_000_000_000L;

    private final StringWriter written = new StringWriter();

    @Test
    void shouldPrintChangesOnlyWithTheNextTry() {
        SourcePrinter printer = new SourcePrinter(new PrintWriter(written), false);
        printer.noted(status(SourceState.HEALTHY, "mp3, 44100 Hz, stereo", 0, OptionalLong.empty()));
        printer.noted(status(SourceState.HEALTHY, "mp3, 44100 Hz, stereo", 0, OptionalLong.empty()));
        printer.noted(status(SourceState.RECONNECTING, "connection reset", 2, OptionalLong.of(NOW + 2_000_000)));

        assertThat(written.toString().lines().map(line -> line.substring(8)))
                .containsExactly(
                        "  live.mp3     healthy: mp3, 44100 Hz, stereo",
                        "  live.mp3     reconnecting: connection reset (try 2, next in 2 s)");
    }

    @Test
    void shouldSayAllThatIsKnownInAList() {
        assertThat(SourceLine.state(new SourceStatus(
                        "s",
                        SourceState.HEALTHY,
                        NOW,
                        NOW,
                        "mp3, 44100 Hz, stereo",
                        0,
                        OptionalLong.empty(),
                        1,
                        new SourceStatus.Progress(100, 2, OptionalDouble.of(-23.4)),
                        new SourceStatus.ClockReading(OptionalDouble.of(12), OptionalDouble.empty()),
                        "A \"song\"",
                        "mix",
                        "7@host")))
                .isEqualTo("healthy: mp3, 44100 Hz, stereo, -23 dBFS, clock +12 ppm, heard 100 s, missed 2 s,"
                        + " \"A \"song\"\"");
    }

    private static SourceStatus status(SourceState state, String reason, int tries, OptionalLong next) {
        return new SourceStatus(
                "live.mp3",
                state,
                NOW,
                NOW,
                reason,
                tries,
                next,
                1,
                SourceStatus.Progress.NONE,
                SourceStatus.ClockReading.NONE,
                "",
                "mix",
                "7@host");
    }
}
