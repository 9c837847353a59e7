package io.earshot.check;

import io.earshot.encoder.EncoderException;
import io.earshot.encoder.onnx.OnnxAudioEncoder;
import io.earshot.encoder.onnx.OnnxRuntime;
import io.earshot.encoder.onnx.OnnxTextEncoder;
import io.earshot.model.Finding;
import io.earshot.model.InvalidModelException;
import io.earshot.model.ModelBundle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Checks whether Earshot can use the bundle in a folder, and whether it reproduces the results of the training side. */
public final class ModelCheck {
    private final OnnxRuntime runtime;
    private final ClassLoader resources;

    /** @param resources finds the text encoder's resources */
    public ModelCheck(OnnxRuntime runtime, ClassLoader resources) {
        this.runtime = runtime;
        this.resources = resources;
    }

    /** Findings in the order of the checks; a failure that stops them is the last. */
    public List<Finding> check(Path folder) {
        List<Finding> findings = new ArrayList<>();
        try {
            ModelBundle bundle = ModelBundle.load(folder, resources);
            findings.add(new Finding(
                    true,
                    "files",
                    "whole, digest " + bundle.space().modelDigest().substring(0, 16)));
            run(bundle, findings);
        } catch (InvalidModelException | EncoderException e) {
            findings.add(new Finding(false, findings.isEmpty() ? "files" : "graphs", e.getMessage()));
        }
        return List.copyOf(findings);
    }

    private void run(ModelBundle bundle, List<Finding> findings) {
        try (OnnxAudioEncoder audio = new OnnxAudioEncoder(runtime, bundle);
                OnnxTextEncoder text = new OnnxTextEncoder(runtime, bundle)) {
            findings.add(new Finding(true, "graphs", "names, types and shapes as the manifest says"));
            findings.addAll(new GoldenCheck(bundle).run(audio, text));
        }
    }
}
