package io.earshot.cli;

import io.earshot.app.LoadedModel;
import io.earshot.audio.InvalidAudioException;
import io.earshot.config.EarshotConfig;
import io.earshot.query.DecisionRules;
import io.earshot.query.QueryTable;
import io.earshot.query.StandingQuery;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tags files with no Kafka. */
@Command(
        name = "tag",
        mixinStandardHelpOptions = true,
        description = "Says what can be heard in audio files, and when. Needs no Kafka.")
final class TagCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private SettingsOptions settings;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Audio of any format; - reads standard input.")
    private List<String> files = List.of();

    @Option(
            names = {"-q", "--query"},
            required = true,
            paramLabel = "TEXT",
            description = "What to listen for, in words. May be repeated.")
    private List<String> texts = List.of();

    @Option(
            names = {"-t", "--threshold"},
            defaultValue = "0.5",
            paramLabel = "P",
            description = "Confidence at which an event opens, between 0 and 1 (default: ${DEFAULT-VALUE}).")
    private double threshold;

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    @Option(
            names = "--start",
            defaultValue = "1970-01-01T00:00:00Z",
            paramLabel = "TIME",
            description = "ISO-8601 time of each file's first sample (default: ${DEFAULT-VALUE}).")
    private Instant start;

    @Override
    public Integer call() throws IOException {
        EarshotConfig config = settings.config();
        List<StandingQuery> queries = queries();
        long startMicros = StartTimes.micros(start);
        try (LoadedModel model = LoadedModel.open(config)) {
            QueryTable table = model.table(queries);
            FileTagging tagging = new FileTagging(
                    model.stages(),
                    table,
                    startMicros,
                    new EventPrinter(spec.commandLine().getOut(), json));
            int failed = 0;
            for (String file : files) {
                failed += tag(tagging, file);
            }
            return failed == 0 ? 0 : 1;
        }
    }

    /** One bad file does not keep the others from being tagged. */
    private int tag(FileTagging tagging, String file) throws IOException {
        try {
            List<String> quiet = tagging.tag(file, spec.commandLine().getErr());
            if (!json) {
                quiet.forEach(spec.commandLine().getErr()::println);
            }
            return 0;
        } catch (InvalidAudioException e) {
            spec.commandLine().getErr().println("earshot: " + e.getMessage());
            return 1;
        }
    }

    private List<StandingQuery> queries() {
        DecisionRules rules = Thresholds.rules(threshold);
        List<StandingQuery> queries = new ArrayList<>();
        try {
            QueryIds.ofAll(texts).forEach((id, text) -> queries.add(new StandingQuery(id, text, List.of(), rules)));
        } catch (IllegalArgumentException e) {
            throw new WrongUseException(e.getMessage());
        }
        return queries;
    }
}
