package io.earshot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.audio.PcmBytes;
import io.earshot.audio.SampleEncoding;
import io.earshot.audio.WavBytes;
import io.earshot.ingest.AudioFiles;
import io.earshot.query.DecisionRules;
import io.earshot.query.QueryTable;
import io.earshot.query.Rule;
import io.earshot.query.StandingQuery;
import io.earshot.story.LoudnessStory;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With an encoder that hears loudness and a query that asks for it. */
class FileTaggingTest {
    private static final int RATE = LoudnessStory.FORMAT.sampleRateHz();

    @TempDir
    private Path folder;

    private Path file;
    private final StringWriter events = new StringWriter();
    private final StringWriter said = new StringWriter();

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("sound.wav");
    }

    @Test
    void shouldTagAWholeFileWithoutAFault() throws IOException {
        byte[] pcm = LoudnessStory.seconds(0, .5, .5, 0, 0);
        Files.write(file, new WavBytes().format(1, 1, RATE, 16).data(pcm).bytes());

        assertThat(tag()).isEqualTo(new FileTagging.Heard(List.of(), List.of()));
        assertThat(events.toString().lines()).hasSize(1);
        assertThat(said.toString()).isEmpty();
    }

    @Test
    void shouldTagWhatIsThereOfAFileThatWasCutShortAndCloseWhatIsOpen() throws IOException {
        byte[] pcm = LoudnessStory.seconds(0, .5, .5, .5);
        long hour = 2L * RATE * 3_600;
        Files.write(file, new WavBytes().format(1, 1, RATE, 16).data(pcm, hour).bytes());

        FileTagging.Heard heard = tag();

        assertThat(heard.faults()).containsExactly(file + ": breaks off after 4.0 s of 3600.0 s");
        assertThat(heard.quiet()).isEmpty();
        assertThat(events.toString().lines())
                .singleElement()
                .asString()
                .matches(".* - 00:00:0(3\\.[5-9]|4\\.0).* something loud");
    }

    @Test
    void shouldNotTakeWhatItCouldNotListenToForSilence() throws IOException {
        writeFloats(noise(4, 2_000));

        FileTagging.Heard heard = tag();

        assertThat(heard.faults()).singleElement().asString().startsWith(file + ": could not listen to 4.0 of 4.0 s");
        assertThat(heard.faults()).singleElement().asString().contains("outside -1000.0..1000.0");
        assertThat(heard.quiet()).isEmpty();
        assertThat(events.toString()).isEmpty();
    }

    @Test
    void shouldSayHowMuchItCouldNotListenToAndTagTheRest() throws IOException {
        double[] samples = noise(4, .5);
        samples[3 * RATE] = Double.NaN;
        writeFloats(samples);

        FileTagging.Heard heard = tag();

        assertThat(heard.faults())
                .singleElement()
                .asString()
                .matches(".*: could not listen to 0\\.[1-9] of 4\\.0 s, from [23]\\.[0-9] s on: .* is NaN, .*");
        assertThat(events.toString()).contains("something loud");
    }

    @Test
    void shouldHearFloatsFarAboveFullScale() throws IOException {
        writeFloats(noise(4, 31.6));

        assertThat(tag().faults()).isEmpty();
        assertThat(events.toString()).contains("something loud");
    }

    @Test
    void shouldSayWhatWasNotHeardInAFileThatItListenedTo() throws IOException {
        Files.write(
                file,
                new WavBytes()
                        .format(1, 1, RATE, 16)
                        .data(LoudnessStory.seconds(0, 0, 0))
                        .bytes());

        assertThat(tag().quiet()).containsExactly(file + ": not heard: something loud (at most 0 %)");
    }

    @Test
    void shouldSayThatASoundWasAbsent() throws IOException {
        DecisionRules fourSeconds = DecisionRules.DEFAULT.with(Rule.ABSENT_FOR, Duration.ofSeconds(4));
        Files.write(
                file,
                new WavBytes()
                        .format(1, 1, RATE, 16)
                        .data(LoudnessStory.seconds(.5, .5, 0, 0, 0, 0, 0, 0, .5, .5))
                        .bytes());

        assertThat(tag(fourSeconds).quiet()).isEmpty();
        assertThat(events.toString().strip())
                .matches(".*  00:00:0[1-3]\\.\\d\\d - 00:00:0[78]\\.\\d\\d  ABSENT [4-7] s  something loud"
                        + "  \\(heard again, \\d+ %\\)");
    }

    @Test
    void shouldSayThatNoSoundWasAbsentForThatLong() throws IOException {
        DecisionRules minute = DecisionRules.DEFAULT.with(Rule.ABSENT_FOR, Duration.ofMinutes(1));
        Files.write(
                file,
                new WavBytes()
                        .format(1, 1, RATE, 16)
                        .data(LoudnessStory.seconds(0, 0, 0))
                        .bytes());

        assertThat(tag(minute).quiet()).containsExactly(file + ": no absence: something loud (not for 60s)");
    }

    /** The very same second under 24 names, somewhere between the hops of a grid. */
    @Test
    void shouldFindTheSameEventsUnderEveryName() throws IOException {
        byte[] pcm = LoudnessStory.seconds(0, 0, .5, .5, 0, 0, 0, 0);
        Arrays.fill(pcm, 2 * 2 * RATE, 2 * (5 * RATE / 2), (byte) 0);
        Arrays.fill(pcm, 2 * (7 * RATE / 2), 2 * 4 * RATE, (byte) 0);
        byte[] wav = new WavBytes().format(1, 1, RATE, 16).data(pcm).bytes();
        List<String> found = new ArrayList<>();
        for (int name = 0; name < 24; name++) {
            file = Files.write(folder.resolve(String.format("rec-%02d.wav", name)), wav);
            events.getBuffer().setLength(0);
            assertThat(tag().quiet()).isEmpty();
            found.add(events.toString().replace(file.toString(), ""));
        }
        assertThat(found).hasSize(24).containsOnly(found.get(0));
        assertThat(found.get(0)).contains("something loud");
    }

    private FileTagging.Heard tag() throws IOException {
        return tag(DecisionRules.DEFAULT);
    }

    private FileTagging.Heard tag(DecisionRules rules) throws IOException {
        QueryTable table = QueryTable.empty()
                .with(LoudnessStory.registered(new StandingQuery("loud", "something loud", List.of(), rules)));
        EventPrinter printer = new EventPrinter(new PrintWriter(events), false);
        try (AudioFiles files = AudioFiles.bundled()) {
            return new FileTagging(LoudnessStory.STAGES, table, 0, files, printer)
                    .tag(file.toString(), new PrintWriter(said));
        }
    }

    private void writeFloats(double... samples) throws IOException {
        byte[] pcm = PcmBytes.of(SampleEncoding.F32, samples);
        Files.write(file, new WavBytes().format(3, 1, RATE, 32).data(pcm).bytes());
    }

    private static double[] noise(int seconds, double amplitude) {
        double[] samples = new double[seconds * RATE];
        Random random = new Random(5);
        Arrays.setAll(samples, i -> amplitude * (2 * random.nextDouble() - 1));
        return samples;
    }
}
