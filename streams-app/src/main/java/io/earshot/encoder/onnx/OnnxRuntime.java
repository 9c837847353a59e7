package io.earshot.encoder.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import io.earshot.encoder.EncoderException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Opens sessions and counts those that are open. Safe for several threads. */
public final class OnnxRuntime {
    /** One of these exists where the NVIDIA driver does. */
    private static final List<Path> NVIDIA_DRIVER =
            List.of(Path.of("/proc/driver/nvidia/version"), Path.of("/dev/nvidiactl"));

    private final OrtEnvironment environment = NativeLibraries.load();
    private final OnnxOptions options;
    private final AtomicInteger openSessions = new AtomicInteger();

    /** @throws EncoderException if the native libraries cannot be loaded */
    public OnnxRuntime(OnnxOptions options) {
        this.options = options;
    }

    /** Sessions that were opened and are not closed yet. */
    public int openSessions() {
        return openSessions.get();
    }

    OrtEnvironment environment() {
        return environment;
    }

    /** @throws EncoderException if the graph cannot be loaded, or the options cannot be met on this machine */
    OrtSession open(String file, byte[] graph) {
        try (SessionOptions sessionOptions = new SessionOptions()) {
            configure(sessionOptions);
            OrtSession session = environment.createSession(graph, sessionOptions);
            openSessions.incrementAndGet();
            return session;
        } catch (OrtException e) {
            throw new EncoderException(file + ": cannot be loaded: " + oneLine(e), e);
        }
    }

    void close(OrtSession session) {
        try {
            session.close();
            openSessions.decrementAndGet();
        } catch (OrtException e) {
            throw new EncoderException("a session cannot be closed: " + oneLine(e), e);
        }
    }

    static String oneLine(OrtException e) {
        return String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
    }

    private void configure(SessionOptions sessionOptions) throws OrtException {
        sessionOptions.setExecutionMode(SessionOptions.ExecutionMode.SEQUENTIAL);
        sessionOptions.setOptimizationLevel(SessionOptions.OptLevel.ALL_OPT);
        sessionOptions.setIntraOpNumThreads(options.threads());
        sessionOptions.setInterOpNumThreads(1);
        if (options.provider() == OnnxOptions.Provider.CUDA) {
            sessionOptions.setDeterministicCompute(true);
            addCuda(sessionOptions);
        }
    }

    private void addCuda(SessionOptions sessionOptions) throws OrtException {
        // Checked first: the provider unpacks half a gigabyte before it notices that there is no driver.
        if (NVIDIA_DRIVER.stream().noneMatch(Files::exists)) {
            throw new EncoderException("CUDA is set, but this machine has no NVIDIA driver: neither "
                    + NVIDIA_DRIVER.get(0) + " nor " + NVIDIA_DRIVER.get(1) + " is there");
        }
        try (OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions(options.gpu())) {
            sessionOptions.addCUDA(cuda);
        }
    }
}
