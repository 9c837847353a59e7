package io.earshot.cli;

import io.earshot.app.LoadedModel;
import io.earshot.config.EarshotConfig;
import io.earshot.evaluate.ClipFormat;
import io.earshot.evaluate.ClipPool;
import io.earshot.evaluate.Evaluation;
import io.earshot.evaluate.EvaluationOptions;
import io.earshot.evaluate.EvaluationReport;
import io.earshot.evaluate.LabelledClip;
import io.earshot.evaluate.ReportText;
import io.earshot.evaluate.stream.StreamReport;
import io.earshot.evaluate.stream.StreamReportText;
import io.earshot.ingest.AudioFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures the model in use on labelled sound. */
@Command(
        name = "eval",
        mixinStandardHelpOptions = true,
        description = {
            "Measures how well the model in use finds described sounds, on a folder of labelled sound.",
            "DIR has clips.csv with the columns file,label (| between several labels; optional columns: split, offset,"
                    + " seconds) beside audio of any format. Needs no Kafka.",
            "With --stream: how well events are found, with what onset, offset and delay, and how many are false."
        })
final class EvalCommand extends Subcommand implements Callable<Integer> {
    private static final List<String> OF_CLIPS = List.of("--format", "--split", "--prompt", "--pool");

    @Mixin
    private SettingsOptions settings;

    @Mixin
    private StreamEval stream;

    @Mixin
    private ChannelOption channel;

    @Parameters(arity = "0..1", paramLabel = "DIR", description = "The folder.")
    private Path folder;

    @Option(
            names = "--format",
            defaultValue = "csv",
            paramLabel = "FORMAT",
            description =
                    "What DIR holds: csv, or a data set as published: clotho, audiocaps (default: ${DEFAULT-VALUE}).")
    private ClipFormat format;

    @Option(
            names = "--split",
            paramLabel = "NAME",
            description = "Only this split (default: all of clips.csv; evaluation of Clotho; test of AudioCaps).")
    private String split;

    @Option(
            names = "--prompt",
            defaultValue = EvaluationOptions.PLAIN_PROMPT,
            paramLabel = "TEMPLATE",
            description =
                    "Query to make of a label, {} standing for it, as in \"the sound of {}\"; scores are averaged if"
                            + " repeated (default: ${DEFAULT-VALUE}).")
    private List<String> prompts = List.of();

    @Option(
            names = "--pool",
            defaultValue = "top",
            paramLabel = "POOL",
            description = "Score of a clip from its segments' confidences: max, top (mean of the higher half), mean"
                    + " (default: ${DEFAULT-VALUE}).")
    private ClipPool pool;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Clips or streams encoded at a time (default: the number of processors).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Mixin
    private ReportPrinter printer;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (stream.isChosen() == (folder != null)) {
            throw new WrongUseException("eval needs a folder, or --stream instead of it");
        }
        refuse(
                stream.isChosen() ? OF_CLIPS : StreamEval.OPTIONS,
                stream.isChosen() ? "not for --stream" : "for --stream");
        settings.refuseThoseOfAService("eval");
        printer.requirePlace();
        PrintWriter out = out();
        if (stream.isChosen()) {
            StreamReport report = onStreams();
            printer.print(report.tree(), StreamReportText.lines(report), out);
        } else {
            EvaluationReport report = onClips();
            printer.print(report, ReportText.lines(report), out);
        }
        return 0;
    }

    private void refuse(List<String> options, String reason) {
        for (String option : options) {
            if (spec().commandLine().getParseResult().hasMatchedOption(option)) {
                throw new WrongUseException(option + " is " + reason);
            }
        }
    }

    private StreamReport onStreams() throws IOException, InterruptedException {
        return stream.run(settings.config(), channel, threads, err()).report();
    }

    private EvaluationReport onClips() throws IOException, InterruptedException {
        EvaluationOptions options = options();
        EarshotConfig config = settings.config();
        List<LabelledClip> clips = format.read(folder, Optional.ofNullable(split));
        try (AudioFiles audioFiles = channel.files(config, 1);
                LoadedModel model = LoadedModel.open(config)) {
            return new Evaluation(model.stages(), model.registrar(), audioFiles, options)
                    .run(clips, new EvalProgress(err()));
        }
    }

    private EvaluationOptions options() {
        try {
            return new EvaluationOptions(prompts, pool, format.sharesTexts(), threads);
        } catch (IllegalArgumentException e) {
            throw new WrongUseException(e.getMessage());
        }
    }
}
