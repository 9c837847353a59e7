package io.earshot.model;

import io.earshot.fuzz.Fuzz;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleFuzzTest {
    private static final String MANIFEST = "manifest.json";

    @TempDir
    private Path folder;

    @Test
    void shouldReadOrRefuseWhatDescribesAModel() throws Exception {
        SyntheticBundle bundle = SyntheticBundle.in(folder).seal();
        byte[] manifest = Files.readAllBytes(bundle.folder().resolve(MANIFEST));
        Fuzz.of("manifests", List.of(manifest), InvalidModelException.class).feed(input -> {
            Files.write(bundle.folder().resolve(MANIFEST), input);
            bundle.load();
        });
    }
}
