package io.earshot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That the bench itself works; what it measures here says nothing. */
class BenchLiveIT {
    @TempDir
    private Path folder;

    @Test
    void shouldMeasureSourcesInTheirOwnTime() throws Exception {
        Path report = folder.resolve("report.json");
        Path drawing = folder.resolve("curve.svg");
        String out = run("--report", report.toString(), "--svg", drawing.toString());
        assertThat(out.lines().toList()).hasSize(2);
        assertThat(Files.readString(report))
                .contains("\"sources\" : 3", "\"features\"", "\"latencyMillis\"")
                .doesNotContain("\"serviceSeconds\" : 0.0", "\"latencyMillis\" : 0.0");
        assertThat(drawing).isNotEmptyFile();
    }

    private static String run(String... more) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] arguments = {"bench", "live", "--sources", "3", "--queries", "2", "--warm-up", "2s", "--duration", "3s"
        };
        String[] all = new String[arguments.length + more.length];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        System.arraycopy(more, 0, all, arguments.length, more.length);
        int code = EarshotCommand.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all);
        assertThat(code).as(err.toString()).isZero();
        return out.toString();
    }
}
