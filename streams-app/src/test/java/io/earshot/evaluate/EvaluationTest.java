package io.earshot.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earshot.audio.PcmBytes;
import io.earshot.audio.SampleEncoding;
import io.earshot.audio.WavBytes;
import io.earshot.encoder.FakeAudioEncoder;
import io.earshot.evaluate.EvaluationReport.ClassQuality;
import io.earshot.evaluate.EvaluationReport.Confusion;
import io.earshot.evaluate.EvaluationReport.RetrievalQuality;
import io.earshot.ingest.AudioFiles;
import io.earshot.story.LoudnessStory;
import io.earshot.story.LoudnessTexts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole room, with an encoder that hears loudness and texts that ask for it. */
class EvaluationTest {
    private static final List<String> PLAIN = List.of("{}");

    @TempDir
    private Path folder;

    private final List<SkippedClip> skipped = new ArrayList<>();

    @BeforeEach
    void writeClips() throws IOException {
        wav("loud1.wav", .5, .5, .5);
        wav("loud2.wav", .4, .4, .4, .4);
        wav("quiet1.wav", 0, 0, 0);
        wav("quiet2.wav", .001, .001);
        wav("burst.wav", 0, 0, 0, 0, .5, .5);
        Files.writeString(
                folder.resolve("clips.csv"),
                "file,label\nloud1.wav,loud\nloud2.wav,loud\nquiet1.wav,quiet\nquiet2.wav,quiet\n");
    }

    @Test
    void shouldTellLoudFromQuiet() throws Exception {
        EvaluationReport report = run(PLAIN, ClipPool.MAX, 2);
        assertThat(report.zeroShotAccuracy()).isEqualTo(1);
        assertThat(report.mapTextToAudio()).isEqualTo(1);
        assertThat(report.textToAudio()).isEqualTo(new RetrievalQuality(2, 4, 1, 1, 1, 1, 1));
        assertThat(report.audioToText()).isEqualTo(new RetrievalQuality(4, 2, 1, 1, 1, 1, 1));
        assertThat(report.perClass())
                .containsExactly(new ClassQuality("loud", 2, 1, 1), new ClassQuality("quiet", 2, 1, 1));
        assertThat(report.confusions()).isEmpty();
        assertThat(report.audioSeconds()).isEqualTo(12);
        assertThat(report.modelDigest()).isEqualTo(FakeAudioEncoder.SPACE.modelDigest());
        assertThat(skipped).isEmpty();
    }

    @Test
    void shouldCutOffsetAndSeconds() throws Exception {
        Files.writeString(
                folder.resolve("clips.csv"), "file,label,offset,seconds\nburst.wav,quiet,0,3\nburst.wav,loud,4,2\n");
        EvaluationReport report = run(PLAIN, ClipPool.MEAN, 1);
        assertThat(report.zeroShotAccuracy()).isEqualTo(1);
        assertThat(report.audioSeconds()).isEqualTo(5);
    }

    @Test
    void shouldTakeTheHighestOrTheMeanOfTheSegments() throws Exception {
        Files.writeString(folder.resolve("clips.csv"), "file,label\nburst.wav,loud\nquiet1.wav,quiet\n");
        assertThat(run(PLAIN, ClipPool.MEAN, 1).confusions()).containsExactly(new Confusion("loud", "quiet", 1));
        assertThat(run(PLAIN, ClipPool.MAX, 1).confusions()).isEmpty();
    }

    @Test
    void shouldNotDependOnThreads() throws Exception {
        assertThat(timeless(run(PLAIN, ClipPool.MAX, 3))).isEqualTo(timeless(run(PLAIN, ClipPool.MAX, 1)));
    }

    @Test
    void shouldAverageOverPrompts() throws Exception {
        // the second prompt turns every text into its contrary; on average nothing can be told
        assertThat(run(List.of("{}", "not {}"), ClipPool.MEAN, 1).zeroShotAccuracy())
                .isZero();
        assertThat(run(List.of("not {}"), ClipPool.MEAN, 1).zeroShotAccuracy()).isZero();
        assertThat(run(List.of("very {}"), ClipPool.MEAN, 1).zeroShotAccuracy()).isEqualTo(1);
    }

