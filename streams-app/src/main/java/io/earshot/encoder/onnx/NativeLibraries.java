package io.earshot.encoder.onnx;

import ai.onnxruntime.OrtEnvironment;
import io.earshot.encoder.EncoderException;
import io.earshot.scratch.ScratchFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Loads ONNX Runtime's native libraries. It would unpack them by itself, but leaves 24 MB behind when the process is
 * killed, and an empty folder when it is not. Here they lie in a folder of ours for as long as loading takes.
 */
final class NativeLibraries {
    private static final String FOLDER_PROPERTY = "onnxruntime.native.path";
    private static final String[] NAMES = {"onnxruntime", "onnxruntime4j_jni"};
    /** Loads further libraries from beside the first one, later: then they are left to ONNX Runtime. */
    private static final String OF_PROVIDERS = "onnxruntime_providers_shared";

    private NativeLibraries() {}

    /**
     * The environment of this process; what is loaded already is not loaded again.
     *
     * @throws EncoderException if there is no room for the libraries, or they cannot be loaded
     */
    static OrtEnvironment load() {
        try {
            boolean isOurs = System.getProperty(FOLDER_PROPERTY) == null && isThere(NAMES[0]) && !isThere(OF_PROVIDERS);
            return isOurs ? loadUnpacked() : OrtEnvironment.getEnvironment();
        } catch (IOException e) {
            throw new EncoderException("ONNX Runtime cannot be unpacked: " + e.getMessage(), e);
        } catch (LinkageError | RuntimeException e) {
            throw new EncoderException(
                    "ONNX Runtime cannot be loaded from " + System.getProperty("java.io.tmpdir") + " (" + reason(e)
                            + "); if programs may not be run from there, choose another folder with"
                            + " EARSHOT_JAVA_OPTS=-Djava.io.tmpdir=DIR",
                    e);
        }
    }

    private static synchronized OrtEnvironment loadUnpacked() throws IOException {
        try (ScratchFolder folder = ScratchFolder.make("onnx")) {
            for (String name : NAMES) {
                unpack(name, folder.path());
            }
            System.setProperty(FOLDER_PROPERTY, folder.path().toString());
            return OrtEnvironment.getEnvironment();
        } finally {
            System.clearProperty(FOLDER_PROPERTY);
        }
    }

    private static void unpack(String name, Path folder) throws IOException {
        Path file = folder.resolve(System.mapLibraryName(name));
        try (InputStream in = OrtEnvironment.class.getResourceAsStream(resource(name))) {
            Files.copy(in, file);
        } catch (IOException e) {
            throw new IOException(
                    "no room for " + file + " (" + e.getMessage()
                            + "); make room there, or choose another folder with EARSHOT_JAVA_OPTS=-Djava.io.tmpdir=DIR",
                    e);
        }
    }

    private static boolean isThere(String name) {
        return OrtEnvironment.class.getResource(resource(name)) != null;
    }

    private static String resource(String name) {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac") ? "osx" : "linux";
        String architecture = System.getProperty("os.arch").equals("aarch64") ? "aarch64" : "x64";
        return "/ai/onnxruntime/native/" + system + "-" + architecture + "/" + System.mapLibraryName(name);
    }

    private static String reason(Throwable e) {
        Throwable deepest = e;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return String.valueOf(deepest.getMessage()).replaceAll("\\s+", " ");
    }
}
