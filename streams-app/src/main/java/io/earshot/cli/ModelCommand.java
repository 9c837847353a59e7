package io.earshot.cli;

import io.earshot.app.LoadedModel;
import io.earshot.app.ModelInfo;
import io.earshot.app.ModelReport;
import io.earshot.config.EarshotConfig;
import io.earshot.config.Settings;
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
        ModelReport report = ModelReport.of(folder);
        List<String> lines = json ? report.findings().stream().map(Printed::json).toList() : report.lines();
        lines.forEach(out()::println);
        return report.isGood() ? 0 : 1;
    }

    @Command(name = "info", mixinStandardHelpOptions = true, description = "Shows what a bundle says of itself.")
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
        Path bundle = LoadedModel.folder(config);
        List<String> lines = json ? List.of(Printed.json(ModelInfo.fields(bundle))) : ModelInfo.lines(bundle);
        lines.forEach(out()::println);
        return 0;
    }
}