    @Test
    void shouldMeasureTheOthersWhenAClipCannotBeRead() throws Exception {
        Files.writeString(folder.resolve("text.wav"), "");
        Files.writeString(folder.resolve("clips.csv"), """
                file,label,offset
                loud1.wav,loud,
                gone.wav,loud,
                text.wav,quiet,
                quiet1.wav,quiet,
                loud2.wav,thunder,9
                """);
        EvaluationReport report = run(PLAIN, ClipPool.MAX, 2);
        assertThat(report.zeroShotAccuracy()).isEqualTo(1);
        assertThat(report.clips()).isEqualTo(2);
        assertThat(report.labels()).isEqualTo(2);
        assertThat(report.skipped()).isEqualTo(skipped);
        assertThat(skipped).extracting(SkippedClip::file).containsExactly("gone.wav", "text.wav", "loud2.wav");
        assertThat(skipped)
                .extracting(SkippedClip::reason)
                .satisfiesExactly(
                        gone -> assertThat(gone).endsWith("gone.wav: no such file"),
                        text -> assertThat(text).endsWith("text.wav: is empty"),
                        late -> assertThat(late).endsWith("loud2.wav: ends before its excerpt begins, at 9.0 s"));
    }

    @Test
    void shouldNotScoreAsSilenceWhatItCouldNotListenTo() throws Exception {
        int rate = LoudnessStory.FORMAT.sampleRateHz();
        byte[] wild = PcmBytes.of(
                SampleEncoding.F32,
                DoubleStream.generate(() -> 3e9).limit(2L * rate).toArray());
        Files.write(
                folder.resolve("wild.wav"),
                new WavBytes().format(3, 1, rate, 32).data(wild).bytes());
        byte[] quiet = LoudnessStory.seconds(0, 0, 0);
        Files.write(
                folder.resolve("cut.wav"),
                new WavBytes()
                        .format(1, 1, rate, 16)
                        .data(quiet, 2L * quiet.length)
                        .bytes());
        Files.writeString(folder.resolve("clips.csv"), """
                file,label,offset,seconds
                loud1.wav,loud,,
                wild.wav,quiet,,
                cut.wav,quiet,,
                cut.wav,quiet,0,2
                """);

        EvaluationReport report = run(PLAIN, ClipPool.MAX, 1);

        assertThat(report.clips()).isEqualTo(2);
        assertThat(report.skipped()).isEqualTo(skipped);
        assertThat(skipped)
                .extracting(SkippedClip::reason)
                .satisfiesExactly(
                        unheard -> assertThat(unheard).contains("wild.wav: could not listen to 2.0 of 2.0 s"),
                        broken -> assertThat(broken).endsWith("cut.wav: breaks off after 3.0 s of 6.0 s"));
    }

    @Test
    void shouldFailWhenNoClipCanBeRead() throws Exception {
        Files.writeString(folder.resolve("clips.csv"), "file,label\na.wav,loud\nb.wav,quiet\n");
        assertThatThrownBy(() -> run(PLAIN, ClipPool.MAX, 1))
                .isInstanceOf(InvalidClipListException.class)
                .hasMessage("none of the 2 clips could be measured");
    }

    @Test
    void shouldFailWhenALabelCannotBeAQuery() throws Exception {
        Files.writeString(folder.resolve("clips.csv"), "file,label\nloud1.wav," + "loud ".repeat(300) + "\n");
        assertThatThrownBy(() -> run(PLAIN, ClipPool.MAX, 1))
                .isInstanceOf(InvalidClipListException.class)
                .hasMessageContaining("cannot be a query");
    }

    @Test
    void shouldRefusePromptsWithoutAPlaceForTheLabel() {
        assertThatThrownBy(() -> new EvaluationOptions(List.of("the sound"), ClipPool.MAX, true, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"the sound\" has no {}");
        assertThatThrownBy(() -> new EvaluationOptions(PLAIN, ClipPool.MAX, true, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private EvaluationReport run(List<String> prompts, ClipPool pool, int threads) throws Exception {
        EvaluationOptions options = new EvaluationOptions(prompts, pool, true, threads);
        return new Evaluation(LoudnessStory.STAGES, LoudnessTexts.registrar(), AudioFiles.bundled(), options)
                .run(ClipFormat.CSV.read(folder, Optional.empty()), new SkippedOnly());
    }

    private static EvaluationReport timeless(EvaluationReport report) {
        return new EvaluationReport(
                report.zeroShotAccuracy(),
                report.mapTextToAudio(),
                report.textToAudio(),
                report.audioToText(),
                report.perClass(),
                report.confusions(),
                report.clips(),
                report.labels(),
                report.skipped(),
                report.audioSeconds(),
                0,
                report.modelDigest(),
                report.clipScore(),
                report.prompts());
    }

    private void wav(String name, double... amplitudes) throws IOException {
        byte[] pcm = LoudnessStory.seconds(amplitudes);
        Files.write(
                folder.resolve(name),
                new WavBytes()
                        .format(1, 1, LoudnessStory.FORMAT.sampleRateHz(), 16)
                        .data(pcm)
                        .bytes());
    }

    private final class SkippedOnly implements EvaluationProgress {
        @Override
        public void done(String line) {}

        @Override
        public void skipped(SkippedClip clip) {
            skipped.add(clip);
        }
    }
}
