package io.earshot.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.earshot.check.ModelCheck;
import io.earshot.embedding.EmbeddingSpace;
import io.earshot.encoder.onnx.OnnxOptions;
import io.earshot.encoder.onnx.OnnxRuntime;
import io.earshot.model.Finding;
import io.earshot.model.ModelBundle;
import io.earshot.model.ModelPassport;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the manifest of a bundle states, and what a check of the bundle finds. */
public final class ModelInfo {
    private final ModelBundle bundle;

    /** @throws io.earshot.model.InvalidModelException if the folder holds no bundle */
    public ModelInfo(Path folder) {
        this(ModelBundle.load(folder));
    }

    private ModelInfo(ModelBundle bundle) {
        this.bundle = bundle;
    }

    static ModelInfo of(ModelBundle loaded) {
        return new ModelInfo(loaded);
    }

    /** Findings of a check of a folder, in the order of the checks. */
    public static List<Finding> check(Path folder) {
        return new ModelCheck(new OnnxRuntime(OnnxOptions.CPU), ModelInfo.class.getClassLoader()).check(folder);
    }

    /** For people: a line for each fact. */
    public String text() {
        ModelPassport passport = bundle.passport();
        EmbeddingSpace space = bundle.space();
        return String.join(
                System.lineSeparator(),
                passport.name() + " " + passport.version() + " (" + passport.licence() + ")",
                passport.description(),
                "digest    " + space.modelDigest(),
                "space     " + space.levels() + " levels of " + space.levelDim() + ", " + space.factors()
                        + " factors of " + space.factorDim(),
                "hop       " + hopSeconds() + " s",
                "training  " + passport.trainingJson(),
                "quality   " + passport.qualityJson());
    }

    /** For programs: facts by name. */
    public Map<String, Object> fields() {
        Map<String, Object> fields = passport();
        fields.put("training", tree(bundle.passport().trainingJson()));
        fields.put("quality", tree(bundle.passport().qualityJson()));
        return fields;
    }

    /** The same without what was measured of it and how it was trained. */
    Map<String, Object> passport() {
        ModelPassport passport = bundle.passport();
        EmbeddingSpace space = bundle.space();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", passport.name());
        fields.put("version", passport.version());
        fields.put("licence", passport.licence());
        fields.put("description", passport.description());
        fields.put("modelDigest", space.modelDigest());
        fields.put("levels", space.levels());
        fields.put("levelDim", space.levelDim());
        fields.put("factors", space.factors());
        fields.put("factorDim", space.factorDim());
        fields.put("hopSeconds", hopSeconds());
        return fields;
    }

    private double hopSeconds() {
        return (double) bundle.grid().hopSamples() / bundle.grid().sampleRateHz();
    }

    private static JsonNode tree(String json) {
        try {
            return new ObjectMapper().readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a passport that was read holds JSON", e);
        }
    }
}
