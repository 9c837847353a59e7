package io.earshot.app;

import io.earshot.model.ModelBundle;
import io.earshot.model.ModelPassport;
import java.nio.file.Path;
import java.util.List;

/** What a bundle says of itself, for people. */
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
}
