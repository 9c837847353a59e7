package io.earshot.encoder.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.earshot.encoder.EncoderException;
import io.earshot.model.SyntheticBundle;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxRuntimeTest {
    @TempDir
    Path directory;

    @Test
    void shouldSayThatThereIsNoDriverBeforeItAsksForOne() {
        assumeFalse(
                Files.exists(Path.of("/proc/driver/nvidia/version")) || Files.exists(Path.of("/dev/nvidiactl")),
                "this machine has an NVIDIA driver");
        OnnxRuntime cuda = new OnnxRuntime(new OnnxOptions(1, OnnxOptions.Provider.CUDA, 0));
        assertThatThrownBy(() -> new OnnxAudioEncoder(cuda, SyntheticBundle.loaded(directory)))
                .isInstanceOf(EncoderException.class)
                .hasMessageContainingAll("CUDA", "no NVIDIA driver");
        assertThat(cuda.openSessions()).isZero();
    }

    @Test
    void shouldRunOnSeveralThreadsAsOnOne() {
        OnnxRuntime two = new OnnxRuntime(new OnnxOptions(2, OnnxOptions.Provider.CPU, 0));
        try (OnnxTextEncoder encoder = new OnnxTextEncoder(two, SyntheticBundle.loaded(directory))) {
            assertThat(encoder.encode("tone1").levels()[1]).isGreaterThan(0.9f);
        }
    }

    @Test
    void shouldRefuseOptionsThatAreOutOfRange() {
        assertThatThrownBy(() -> new OnnxOptions(0, OnnxOptions.Provider.CPU, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("threads 0");
        assertThatThrownBy(() -> new OnnxOptions(1, OnnxOptions.Provider.CUDA, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("gpu -1");
    }
}
