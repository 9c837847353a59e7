package io.earshot.cli;

import io.earshot.cluster.ChangeHistory;
import io.earshot.wire.ChangeNote;
import java.io.IOException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells who changed a query. */
@Command(
        name = "history",
        mixinStandardHelpOptions = true,
        description =
                "Tells who changed a query and when, oldest first. The topic is compacted: the last change is always there, earlier ones for hours or days.")
final class QueryHistoryCommand extends Subcommand implements Callable<Integer> {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    @Mixin
    private SettingsOptions settings;

    @Parameters(paramLabel = "ID", description = "Id of the query.")
    private String id;

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<ChangeHistory.Change> changes =
                QueryCluster.asItIs(settings.config()).history(id).changes();
        if (changes.isEmpty()) {
            report(Printed.of(id) + ": no such query");
            return 1;
        }
        changes.forEach(change -> print(json, line(change.note()), fields(change)));
        return 0;
    }

    private static String line(ChangeNote note) {
        String time = TIME.format(note.at().atZone(ZoneId.systemDefault()));
        return time + "\t" + Printed.of(note.what()) + "\t"
                + (note.by().isEmpty() ? "nobody said" : Printed.of(note.by()));
    }

    private Map<String, Object> fields(ChangeHistory.Change change) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", id);
        fields.put("by", change.note().by());
        fields.put("at", change.note().at().toString());
        fields.put("what", change.note().what());
        fields.put("etag", change.digest().isEmpty() ? null : change.digest());
        return fields;
    }
}
