package io.earshot.cli;

import io.earshot.cluster.ReceiverStore;
import io.earshot.notify.Receiver;
import io.earshot.notify.ReceiverJson;
import io.earshot.notify.ReceiverKind;
import io.earshot.wire.Decoded;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes one receiver. */
abstract class ReceiverWritingCommand extends Subcommand implements Callable<Integer> {
    @Mixin
    private SettingsOptions settings;

    @Parameters(index = "0", paramLabel = "ID", description = "Id of the receiver.")
    private String id;

    @Mixin
    private ReceiverOptions options;

    @Option(names = "--json", description = "One JSON object.")
    private boolean json;

    /** The receiver to write, as far as its options do not say. */
    abstract Receiver begin(String called, Optional<Receiver> before);

    @Override
    public final Integer call() throws IOException, InterruptedException {
        try (ReceiverStore store = ReceiverCluster.open(settings.config())) {
            Optional<Receiver> before = store.catalog().find(id).flatMap(Decoded::value);
            Receiver receiver = options.on(begin(id, before));
            store.put(receiver, before, ReceiverCluster.BY);
            String done = before.isEmpty() ? "added" : before.get().equals(receiver) ? "unchanged" : "changed";
            Map<String, Object> fields = ReceiverJson.write(receiver);
            fields.put("done", done);
            print(json, done + " " + Printed.of(id) + "; try it: ./earshot receivers test " + Printed.of(id), fields);
            return 0;
        }
    }

    /** Adds a receiver. */
    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            description =
                    "Adds a receiver, which is told of what happens from now on, or defines the one with its id anew.")
    static final class Add extends ReceiverWritingCommand {
        @Option(
                names = "--kind",
                required = true,
                paramLabel = "KIND",
                description = "webhook, slack, discord, teams, ntfy, alertmanager, mqtt, mail.")
        private ReceiverKind kind;

        @Override
        Receiver begin(String called, Optional<Receiver> before) {
            return new Receiver(called, kind, "", Map.of(), true);
        }
    }

    /** Changes a receiver. */
    @Command(
            name = "edit",
            mixinStandardHelpOptions = true,
            description = "Changes a receiver; what is not given stays as it is.")
    static final class Edit extends ReceiverWritingCommand {
        @Override
        Receiver begin(String called, Optional<Receiver> before) {
            return before.orElseThrow(() -> new FailedException("no receiver " + Printed.of(called) + " can be read"));
        }
    }
}
