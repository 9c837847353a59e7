package io.earshot.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events on planted streams are found no worse than when they were last looked at. */
class StreamGateIT {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Path BASELINE =
            Path.of(System.getProperty("earshot.home", "..")).resolve("ops/bench/stream-baseline.json");

    @TempDir
    private Path folder;

    @Test
    void shouldFindEventsNoWorseThanTheBaseline() throws Exception {
        ObjectMapper mapper = new ObjectMapper();
        StreamBaseline baseline = new StreamBaseline(mapper.readTree(Files.readString(BASELINE)));
        String[] command = baseline.command().toArray(String[]::new);
        try (EarshotProcess eval = EarshotProcess.start(folder, "gate", with(command, "--json"))) {
            assertThat(eval.await(PATIENCE)).as(eval.errors()).isZero();
            JsonNode report = mapper.readTree(eval.output());
            assertThat(baseline.worseIn(report))
                    .as("if this is as it should be, look at the report and write a new baseline:%n" + "./earshot "
                            + String.join(" ", command) + " --json > ops/bench/stream-baseline.json")
                    .isEmpty();
        }
    }

    @Test
    void shouldSayInOneLineWhatIsWrong() throws Exception {
        fails(2, "eval needs a folder, or --stream instead of it", "eval");
        fails(2, "eval needs a folder, or --stream instead of it", "eval", folder.toString(), "--stream");
        fails(2, "seed and development seed are both 5", "eval", "--stream", "--seed=5", "--development-seed=5");
        fails(2, "--pool is not for --stream", "eval", "--stream", "--pool=max");
        fails(2, "--minutes is for --stream", "eval", folder.toString(), "--minutes=5");
        fails(1, "has no clips.csv", "eval", "--stream", "--minutes=1", "--foreground", folder.toString());
    }

    private void fails(int code, String message, String... arguments) throws Exception {
        try (EarshotProcess eval =
                EarshotProcess.start(folder, "wrong" + List.of(arguments).hashCode(), arguments)) {
            assertThat(eval.await(PATIENCE)).isEqualTo(code);
            assertThat(eval.errors().lines()).hasSize(1).allMatch(line -> line.contains(message));
            assertThat(eval.output()).isEmpty();
        }
    }

    private static String[] with(String[] command, String last) {
        String[] all = new String[command.length + 1];
        System.arraycopy(command, 0, all, 0, command.length);
        all[command.length] = last;
        return all;
    }
}
