package io.earshot.encoder.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.earshot.check.ModelCheck;
import io.earshot.embedding.Embedding;
import io.earshot.embedding.SegmentEmbedding;
import io.earshot.model.Finding;
import io.earshot.model.GoldenFiles;
import io.earshot.model.ModelBundle;
import io.earshot.query.QueryRegistration;
import io.earshot.query.StandingQuery;
import io.earshot.register.QueryRegistrar;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The bundle that comes with Earshot, against its golden files. */
class EarshotBaseTest {
    private static final Path FOLDER = Path.of("..", "models", "earshot-base");

    private final OnnxRuntime runtime = new OnnxRuntime(OnnxOptions.CPU);

    @Test
    void shouldAgreeWithTheTrainingSideFromLogMelToConfidence() {
        List<Finding> findings = new ModelCheck(runtime, getClass().getClassLoader()).check(FOLDER);
        assertThat(findings).allMatch(Finding::ok);
        assertThat(findings)
                .extracting(Finding::subject)
                .contains("files", "graphs", "golden tokens", "golden queries", "golden scores", "golden confidences");
        assertThat(runtime.openSessions()).isZero();
    }

    @Test
    void shouldGiveTheSameSegmentWhateverElseIsEncoded() {
        ModelBundle bundle = ModelBundle.load(FOLDER);
        GoldenFiles golden = GoldenFiles.of(bundle);
        int hop = bundle.tokens().perHop() * bundle.tokens().dim();
        try (OnnxAudioEncoder encoder = new OnnxAudioEncoder(runtime, bundle)) {
            float[] three = Arrays.copyOf(golden.tokens(), 3 * hop);
            SegmentEmbedding first = encoder.encodeSegment(three);
            encoder.encodeSegment(Arrays.copyOf(golden.tokens(), hop));
            SegmentEmbedding again = encoder.encodeSegment(three);
            assertThat(again.embedding().levels()).isEqualTo(first.embedding().levels());
            assertThat(again.tokenLevels()).isEqualTo(first.tokenLevels());
        }
    }

    @Test
    void shouldEncodeTextsTogetherAsAlone() {
        List<String> texts = new ArrayList<>();
        for (String what : List.of("a dog barks", "rain", "glass shatters", "someone sings", "an old engine idles")) {
            for (String where : List.of("", " far away", " in a street", " at night", " behind a wall")) {
                texts.add(what + where);
            }
        }
        try (OnnxTextEncoder encoder = new OnnxTextEncoder(runtime, ModelBundle.load(FOLDER))) {
            List<Embedding> together = encoder.encodeAll(texts);
            assertThat(together).hasSize(25);
            for (int i = 0; i < texts.size(); i++) {
                Embedding alone = encoder.encode(texts.get(i));
                assertThat(together.get(i).levels()).as(texts.get(i)).containsExactly(alone.levels(), within(1e-6f));
                assertThat(together.get(i).factors()).as(texts.get(i)).containsExactly(alone.factors(), within(1e-6f));
            }
        }
    }

    @Test
    void shouldGiveUnitLevelsAndFactorsOfLengthOneTogether() {
        ModelBundle bundle = ModelBundle.load(FOLDER);
        try (OnnxTextEncoder encoder = new OnnxTextEncoder(runtime, bundle)) {
            Embedding query = encoder.encode("glass shatters on a stone floor");
            assertUnits(query.levels(), bundle.space().levelDim());
            assertUnits(query.factors(), bundle.space().factorValues());
        }
    }

    @Test
    void shouldRegisterAQuery() {
        ModelBundle bundle = ModelBundle.load(FOLDER);
        try (OnnxTextEncoder encoder = new OnnxTextEncoder(runtime, bundle)) {
            QueryRegistration registration =
                    new QueryRegistrar(encoder, bundle.background()).register(StandingQuery.of("bark", "a dog barks"));
            assertThat(registration.errors()).isEmpty();
            assertThat(registration.registered().orElseThrow().background().deviation())
                    .isGreaterThan(1e-3);
        }
    }

    private static void assertUnits(float[] vectors, int dim) {
        for (int from = 0; from < vectors.length; from += dim) {
            double squares = 0;
            for (int i = from; i < from + dim; i++) {
                squares += (double) vectors[i] * vectors[i];
            }
            assertThat(squares).isCloseTo(1, within(1e-4));
        }
    }
}
