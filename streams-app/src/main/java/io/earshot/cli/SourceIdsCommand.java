package io.earshot.cli;

import io.earshot.cluster.SourceCatalog;
import io.earshot.ingest.SourcePublisher;
import io.earshot.source.AudioSource;
import io.earshot.wire.ChangeNote;
import io.earshot.wire.Decoded;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.producer.Producer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Works on sources by their ids. Reports unknown ids (exit code 1) and goes on. */
abstract class SourceIdsCommand extends Subcommand implements Callable<Integer> {
    private static final String NONE = "no such source";

    @Mixin
    private SettingsOptions settings;

    @Parameters(arity = "1..*", paramLabel = "ID", description = "Ids of the sources.")
    private List<String> ids = List.of();

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        SourceCluster cluster = SourceCluster.asItIs(settings.config());
        SourceCatalog sources = cluster.sources();
        boolean areAllThere = true;
        try (Producer<String, Decoded<AudioSource>> producer = cluster.producer()) {
            SourcePublisher publisher = cluster.publisher(producer);
            for (String id : new LinkedHashSet<>(ids)) {
                Optional<String> fault = workOn(id, sources.find(id), publisher);
                fault.ifPresent(why -> report(Printed.of(id) + ": " + why));
                areAllThere &= fault.isEmpty();
            }
        }
        return areAllThere ? 0 : 1;
    }

    /** Works on one source; returns the reason if it cannot. */
    abstract Optional<String> workOn(String id, Optional<Decoded<AudioSource>> found, SourcePublisher publisher)
            throws InterruptedException;

    final void print(String id, String done) {
        print(json, done + " " + Printed.of(id), Map.of("id", id, "done", done));
    }

    /** Removes sources. */
    @Command(
            name = "rm",
            mixinStandardHelpOptions = true,
            description =
                    "Removes sources; their events end. Reports unknown ids (exit code 1) and removes the others.")
    static final class Remove extends SourceIdsCommand {
        @Override
        Optional<String> workOn(String id, Optional<Decoded<AudioSource>> found, SourcePublisher publisher)
                throws InterruptedException {
            if (found.isEmpty()) {
                return Optional.of(NONE);
            }
            publisher.remove(List.of(id), Author.note("removed"));
            print(id, "removed");
            return Optional.empty();
        }
    }

    /** Forgets where sources stand, configured or not. */
    @Command(
            name = "reset",
            mixinStandardHelpOptions = true,
            description =
                    "Forgets where sources stand in their audio: what is open ends, and the next chunk begins anew. For a source that is"
                            + " not heard though its chunks arrive; also for sources that others publish.")
    static final class Reset extends SourceIdsCommand {
        @Override
        Optional<String> workOn(String id, Optional<Decoded<AudioSource>> found, SourcePublisher publisher)
                throws InterruptedException {
            publisher.reset(List.of(id), Author.note(ChangeNote.RESET));
            print(id, ChangeNote.RESET);
            return Optional.empty();
        }
    }

    /** Pauses or resumes sources, which are kept either way. */
    abstract static class Switch extends SourceIdsCommand {
        private final boolean paused;
        private final String done;

        private Switch(boolean paused, String done) {
            this.paused = paused;
            this.done = done;
        }

        @Override
        Optional<String> workOn(String id, Optional<Decoded<AudioSource>> found, SourcePublisher publisher)
                throws InterruptedException {
            Optional<AudioSource> source = found.flatMap(Decoded::value);
            if (source.isEmpty()) {
                return Optional.of(found.isPresent() ? "it cannot be read; add it anew" : NONE);
            }
            boolean isNew = source.get().paused() != paused;
            if (isNew) {
                publisher.put(List.of(source.get().withPaused(paused)), Author.note(done));
            }
            print(id, isNew ? done : "unchanged");
            return Optional.empty();
        }
    }

    /** Keeps sources without listening. */
    @Command(
            name = "pause",
            mixinStandardHelpOptions = true,
            description = "Keeps sources, but does not listen to them; what is not heard counts as paused.")
    static final class Pause extends Switch {
        Pause() {
            super(true, "paused");
        }
    }

    /** Listens to them again. */
    @Command(name = "resume", mixinStandardHelpOptions = true, description = "Listens to paused sources again.")
    static final class Resume extends Switch {
        Resume() {
            super(false, "resumed");
        }
    }
}
