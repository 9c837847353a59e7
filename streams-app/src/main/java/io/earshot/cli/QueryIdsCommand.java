package io.earshot.cli;

import io.earshot.cluster.QueryCatalog;
import io.earshot.cluster.RegistrationCatalog;
import io.earshot.ingest.QueryPublisher;
import io.earshot.wire.Decoded;
import io.earshot.wire.QueryRecord;
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

/** Works on queries by their ids. Reports unknown ids (exit code 1) and goes on. */
abstract class QueryIdsCommand extends Subcommand implements Callable<Integer> {
    private static final String NONE = "no such query";

    @Mixin
    private SettingsOptions settings;

    @Parameters(arity = "1..*", paramLabel = "ID", description = "Ids of the queries.")
    private List<String> ids = List.of();

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        QueryCluster cluster = QueryCluster.asItIs(settings.config());
        QueryCatalog queries = cluster.queries();
        boolean areAllThere = true;
        try (Producer<String, Decoded<QueryRecord>> producer = cluster.producer()) {
            QueryPublisher publisher = cluster.publisher(producer);
            for (String id : new LinkedHashSet<>(ids)) {
                Optional<String> fault = workOn(id, queries.find(id), cluster, publisher);
                fault.ifPresent(why -> report(Printed.of(id) + ": " + why));
                areAllThere &= fault.isEmpty();
            }
        }
        return areAllThere ? 0 : 1;
    }

    /** Works on one query; returns the reason if it cannot. */
    abstract Optional<String> workOn(
            String id, Optional<Decoded<QueryRecord>> found, QueryCluster cluster, QueryPublisher publisher)
            throws InterruptedException;

    final void print(String forPeople, Map<String, ?> forPrograms) {
        print(json, forPeople, forPrograms);
    }

    /** Removes queries, also those that still fire although the topic of queries has lost them. */
    @Command(
            name = "rm",
            mixinStandardHelpOptions = true,
            description = "Removes queries. Reports unknown ids (exit code 1) and removes the others.")
    static final class Remove extends QueryIdsCommand {
        private RegistrationCatalog registrations;

        @Override
        Optional<String> workOn(
                String id, Optional<Decoded<QueryRecord>> found, QueryCluster cluster, QueryPublisher publisher)
                throws InterruptedException {
            registrations = registrations == null ? cluster.registrations() : registrations;
            if (found.isEmpty() && !registrations.ids().contains(id)) {
                return Optional.of(NONE);
            }
            publisher.remove(id, Author.note("removed"));
            if (found.isEmpty()) {
                registrations.remove(cluster.kafka(), id);
            }
            print("removed " + Printed.of(id), Map.of("id", id, "done", "removed"));
            return Optional.empty();
        }
    }

    /** Enables or disables queries, which are kept either way. */
    abstract static class Switch extends QueryIdsCommand {
        private final boolean enabled;

        private Switch(boolean enabled) {
            this.enabled = enabled;
        }

        @Override
        Optional<String> workOn(
                String id, Optional<Decoded<QueryRecord>> found, QueryCluster cluster, QueryPublisher publisher)
                throws InterruptedException {
            Optional<QueryRecord> record = found.flatMap(Decoded::value);
            if (record.isEmpty()) {
                return Optional.of(found.isPresent() ? "it cannot be read; add it anew" : NONE);
            }
            boolean isNew = record.get().enabled() != enabled;
            if (isNew) {
                publisher.put(record.get().withEnabled(enabled), Author.note(enabled ? "enabled" : "disabled"));
            }
            String state = enabled ? "enabled" : "disabled";
            print(
                    (isNew ? state : "unchanged, it is " + state) + " " + Printed.of(id),
                    Map.of("id", id, "done", isNew ? state : "unchanged", "enabled", enabled));
            return Optional.empty();
        }
    }

    /** Stops matching queries. */
    @Command(
            name = "disable",
            mixinStandardHelpOptions = true,
            description = "Keeps queries, but does not match them; their events end.")
    static final class Disable extends Switch {
        Disable() {
            super(false);
        }
    }

    /** Matches them again. */
    @Command(name = "enable", mixinStandardHelpOptions = true, description = "Matches disabled queries again.")
    static final class Enable extends Switch {
        Enable() {
            super(true);
        }
    }
}
