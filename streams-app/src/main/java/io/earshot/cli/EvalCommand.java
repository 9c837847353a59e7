package io.earshot.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.earshot.app.LoadedModel;
import io.earshot.config.EarshotConfig;
import io.earshot.evaluate.ClipFormat;
import io.earshot.evaluate.ClipPool;
import io.earshot.evaluate.Evaluation;
import io.earshot.evaluate.EvaluationOptions;
import io.earshot.evaluate.EvaluationReport;
import io.earshot.evaluate.LabelledClip;
import io.earshot.evaluate.ReportText;
import io.earshot.ingest.AudioFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Stack;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IParameterConsumer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures the model in use on labelled sound. */
@Command(
        name = "eval",
        mixinStandardHelpOptions = true,
        description = {
            "Measures how well the model in use answers words, on a folder of labelled sound.",
            "DIR has clips.csv with the columns file,label (| between several labels; optional columns: split, offset,"
                    + " seconds) beside audio of any format. Needs no Kafka."
        })
final class EvalCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private SettingsOptions settings;

    @Parameters(paramLabel = "DIR", description = "The folder.")
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
            defaultValue = "max",
            paramLabel = "POOL",
            description = "What the score of a clip is of its segments' confidences: max, top (mean of the"
                    + " higher half), mean (default: ${DEFAULT-VALUE}).")
    private ClipPool pool;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Clips that are encoded at a time (default: the number of processors).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--json",
            arity = "0..1",
            paramLabel = "FILE",
            parameterConsumer = JsonTarget.class,
            description = "Print the report as JSON instead, or write it to this file as well.")
    private String json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        EvaluationOptions options = options();
        EarshotConfig config = settings.config();
        List<LabelledClip> clips = format.read(folder, Optional.ofNullable(split));
        EvaluationReport report;
        try (LoadedModel model = LoadedModel.open(config)) {
            report = new Evaluation(model.stages(), model.registrar(), AudioFiles.bundled(), options)
                    .run(clips, new EvalProgress(spec.commandLine().getErr()));
        }
        print(report);
        return 0;
    }

    private EvaluationOptions options() {
        // after a long run it would be too late
        if (json != null && Files.notExists(Path.of(json).toAbsolutePath().getParent())) {
            throw new WrongUseException(json + ": there is no such folder to write to");
        }
        try {
            return new EvaluationOptions(prompts, pool, format.sharing(), threads);
        } catch (IllegalArgumentException e) {
            throw new WrongUseException(e.getMessage());
        }
    }

    private void print(EvaluationReport report) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        String text =
                new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(report);
        if (JsonTarget.STDOUT.equals(json)) {
            out.println(text);
        } else {
            ReportText.lines(report).forEach(out::println);
        }
        out.flush();
        if (json != null && !JsonTarget.STDOUT.equals(json)) {
            Files.writeString(Path.of(json), text + System.lineSeparator());
        }
    }

    /** So that {@code --json DIR} means what it looks like: a folder is never the file to write. */
    static final class JsonTarget implements IParameterConsumer {
        static final String STDOUT = "-";

        @Override
        public void consumeParameters(Stack<String> arguments, ArgSpec option, CommandSpec command) {
            boolean hasFile = !arguments.isEmpty()
                    && (STDOUT.equals(arguments.peek()) || !arguments.peek().startsWith("-"))
                    && !Files.isDirectory(Path.of(arguments.peek()));
            option.setValue(hasFile ? arguments.pop() : STDOUT);
        }
    }
}
