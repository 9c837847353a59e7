package io.earshot.model;

import io.earshot.calibration.ConfidenceCurve;
import io.earshot.calibration.ShippedBackground;
import io.earshot.embedding.EmbeddingSpace;
import io.earshot.feature.LogMelSpec;
import io.earshot.scoring.ScoringWeights;
import io.earshot.segment.HopGrid;
import io.earshot.text.Tokenizer;
import java.nio.file.Path;
import java.util.List;

/** A whole model. Immutable; reads its large files anew at each call. */
public final class ModelBundle {
    /** The local part of the audio encoder. */
    public static final String LOCAL_GRAPH = "local.onnx";

    /** The context part of the audio encoder. */
    public static final String CONTEXT_GRAPH = "context.onnx";

    /** What the model adds to the frozen text encoder. */
    public static final String TEXT_HEADS_GRAPH = "text-heads.onnx";

    private final BundleFiles files;
    private final TextFiles textFiles;
    private final Manifest manifest;
    private final ScoringWeights scoring;
    private final List<String> factorNames;
    private final ShippedBackground background;

    ModelBundle(
            BundleFiles files,
            TextFiles textFiles,
            Manifest manifest,
            ScoringWeights scoring,
            List<String> factorNames,
            ShippedBackground background) {
        this.files = files;
        this.textFiles = textFiles;
        this.manifest = manifest;
        this.scoring = scoring;
        this.factorNames = List.copyOf(factorNames);
        this.background = background;
    }

    /** @throws InvalidModelException if the folder is not a whole bundle */
    public static ModelBundle load(Path folder) {
        return load(folder, ModelBundle.class.getClassLoader());
    }

    /**
     * @param loader finds the text encoder's resources
     * @throws InvalidModelException if the folder is not a whole bundle
     */
    public static ModelBundle load(Path folder, ClassLoader loader) {
        return new BundleReader(folder, loader).read();
    }

    /** The manifest's description of the model. */
    public ModelPassport passport() {
        return manifest.passport();
    }

    public LogMelSpec frontEnd() {
        return manifest.frontEnd();
    }

    public HopGrid grid() {
        return manifest.grid();
    }

    /** Its digest is the model's: SHA-256 of the manifest, which holds the digest of every other file. */
    public EmbeddingSpace space() {
        return manifest.space();
    }

    public TokenSpec tokens() {
        return manifest.tokens();
    }

    public TextSpec text() {
        return manifest.text();
    }

    public ScoringWeights scoring() {
        return scoring;
    }

    /** The words nearest to each factor; empty if the bundle names none. */
    public List<String> factorNames() {
        return factorNames;
    }

    public ConfidenceCurve curve() {
        return manifest.curve();
    }

    public ShippedBackground background() {
        return background;
    }

    /**
     * The bytes of one of the bundle's files.
     *
     * @throws InvalidModelException if it cannot be read
     */
    public byte[] read(String name) {
        return files.read(name);
    }

    /** Where one of the bundle's files is, for messages. */
    public Path path(String name) {
        return files.resolve(name);
    }

    /**
     * The bytes of the text encoder's graph, 90 MB and more.
     *
     * @throws InvalidModelException if it cannot be read
     */
    public byte[] readTextGraph() {
        return textFiles.graph(text().source());
    }

    /**
     * The tokenizer of the text encoder.
     *
     * @throws InvalidModelException if it cannot be read
     */
    public Tokenizer tokenizer() {
        return textFiles.tokenizer(text());
    }
}
