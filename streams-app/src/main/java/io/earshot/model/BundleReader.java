package io.earshot.model;

import io.earshot.calibration.ShippedBackground;
import io.earshot.embedding.Embedding;
import io.earshot.embedding.EmbeddingSpace;
import io.earshot.embedding.HalfFloat;
import io.earshot.scoring.BlockScorer;
import io.earshot.scoring.ConfidenceWeights;
import io.earshot.scoring.ScoringWeights;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads a bundle's folder and rejects one that is not whole. */
final class BundleReader {
    private static final String SCORING = "scoring.json";
    private static final String BACKGROUND = "background.f16";
    private static final List<String> REQUIRED = List.of(
            ModelBundle.LOCAL_GRAPH, ModelBundle.CONTEXT_GRAPH, ModelBundle.TEXT_HEADS_GRAPH, SCORING, BACKGROUND);

    private final Path folder;
    private final BundleFiles files;
    private final TextFiles text;

    BundleReader(Path folder, ClassLoader loader) {
        this.folder = folder;
        this.files = new BundleFiles(folder);
        this.text = new TextFiles(files, loader);
    }

    ModelBundle read() {
        if (!Files.isDirectory(folder)) {
            throw new InvalidModelException(folder.toString(), "the bundle", "a folder", "none");
        }
        byte[] bytes = files.read(BundleFiles.MANIFEST);
        StrictJson json = StrictJson.parse(files.resolve(BundleFiles.MANIFEST).toString(), bytes);
        Manifest manifest = Manifest.of(json, Sha256.of(bytes));
        requireFolderName(json, manifest.passport().name());
        TextSource source = manifest.text().source();
        files.requireListed(
                json,
                Stream.concat(REQUIRED.stream(), source.bundleFiles().stream()).toList());
        text.requireResources(json.object("text"), source);
        StrictJson weights = StrictJson.parse(files.resolve(SCORING).toString(), files.read(SCORING));
        ScoringWeights scoring = scoring(weights, manifest.space());
        List<String> factorNames = factorNames(weights, manifest.space().factors());
        return new ModelBundle(files, text, manifest, scoring, factorNames, background(manifest, scoring));
    }

    private void requireFolderName(StrictJson json, String name) {
        Path last = folder.toAbsolutePath().normalize().getFileName();
        if (last == null || !last.toString().equals(name)) {
            throw json.invalid("name", "the folder's name " + last, name);
        }
    }

    private static List<String> factorNames(StrictJson json, int factors) {
        if (!json.has("factorNames")) {
            return List.of();
        }
        List<String> names = json.texts("factorNames");
        if (names.size() != factors) {
            throw json.invalid(
                    "factorNames", "a name for each of the " + factors + " factors", names.size() + " names");
        }
        return names;
    }

    private ScoringWeights scoring(StrictJson json, EmbeddingSpace space) {
        String file = files.resolve(SCORING).toString();
        Optional<ConfidenceWeights> confidence = json.has("confidence")
                ? Optional.of(confidence(json.object("confidence"), space.factorDim()))
                : Optional.empty();
        ScoringWeights weights = new ScoringWeights(
                json.numbers("levelWeights", space.levels()),
                json.number("gate", 0, 1),
                json.number("temperature"),
                confidence);
        try {
            return weights.requireFor(space);
        } catch (IllegalArgumentException e) {
            throw new InvalidModelException(file, "the weights", "to fit the space", String.valueOf(e.getMessage()), e);
        }
    }

    private static ConfidenceWeights confidence(StrictJson json, int factorDim) {
        int hidden = json.integer("hidden", 1);
        return new ConfidenceWeights(
                hidden,
                json.matrix("audio", hidden, factorDim),
                json.matrix("text", hidden, factorDim),
                json.numbers("bias", hidden),
                json.numbers("output", hidden));
    }

    private ShippedBackground background(Manifest manifest, ScoringWeights scoring) {
        EmbeddingSpace space = manifest.space();
        byte[] bytes = files.read(BACKGROUND);
        long expected = 2L * manifest.backgroundSegments() * (space.levelValues() + space.factorValues());
        if (bytes.length != expected) {
            throw new InvalidModelException(
                    files.resolve(BACKGROUND).toString(),
                    "the size",
                    expected + " bytes for " + manifest.backgroundSegments() + " segments",
                    bytes.length + " bytes");
        }
        ShortBuffer halves =
                ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
        List<Embedding> segments = new ArrayList<>();
        for (int i = 0; i < manifest.backgroundSegments(); i++) {
            segments.add(new Embedding(floats(halves, space.levelValues()), floats(halves, space.factorValues())));
        }
        return new ShippedBackground(new BlockScorer(space, scoring), segments);
    }

    private float[] floats(ShortBuffer halves, int length) {
        float[] floats = new float[length];
        for (int i = 0; i < length; i++) {
            floats[i] = HalfFloat.fromBits(halves.get());
            if (!Float.isFinite(floats[i])) {
                throw new InvalidModelException(
                        files.resolve(BACKGROUND).toString(),
                        "the values",
                        "finite numbers",
                        String.valueOf(floats[i]));
            }
        }
        return floats;
    }
}
