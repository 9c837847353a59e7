package io.earshot.cli;

import io.earshot.app.LoadedModel;
import io.earshot.audio.InvalidAudioException;
import io.earshot.config.EarshotConfig;
import io.earshot.ingest.AudioFiles;
import io.earshot.query.DecisionRules;
import io.earshot.query.LiveQueryTable;
import io.earshot.query.Rule;
import io.earshot.query.StandingQuery;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tags files with no Kafka. */
@Command(
        name = "tag",
        mixinStandardHelpOptions = true,
        modelTransformer = RuleOptions.class,
        description = "Finds what can be heard in audio files, and when. Needs no Kafka.")
final class TagCommand extends Subcommand implements Callable<Integer> {
    @Mixin
    private SettingsOptions settings;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Audio of any format; - reads standard input.")
    private List<String> files = List.of();

    @ArgGroup(exclusive = false, multiplicity = "1..*")
    private List<AskedQuery> asked = new ArrayList<>();

    @Mixin
    private AudioOptions audio;

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
        settings.refuseThoseOfAService("tag");
        InputNames.requireThere(files, "tag");
        EarshotConfig config = settings.config();
        List<StandingQuery> queries = queries();
        long startMicros = Times.startMicros(start);
        try (AudioFiles audioFiles = audio.files(config);
                LoadedModel model = LoadedModel.open(config)) {
            LiveQueryTable table = model.register(queries);
            warn(table);
            FileTagging tagging = new FileTagging(
                    model.stages(), table.current(), startMicros, audioFiles, new EventPrinter(out(), json));
            int failed = 0;
            for (String file : files) {
                failed += tag(tagging, file);
            }
            return failed == 0 ? 0 : 1;
        }
    }

    /** After a bad file the command goes on with the next; 1 for a bad one. */
    private int tag(FileTagging tagging, String file) {
        try {
            FileTagging.Heard heard = tagging.tag(file, err());
            heard.faults().forEach(this::report);
            if (!json) {
                heard.quiet().forEach(err()::println);
            }
            return heard.faults().isEmpty() ? 0 : 1;
        } catch (InvalidAudioException e) {
            report(e.getMessage());
            return 1;
        } catch (IOException e) {
            report(FileTagging.nameOf(file) + ": " + e.getMessage());
            return 1;
        }
    }

    private void warn(LiveQueryTable table) {
        table.warnings()
                .values()
                .forEach(warnings -> warnings.forEach(warning -> err().println("warning: " + warning)));
    }

    List<StandingQuery> queries() {
        if (RuleOptions.of(spec()).says(Rule.ALARMS_PER_DAY)) {
            throw new WrongUseException(
                    "--alarms-per-day needs the background of a source that was heard for a while, and a file has none:"
                            + " use --threshold");
        }
        DecisionRules decisions = RuleOptions.over(DecisionRules.DEFAULT, spec());
        try {
            Map<String, AskedQuery> byMeaning = asked.stream()
                    .collect(Collectors.toMap(AskedQuery::meaning, query -> query, (first, again) -> first));
            return Ids.ofTexts(asked.stream().map(AskedQuery::meaning).toList()).entrySet().stream()
                    .map(entry -> byMeaning.get(entry.getValue()).query(entry.getKey(), decisions))
                    .toList();
        } catch (IllegalArgumentException e) {
            throw new WrongUseException(e.getMessage());
        }
    }
}
