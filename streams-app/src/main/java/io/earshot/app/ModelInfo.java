package io.earshot.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.earshot.model.ModelBundle;
import io.earshot.model.ModelPassport;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a bundle says of itself. */
public final class ModelInfo {
    private ModelInfo() {}

    /** A line for each fact. */
    public static List<String> lines(Path folder) {
        ModelBundle bundle = ModelBundle.load(folder);
        ModelPassport passport = bundle.passport();
        return List.of(
                passport.name() + " " + passport.version() + " (" + passport.licence() + ")",
                passport.description(),
                "digest    " + bundle.space().modelDigest(),
                "space     " + bundle.space().levels() + " levels of "
                        + bundle.space().levelDim() + ", " + bundle.space().factors() + " factors of "
                        + bundle.space().factorDim(),
                "hop       "
                        + bundle.grid().hopSamples() / (double) bundle.grid().sampleRateHz() + " s",
                "training  " + passport.trainingJson(),
                "quality   " + passport.qualityJson());
    }

    /** The same for programs, by name. */
    public static Map<String, Object> fields(Path folder) {
        ModelBundle bundle = ModelBundle.load(folder);
        ModelPassport passport = bundle.passport();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", passport.name());
        fields.put("version", passport.version());
        fields.put("licence", passport.licence());
        fields.put("description", passport.description());
        fields.put("modelDigest", bundle.space().modelDigest());
        fields.put("levels", bundle.space().levels());
        fields.put("levelDim", bundle.space().levelDim());
        fields.put("factors", bundle.space().factors());
        fields.put("factorDim", bundle.space().factorDim());
        fields.put(
                "hopSeconds",
                bundle.grid().hopSamples() / (double) bundle.grid().sampleRateHz());
        fields.put("training", tree(passport.trainingJson()));
        fields.put("quality", tree(passport.qualityJson()));
        return fields;
    }

    private static JsonNode tree(String json) {
        try {
            return new ObjectMapper().readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a passport that was read holds JSON", e);
        }
    }
}
