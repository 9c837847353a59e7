package io.earshot.cli;

import io.earshot.app.LoadedModel;
import io.earshot.config.EarshotConfig;
import io.earshot.evaluate.stream.StreamEvaluation;
import io.earshot.evaluate.stream.StreamOptions;
import io.earshot.evaluate.stream.StreamRun;
import io.earshot.ingest.AudioFiles;
import io.earshot.query.DecisionRules;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** The options of {@code eval --stream}, and what it does. */
final class StreamEval {
    /** Options that need {@code --stream}. */
    static final List<String> OPTIONS = List.of(
            "--foreground",
            "--background",
            "--minutes",
            "--snr",
            "--seed",
            "--development-seed",
            "--threshold",
            "--dump");

    private static final String SHIPPED = "models/stream-eval";

    @Option(
            names = "--stream",
            description = "Instead of DIR: plant known sounds at known times in hours of background, and score events.")
    private boolean stream;

    @Option(
            names = "--foreground",
            paramLabel = "DIR",
            description = "Sounds to plant: clips.csv (file,label); a clip's first label is its query"
                    + " (default: recordings that come with Earshot).")
    private Path foreground;

    @Option(
            names = "--background",
            paramLabel = "DIR",
            description = "Sounds to plant them in: clips.csv (file,label)"
                    + " (default: recordings that come with Earshot).")
    private Path background;

    @Option(
            names = "--minutes",
            defaultValue = "60",
            paramLabel = "N",
            description = "Length of each stream (default: ${DEFAULT-VALUE}).")
    private int minutes;

    @Option(
            names = "--snr",
            split = ",",
            defaultValue = "20,10,0",
            paramLabel = "DB",
            description = "A stream is made for each ratio of sound to background (default: ${DEFAULT-VALUE}).")
    private List<Integer> snrsDb = List.of();

    @Option(
            names = "--seed",
            defaultValue = "1",
            paramLabel = "N",
            description = "Seed of what is planted where (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--development-seed",
            defaultValue = "1000",
            paramLabel = "N",
            description = "The same, for the streams that thresholds are tuned on (default: ${DEFAULT-VALUE}).")
    private long developmentSeed;

    @Option(
            names = {"-t", "--threshold"},
            paramLabel = "P",
            converter = Probability.class,
            description = "Confidence at which every query opens, between 0 and 1 (default: tuned for each query on the"
                    + " development streams, as the plain detector is).")
    private Double threshold;

    @Option(
            names = "--dump",
            paramLabel = "FILE",
            description = "Write every score, what was planted and what was detected, one JSON object a line.")
    private Path dump;

    boolean isChosen() {
        return stream;
    }

    /** Measures, and writes the dump if there is an option for it; hears a channel of each file. */
    StreamRun run(EarshotConfig config, ChannelOption channel, int threads, PrintWriter err)
            throws IOException, InterruptedException {
        StreamOptions options = options(threads);
        Path shipped = LoadedModel.home().resolve(SHIPPED);
        StreamEvaluation.Sounds sounds = StreamEvaluation.Sounds.read(
                foreground == null ? shipped.resolve("foreground") : foreground,
                background == null ? shipped.resolve("background") : background);
        try (AudioFiles audioFiles = channel.files(config, 1);
                LoadedModel model = LoadedModel.open(config);
                Writer out = dump == null ? Writer.nullWriter() : Files.newBufferedWriter(dump)) {
            StreamRun run = new StreamEvaluation(model.stages(), model.registrar(), audioFiles, options)
                    .run(sounds, new EvalProgress(err));
            if (dump != null) {
                run.dump(out);
            }
            return run;
        }
    }

    private StreamOptions options(int threads) {
        try {
            DecisionRules rules = threshold == null ? DecisionRules.DEFAULT : DecisionRules.ofConfidence(threshold);
            return new StreamOptions(snrsDb, minutes, seed, developmentSeed, rules, threshold == null, threads);
        } catch (IllegalArgumentException e) {
            throw new WrongUseException(e.getMessage());
        }
    }
}
