package io.earshot.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.app.LoadedModel;
import io.earshot.config.EarshotConfig;
import io.earshot.segment.HopGrid;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How far the demo's results depend on the phase of the grid; docs/evaluation.md has the numbers. */
class PhaseBenchIT {
    private static final Path DEMO = Path.of(System.getProperty("earshot.home"), "models/demo");

    @Test
    void shouldSpreadTheSourcesOverAHop() {
        try (LoadedModel model = LoadedModel.open(EarshotConfig.of(Map.of()))) {
            HopGrid grid = model.stages().grid();
            assertThat(IntStream.range(0, 24)
                            .map(phase -> grid.spreadLeadFrames(PhaseBench.sourceAt(grid, phase, 24)))
                            .boxed())
                    .containsExactlyElementsOf(new TreeSet<>(IntStream.range(0, 24)
                            .map(phase -> phase * grid.hopFrames() / 24)
                            .boxed()
                            .toList()));
        }
    }

    @Test
    void shouldHearASirenAndGlassAtEveryPhaseAndMoveItByLessThanAHop() throws IOException {
        PhaseReport report = PhaseBench.run(
                EarshotConfig.of(Map.of()),
                Map.of("siren", DEMO.resolve("siren.wav"), "glass", DEMO.resolve("glass.wav")),
                List.of("a siren wailing", "glass breaking", "a dog barking"),
                24,
                line -> {});
        assertThat(report.spreads())
                .extracting(spread -> spread.recording() + ": " + spread.query())
                .containsExactlyInAnyOrder("siren: a siren wailing", "glass: glass breaking");
        assertThat(report.spreads()).allSatisfy(spread -> {
            assertThat(spread.heardAt()).isEqualTo(24);
            assertThat(spread.onsetSpreadSeconds()).isLessThan(report.hopSeconds());
            assertThat(spread.confidenceSpread()).isLessThan(.05);
            assertThat(spread.spreadOfFour()).isLessThanOrEqualTo(spread.spreadOfTwo());
            assertThat(spread.spreadOfTwo()).isLessThanOrEqualTo(spread.confidenceSpread());
        });
    }
}
