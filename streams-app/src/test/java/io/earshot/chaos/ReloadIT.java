package io.earshot.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.earshot.app.LoadedModel;
import io.earshot.config.EarshotConfig;
import io.earshot.encoder.onnx.OnnxAudioEncoder;
import io.earshot.encoder.onnx.OnnxOptions;
import io.earshot.encoder.onnx.OnnxRuntime;
import io.earshot.encoder.onnx.OnnxTextEncoder;
import io.earshot.model.ModelBundle;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A model that is opened, used and closed again and again leaves nothing behind. {@code -Dchaos.reloads=100}. */
@Tag("chaos")
class ReloadIT {
    /** A session that is not closed keeps more than this. */
    private static final double MOST_MEGABYTES_A_RELOAD = .5;

    @Test
    void shouldCloseWhatItOpens() throws Exception {
        assumeThat(ProcessView.isPossible()).as("/proc").isTrue();
        int reloads = Integer.getInteger("chaos.reloads", 100);
        ProcessView self = new ProcessView(ProcessHandle.current().pid());
        OnnxRuntime runtime = new OnnxRuntime(new OnnxOptions(1, OnnxOptions.Provider.CPU, 0));
        Path bundle = LoadedModel.folder(EarshotConfig.of(Map.of()));
        Trend resident = new Trend("rss", "MB");
        for (int i = 0; i < reloads; i++) {
            use(runtime, bundle);
            assertThat(runtime.openSessions()).isZero();
            if (i >= reloads / 3) {
                System.gc();
                // A reload a minute, as the trend counts.
                resident.add(i, self.residentMegabytes());
            }
        }
        System.out.println(
                "reload: " + reloads + " times, 0 sessions open; " + resident.text() + ", an hour being 60 reloads");
        assertThat(resident.growsBeyond(60 * MOST_MEGABYTES_A_RELOAD))
                .as(resident.text())
                .isFalse();
    }

    private static void use(OnnxRuntime runtime, Path folder) {
        ModelBundle bundle = ModelBundle.load(folder);
        try (OnnxAudioEncoder audio = new OnnxAudioEncoder(runtime, bundle);
                OnnxTextEncoder text = new OnnxTextEncoder(runtime, bundle)) {
            assertThat(runtime.openSessions()).isPositive();
            assertThat(text.encode("a siren wailing").levels()).isNotEmpty();
            float[] silence = new float[audio.contextTokens() * audio.tokenDim()];
            assertThat(audio.encodeSegment(silence).embedding().levels()).isNotEmpty();
        }
    }
}
