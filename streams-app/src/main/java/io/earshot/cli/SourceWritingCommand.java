package io.earshot.cli;

import io.earshot.cluster.SourceCatalog;
import io.earshot.source.AudioSource;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes sources and shows what running services say of them. */
abstract class SourceWritingCommand extends Subcommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Mixin
    private SettingsOptions settings;

    @Option(names = "--no-wait", description = "Do not wait for a running service to open the source.")
    private boolean noWait;

    @Option(names = "--json", description = "One JSON object a source, with its first state.")
    private boolean json;

    /** The sources to write; {@code known} are those that exist. Asked before anything is written. */
    abstract List<AudioSource> sources(SourceCatalog known) throws IOException;

    /** Finds faults that need no broker. */
    abstract void requireValid() throws IOException;

    @Override
    public final Integer call() throws IOException, InterruptedException {
        requireValid();
        SourceCluster cluster = SourceCluster.withTopics(settings.config());
        SourceCatalog known = cluster.sources();
        List<SourceChange> changes =
                SourceChange.write(cluster, known, sources(known), noWait ? Duration.ZERO : PATIENCE);
        changes.forEach(change -> print(json, change.text(), change.fields()));
        if (!noWait && changes.stream().allMatch(change -> change.status().isEmpty())) {
            report("no Earshot listens yet; " + (changes.size() == 1 ? "the source is" : "the sources are")
                    + " opened as soon as one runs (./earshot serve)");
        }
        return changes.stream().allMatch(SourceChange::isGood) ? 0 : 1;
    }
}
