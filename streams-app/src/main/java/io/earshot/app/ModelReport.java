package io.earshot.app;

import io.earshot.check.ModelCheck;
import io.earshot.encoder.onnx.OnnxOptions;
import io.earshot.encoder.onnx.OnnxRuntime;
import io.earshot.model.Finding;
import java.nio.file.Path;
import java.util.List;

/**
 * What a check of a bundle found.
 *
 * @param findings in the order of the checks
 */
public record ModelReport(List<Finding> findings) {
    /** Checks a folder. */
    public static ModelReport of(Path folder) {
        return new ModelReport(
                new ModelCheck(new OnnxRuntime(OnnxOptions.CPU), ModelReport.class.getClassLoader()).check(folder));
    }

    /** Whether nothing is wrong. */
    public boolean isGood() {
        return findings.stream().allMatch(Finding::ok);
    }

    /** A line for each finding. */
    public List<String> lines() {
        return findings.stream()
                .map(finding -> (finding.ok() ? "ok    " : "WRONG ") + finding.subject() + ": " + finding.detail())
                .toList();
    }
}
