package io.earshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.luben.zstd.util.ZstdVersion;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.bytedeco.javacpp.ClassProperties;
import org.bytedeco.javacpp.Loader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the native libraries that Earshot loads need from the system is what any Linux with glibc has: a JDK and Maven are
 * enough. An upgrade of a library that brings a new need (a sound server's client, X11) fails here, also on a machine that
 * happens to have what it needs.
 */
class NativeLibrariesTest {
    /** Of glibc and GCC's run time; a JDK cannot run without them, or every distribution's base has them. */
    private static final Set<String> BASE_SYSTEM = Set.of(
            "libc.so.6",
            "libm.so.6",
            "libdl.so.2",
            "libpthread.so.0",
            "librt.so.1",
            "ld-linux-x86-64.so.2",
            "ld-linux-aarch64.so.1",
            "libgcc_s.so.1",
            "libstdc++.so.6");

    /** What decodes audio: neither avdevice nor avfilter, nor the executables that are linked to them. */
    private static final List<String> FFMPEG = List.of("avutil", "swresample", "avcodec", "avformat");

    /** JavaCPP loads, in this order, what a library's class names, and skips what the jar does not have. */
    @ParameterizedTest
    @ValueSource(strings = {"linux-x86_64", "linux-arm64"})
    void shouldLoadFfmpegWithWhatComesWithIt(String platform) throws Exception {
        String folder = "org/bytedeco/ffmpeg/" + platform + "/";
        assumeTrue(exists(folder + "ffmpeg"), "the class path has another platform's FFmpeg");
        Set<String> files = new LinkedHashSet<>();
        for (String name : FFMPEG) {
            Class<?> library = Class.forName(
                    "org.bytedeco.ffmpeg.global." + name, false, getClass().getClassLoader());
            ClassProperties properties = Loader.loadProperties(library, Loader.loadProperties(platform, null), true);
            Stream.of("platform.preload", "platform.link", "platform.library")
                    .flatMap(key -> properties.get(key).stream())
                    .map(NativeLibrariesTest::fileName)
                    .forEach(files::add);
        }
        List<String> shipped =
                files.stream().map(folder::concat).filter(this::exists).toList();

        assertThat(shipped)
                .as("libavutil needs libva, which comes in the jar and is loaded before it")
                .contains(folder + "libva.so.2", folder + "libva-drm.so.2", folder + "libjniavformat.so");
        assertThat(missing(shipped)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x64", "aarch64"})
    void shouldLoadOnnxRuntimeWithWhatComesWithIt(String platform) throws IOException {
        String folder = "ai/onnxruntime/native/linux-" + platform + "/";
        assertThat(missing(List.of(folder + "libonnxruntime.so", folder + "libonnxruntime4j_jni.so")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"amd64", "aarch64"})
    void shouldLoadWhatKafkaBringsAlone(String platform) throws IOException {
        boolean arm = platform.equals("aarch64");
        List<String> libraries = List.of(
                "linux/" + platform + "/libzstd-jni-" + ZstdVersion.VERSION + ".so",
                "org/xerial/snappy/native/Linux/" + (arm ? "aarch64" : "x86_64") + "/libsnappyjava.so",
                "net/jpountz/util/linux/" + platform + "/liblz4-java.so");
        for (String library : libraries) {
            assertThat(missing(List.of(library))).as(library).isEmpty();
        }
    }

    /** State is in memory: 70 MB that nothing loads would come back with the next version of Kafka otherwise. */
    @Test
    void shouldLeaveOutRocksDb() {
        assertThat(exists("librocksdbjni-linux64.so")).isFalse();
        assertThat(exists("org/rocksdb/RocksDB.class")).isFalse();
    }

    /**
     * Why Earshot does not start the executable that lies in the same jar, and what this test would have caught: it needs
     * libraries of desktops. When an upgrade has changed that, this case has done its work.
     */
    @Test
    void shouldFindWhatTheBundledExecutableLacks() throws IOException {
        String folder = "org/bytedeco/ffmpeg/linux-x86_64/";
        assumeTrue(exists(folder + "ffmpeg"), "the class path has another platform's FFmpeg");

        assertThat(missing(beside(folder, "ffmpeg"))).contains("libpulse.so.0", "libxcb-shm.so.0");
    }

    /** Needs that neither an earlier library of the list nor the base system meets. */
    private Set<String> missing(List<String> inOrderOfLoading) throws IOException {
        Set<String> loaded = new HashSet<>(BASE_SYSTEM);
        Set<String> missing = new TreeSet<>();
        for (String resource : inOrderOfLoading) {
            ElfFile file = read(resource);
            file.needed().stream().filter(name -> !loaded.contains(name)).forEach(missing::add);
            loaded.add(file.soname().orElse(resource.substring(resource.lastIndexOf('/') + 1)));
        }
        return missing;
    }

    /** A file and all of its folder that it needs, directly or not, what is needed first. */
    private List<String> beside(String folder, String name) throws IOException {
        Set<String> found = new LinkedHashSet<>();
        collect(folder, name, found);
        return new ArrayList<>(found);
    }

    private void collect(String folder, String name, Set<String> found) throws IOException {
        for (String needed : read(folder + name).needed()) {
            if (exists(folder + needed) && !found.contains(folder + needed)) {
                collect(folder, needed, found);
            }
        }
        found.add(folder + name);
    }

    /** "avutil@.60" is libavutil.so.60, "jniavutil" libjniavutil.so. */
    private static String fileName(String library) {
        String[] parts = library.split("#", 2)[0].split("@", 2);
        return "lib" + parts[0] + ".so" + (parts.length > 1 ? parts[1] : "");
    }

    private boolean exists(String resource) {
        return getClass().getClassLoader().getResource(resource) != null;
    }

    private ElfFile read(String resource) throws IOException {
        try (InputStream stream = getClass().getClassLoader().getResourceAsStream(resource)) {
            return ElfFile.parse(Optional.ofNullable(stream)
                    .orElseThrow(() -> new AssertionError("not on the class path: " + resource))
                    .readAllBytes());
        }
    }
}
