package io.earshot.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.earshot.audio.AudioChunk;
import io.earshot.audio.PcmFormat;
import io.earshot.audio.SampleEncoding;
import io.earshot.calibration.OperatingPoints;
import io.earshot.decide.Event;
import io.earshot.decide.EventPhase;
import io.earshot.dsp.SlaneyScale;
import io.earshot.encoder.onnx.OnnxAudioEncoder;
import io.earshot.encoder.onnx.OnnxOptions;
import io.earshot.encoder.onnx.OnnxRuntime;
import io.earshot.encoder.onnx.OnnxTextEncoder;
import io.earshot.match.ExhaustiveMatcher;
import io.earshot.match.ScoreExplainer;
import io.earshot.model.ModelBundle;
import io.earshot.model.SyntheticClap;
import io.earshot.query.QueryTable;
import io.earshot.query.StandingQuery;
import io.earshot.register.QueryRegistrar;
import io.earshot.tagger.AudioTagger;
import io.earshot.tagger.TaggerStages;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole way from samples to events with a model of the shape that models/export makes. */
class BroughtModelTest {
    @TempDir
    Path directory;

    /** Whatever the rate that the audio comes at: the tone of band 5 is heard while it sounds, and no other. */
    @ParameterizedTest
    @ValueSource(ints = {32_000, 44_100, 48_000})
    void shouldTagWithOneLevelAndNoFactorsAtAnyRate(int rateHz) {
        ModelBundle bundle = SyntheticClap.in(directory).seal().load();
        OnnxRuntime runtime = new OnnxRuntime(OnnxOptions.CPU);
        List<Event> events = new ArrayList<>();
        try (OnnxAudioEncoder audio = new OnnxAudioEncoder(runtime, bundle);
                OnnxTextEncoder text = new OnnxTextEncoder(runtime, bundle)) {
            TaggerStages stages = new TaggerStages(
                    bundle.grid(),
                    bundle.frontEnd(),
                    audio,
                    new ExhaustiveMatcher(bundle.space(), bundle.scoring(), ExhaustiveMatcher.NO_FLOOR),
                    OperatingPoints.shipped(bundle.curve()),
                    new ScoreExplainer(bundle.space(), bundle.scoring(), bundle.factorNames()));
            QueryTable table = table(new QueryRegistrar(text, bundle.background()), "tone2", "tone5", "tone8");
            AudioTagger tagger = new AudioTagger(stages, "source", AudioTagger.SegmentListener.NONE);
            for (AudioChunk chunk : chunks(rateHz)) {
                events.addAll(tagger.accept(chunk, table).events());
            }
        }
        assertThat(events).extracting(Event::phase).containsExactly(EventPhase.OPEN, EventPhase.CLOSE);
        assertThat(events).allMatch(event -> event.query().text().equals("tone5"));
        assertThat(events.get(1).onsetMicros() / 1e6).isCloseTo(2, within(0.3));
    }

    private static QueryTable table(QueryRegistrar registrar, String... texts) {
        QueryTable table = QueryTable.empty();
        for (String text : texts) {
            table = table.with(registrar
                    .register(StandingQuery.of(text, text))
                    .registered()
                    .orElseThrow());
        }
        return table;
    }

    /** Six seconds: silence, the tone from second 2 to second 4, silence. */
    private static List<AudioChunk> chunks(int rateHz) {
        PcmFormat format = new PcmFormat(rateHz, 1, SampleEncoding.S16);
        List<AudioChunk> chunks = new ArrayList<>();
        for (int second = 0; second < 6; second++) {
            byte[] pcm = new byte[2 * rateHz];
            if (second == 2 || second == 3) {
                pcm = tone(rateHz);
            }
            chunks.add(AudioChunk.audio("source", 1, (long) second * rateHz, 0, format, pcm));
        }
        chunks.add(AudioChunk.end("source", 1, 6L * rateHz, 0, format));
        return chunks;
    }

    private static byte[] tone(int rateHz) {
        double low = SlaneyScale.mel(50);
        double step = (SlaneyScale.mel(14_000) - low) / (SyntheticClap.MELS + 1);
        double hz = Math.rint(SlaneyScale.hz(low + 6 * step));
        ByteBuffer pcm = ByteBuffer.allocate(2 * rateHz).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < rateHz; i++) {
            pcm.putShort((short) (10_000 * Math.sin(2 * Math.PI * hz * i / rateHz)));
        }
        return pcm.array();
    }
}
