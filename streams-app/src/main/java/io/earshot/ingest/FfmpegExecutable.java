package io.earshot.ingest;

import java.io.IOException;
import java.nio.file.Path;
import org.bytedeco.javacpp.Loader;

/** Where the ffmpeg executable is that comes with the program. */
public final class FfmpegExecutable {
    private static final String CACHE_PROPERTY = "org.bytedeco.javacpp.cachedir";

    private FfmpegExecutable() {}

    /**
     * The bundled executable, unpacked at first use into {@code earshot/native} of the user's cache, or where the system
     * property {@value #CACHE_PROPERTY} says.
     *
     * @throws IOException if there is none for this platform, or it cannot be unpacked
     */
    public static Path bundled() throws IOException {
        if (System.getProperty(CACHE_PROPERTY) == null) {
            System.setProperty(
                    CACHE_PROPERTY, userCache().resolve("earshot/native").toString());
        }
        try {
            return Path.of(Loader.load(org.bytedeco.ffmpeg.ffmpeg.class));
        } catch (LinkageError e) {
            throw new IOException("no ffmpeg for this platform: " + e.getMessage(), e);
        }
    }

    private static Path userCache() {
        String xdg = System.getenv("XDG_CACHE_HOME");
        return xdg == null || xdg.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(xdg);
    }
}
