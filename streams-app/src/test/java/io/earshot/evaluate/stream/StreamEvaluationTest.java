package io.earshot.evaluate.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.earshot.audio.WavBytes;
import io.earshot.calibration.ConfidenceCurve;
import io.earshot.calibration.OperatingPoints;
import io.earshot.evaluate.EvaluationProgress;
import io.earshot.evaluate.InvalidClipListException;
import io.earshot.evaluate.SkippedClip;
import io.earshot.evaluate.stream.StreamReport.QueryQuality;
import io.earshot.evaluate.stream.StreamReport.SnrQuality;
import io.earshot.ingest.AudioFiles;
import io.earshot.query.DecisionRules;
import io.earshot.story.LoudnessStory;
import io.earshot.story.LoudnessTexts;
import io.earshot.tagger.TaggerStages;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole room, with an encoder that hears loudness: sounds 20 dB above the background are loud, others are not. */
class StreamEvaluationTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final TaggerStages STAGES = new TaggerStages(
            LoudnessStory.STAGES.grid(),
            LoudnessStory.STAGES.frontEnd(),
            LoudnessStory.STAGES.encoder(),
            LoudnessStory.STAGES.matcher(),
            OperatingPoints.shipped(new ConfidenceCurve(0, 60, -33)),
            LoudnessStory.STAGES.explainer());

    @TempDir
    private Path folder;

    private final List<SkippedClip> skipped = new ArrayList<>();

    @BeforeEach
    void writeSounds() throws IOException {
        Files.createDirectories(folder.resolve("fore"));
        Files.createDirectories(folder.resolve("back"));
        for (int i = 0; i < 4; i++) {
            wav("fore/loud" + i + ".wav", 0, .5, .5, .5, 0);
        }
        wav("fore/quiet.wav", .3, .3, .3);
        wav("back/long.wav", .1, .1, .1, .1, .1, .1, .1);
        wav("back/short.wav", .4, .4);
        list("fore", "loud0.wav,loud", "loud1.wav,loud", "loud2.wav,loud", "loud3.wav,loud", "quiet.wav,quiet");
        list("back", "long.wav,ambience", "short.wav,ambience");
    }

    @Test
    void shouldFindLoudSoundsAndBlameThoseThatHaveAnotherLabel() throws Exception {
        StreamReport report = run(options(List.of(20, -20), 3, 2)).report();
        StreamQuality loud = ofQuery(report, "loud").quality().earshot();
        StreamQuality quiet = ofQuery(report, "quiet").quality().earshot();
        // at -20 dB nothing is heard
        assertThat(loud.missed()).isEqualTo(loud.references() / 2);
        assertThat(loud.falseAlarms()).isEqualTo(quiet.references() / 2);
        assertThat(loud.falseAlarmsPerHour()).isEqualTo(loud.falseAlarms() * 10.);
        assertThat(quiet.detections()).isZero();
        assertThat(loud.onsetErrorMedianSec()).isLessThan(1);
        assertThat(loud.openDelayMedianSec()).isBetween(0., 2.);
        assertThat(report.bySnr()).extracting(SnrQuality::snrDb).containsExactly(20, -20);
        assertThat(report.bySnr().get(0).quality().earshot().onsetF1At1s()).isGreaterThan(.3);
        assertThat(report.bySnr().get(1).quality().earshot().detections()).isZero();
        assertThat(report.overall().earshot().references()).isEqualTo(2 * report.planted());
        assertThat(report.sharedLabels()).containsExactly("quiet");
        assertThat(report.foregroundClips()).isEqualTo(3);
        assertThat(skipped).isEmpty();
    }

    @Test
    void shouldTuneWhereQueriesOpenAndTellWhatTheDefaultWouldHaveFound() throws Exception {
        StreamReport plain = run(options(List.of(20, 0), 3, 2)).report();
        StreamOptions tuned = new StreamOptions(List.of(20, 0), 3, 1, 2, DecisionRules.DEFAULT, true, 2);
        StreamReport report = run(tuned).report();
        assertThat(report.atDefault()).isEqualTo(plain.overall().earshot());
        assertThat(plain.atDefault()).isEqualTo(plain.overall().earshot());
        assertThat(ThresholdTuning.OPENINGS).contains(ofQuery(report, "loud").openConfidence());
        assertThat(report.overall().plain()).isEqualTo(plain.overall().plain());
        assertThat(report.tree()).containsEntry("tuned", true).containsEntry("openConfidence", null);
    }

    @Test
    void shouldDependOnTheSeedAndNotOnThreads() throws Exception {
        Map<String, Object> once = run(options(List.of(20, 10), 1, 1)).report().tree();
        assertThat(run(options(List.of(20, 10), 1, 3)).report().tree()).isEqualTo(once);
        StreamOptions other = new StreamOptions(List.of(20, 10), 1, 8, 2, DecisionRules.DEFAULT, false, 1);
        assertThat(run(other).report().tree()).isNotEqualTo(once);
    }

    @Test
    void shouldSayTheSameInJsonAndInTheReport() throws Exception {
        StreamReport report = run(options(List.of(20), 2, 2)).report();
        JsonNode json = MAPPER.readTree(MAPPER.writeValueAsString(report.tree()));
        assertThat(json.get("eventF1At1s").asDouble())
                .isEqualTo(report.overall().earshot().eventF1At1s());
        assertThat(json.get("plainEventF1At1s").asDouble())
                .isEqualTo(report.overall().plain().eventF1At1s());
        for (String key : List.of(
                "eventF1At500ms",
                "onsetF1At1s",
                "onsetErrorMedianSec",
                "offsetErrorMedianSec",
                "falseAlarmsPerHour",
                "openDelayMedianSec")) {
            assertThat(json.get(key).isNumber()).as(key).isTrue();
            assertThat(json.at("/snr/20/" + key)).as(key).isEqualTo(json.get(key));
        }
        assertThat(json.at("/perQuery/1/query").asText()).isEqualTo("quiet");
        assertThat(json.at("/perQuery/1/onsetErrorMedianSec").isNull()).isTrue();
        assertThat(StreamReportText.lines(report)).anyMatch(line -> line.startsWith("loud "));
    }

    @Test
    void shouldDumpWhatItTakesToJudgeAgain() throws Exception {
        StreamRun run = run(options(List.of(20), 2, 2));
        StringWriter out = new StringWriter();
        run.dump(out);
        List<JsonNode> lines = new ArrayList<>();
        for (String line : out.toString().lines().toList()) {
            lines.add(MAPPER.readTree(line));
        }
        assertThat(lines.get(0).get("queries")).hasSize(2);
        List<JsonNode> evaluation = lines.stream()
                .filter(line -> line.path("stream").asText().equals("evaluation"))
                .toList();
        assertThat(ofType(evaluation, "planted")).hasSize(run.report().planted());
        assertThat(ofType(evaluation, "hop"))
                .hasSizeBetween(125, 127)
                .allMatch(hop -> hop.get("confidences").size() == 2);
        List<JsonNode> ours = ofType(evaluation, "detection").stream()
                .filter(line -> line.get("by").asText().equals("earshot"))
                .toList();
        assertThat(ours).hasSize(run.report().overall().earshot().detections());
        List<Double> hopEnds = ofType(evaluation, "hop").stream()
                .map(hop -> hop.get("endSec").asDouble())
                .toList();
        assertThat(ours).allMatch(line -> hopEnds.contains(line.get("openedSec").asDouble()));
        assertThat(ofType(lines, "hop").size())
                .isEqualTo(2 * ofType(evaluation, "hop").size());
    }

    @Test
    void shouldListWhatCannotBeUsedAndGoOn() throws Exception {
        Files.writeString(folder.resolve("fore/broken.wav"), "no sound");
        wav("fore/silent.wav", 0, 0);
        wav("back/silent.wav", 0, 0, 0);
        Files.write(folder.resolve("back/blip.wav"), wave(new byte[800]));
        list("fore", "loud0.wav,loud", "broken.wav,broken", "silent.wav,loud", "gone.wav,gone", "loud1.wav,loud");
        list(
                "back",
                "long.wav,ambience",
                "silent.wav,silence",
                "blip.wav,blip",
                "gone.wav,gone",
                "short.wav,loud noise|loud");
        StreamReport report = run(options(List.of(20), 1, 2)).report();
        assertThat(report.byQuery()).extracting(QueryQuality::query).containsExactly("loud");
        assertThat(report.skipped()).isEqualTo(skipped);
        assertThat(skipped).doesNotHaveDuplicates();
        assertThat(skipped)
                .extracting(SkippedClip::file)
                .contains("broken.wav", "silent.wav", "gone.wav", "blip.wav", "short.wav");
        assertThat(skipped).allMatch(skip -> skip.reason().lines().count() == 1);
    }

    @Test
    void shouldPlantALabelWhoseOnlyGoodClipWouldTune() throws Exception {
        // two files are dealt out to the two sides; whichever is broken, the other serves both
        for (String broken : List.of("loud0.wav", "loud1.wav")) {
            byte[] good = Files.readAllBytes(folder.resolve("fore").resolve(broken));
            Files.writeString(folder.resolve("fore").resolve(broken), "no sound");
            list("fore", "loud0.wav,loud", "loud1.wav,loud");
            StreamReport report = run(options(List.of(20), 1, 1)).report();
            assertThat(report.planted()).isPositive();
            assertThat(report.sharedLabels()).containsExactly("loud");
            Files.write(folder.resolve("fore").resolve(broken), good);
        }
    }

    @Test
    void shouldFailInOneLineWhenThereIsNothingToPlantOrNoBackground() throws Exception {
        list("back", "gone.wav,ambience");
        assertThatThrownBy(() -> run(options(List.of(20), 1, 1)))
                .isInstanceOf(InvalidClipListException.class)
                .hasMessage("none of the 1 background clips can be used");
        list("fore", "gone.wav,loud");
        assertThatThrownBy(() -> run(options(List.of(20), 1, 1)))
                .isInstanceOf(InvalidClipListException.class)
                .hasMessage("none of the 1 foreground clips can be planted");
    }

    private static QueryQuality ofQuery(StreamReport report, String query) {
        return report.byQuery().stream()
                .filter(quality -> quality.query().equals(query))
                .findFirst()
                .orElseThrow();
    }

    private static List<JsonNode> ofType(List<JsonNode> lines, String type) {
        return lines.stream()
                .filter(line -> line.get("type").asText().equals(type))
                .toList();
    }

    private static StreamOptions options(List<Integer> snrsDb, int minutes, int threads) {
        return new StreamOptions(snrsDb, minutes, 1, 2, DecisionRules.DEFAULT, false, threads);
    }

    private StreamRun run(StreamOptions options) throws Exception {
        StreamEvaluation.Sounds sounds = StreamEvaluation.Sounds.read(folder.resolve("fore"), folder.resolve("back"));
        return new StreamEvaluation(STAGES, LoudnessTexts.registrar(), AudioFiles.bundled(), options)
                .run(sounds, new SkippedOnly());
    }

    private void list(String of, String... rows) throws IOException {
        Files.writeString(folder.resolve(of).resolve("clips.csv"), "file,label\n" + String.join("\n", rows) + "\n");
    }

    private void wav(String name, double... amplitudes) throws IOException {
        Files.write(folder.resolve(name), wave(LoudnessStory.seconds(amplitudes)));
    }

    private static byte[] wave(byte[] pcm) {
        return new WavBytes()
                .format(1, 1, LoudnessStory.FORMAT.sampleRateHz(), 16)
                .data(pcm)
                .bytes();
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
