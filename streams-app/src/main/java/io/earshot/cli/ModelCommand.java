package io.earshot.cli;

import io.earshot.app.LoadedModel;
import io.earshot.app.ModelInfo;
import io.earshot.config.EarshotConfig;
import io.earshot.config.Settings;
import io.earshot.model.Finding;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Works on model bundles. */
@Command(
        name = "model",
        mixinStandardHelpOptions = true,
        description = "Works on model bundles.",
        synopsisSubcommandLabel = "check|info")
final class ModelCommand extends Subcommand {
    @Command(
            name = "check",
            mixinStandardHelpOptions = true,
            description = "Validates a bundle: files, digests, shapes, and its results on its golden files.")
    int check(
            @Parameters(paramLabel = "DIR", description = "The bundle's folder.") Path folder,
            @Option(names = "--json", description = "One JSON object a line, for each finding.") boolean json) {
        List<Finding> findings = ModelInfo.check(folder);
        findings.forEach(finding -> print(
                json, (finding.ok() ? "ok    " : "WRONG ") + finding.subject() + ": " + finding.detail(), finding));
        return findings.stream().allMatch(Finding::ok) ? 0 : 1;
    }

    @Command(name = "info", mixinStandardHelpOptions = true, description = "Shows a bundle's manifest.")
    int info(
            @Mixin SettingsOptions settings,
            @Parameters(
                            arity = "0..1",
                            paramLabel = "DIR",
                            description = "The bundle's folder (default: the one in use).")
                    Path folder,
            @Option(names = "--json", description = "One JSON object on a line.") boolean json)
            throws IOException {
        EarshotConfig config =
                settings.config(folder == null ? Map.of() : Map.of(Settings.MODEL_DIR, folder.toString()));
        ModelInfo info = new ModelInfo(LoadedModel.folder(config));
        print(json, info.text(), info.fields());
        return 0;
    }
}
