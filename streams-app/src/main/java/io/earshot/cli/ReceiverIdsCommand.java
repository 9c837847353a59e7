package io.earshot.cli;

import io.earshot.app.Deliveries;
import io.earshot.cluster.ReceiverStore;
import io.earshot.config.EarshotConfig;
import io.earshot.notify.Outcome;
import io.earshot.notify.Receiver;
import io.earshot.notify.ReceiverTrial;
import io.earshot.wire.Decoded;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Works on receivers by their ids. Reports unknown ids (exit code 1) and goes on. */
abstract class ReceiverIdsCommand extends Subcommand implements Callable<Integer> {
    @Mixin
    private SettingsOptions settings;

    @Parameters(arity = "1..*", paramLabel = "ID", description = "Ids of the receivers.")
    private List<String> ids = List.of();

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    @Override
    public final Integer call() throws IOException, InterruptedException {
        EarshotConfig config = settings.config();
        boolean isGood = true;
        try (ReceiverStore store = ReceiverCluster.open(config)) {
            for (String id : new LinkedHashSet<>(ids)) {
                Optional<Decoded<Receiver>> found = store.catalog().find(id);
                if (found.isEmpty()) {
                    report(Printed.of(id) + ": no such receiver");
                }
                isGood &= found.isPresent() && workOn(id, found.get(), store, config);
            }
        }
        return isGood ? 0 : 1;
    }

    /** Works on one receiver; whether that went well. */
    abstract boolean workOn(String id, Decoded<Receiver> found, ReceiverStore store, EarshotConfig config)
            throws InterruptedException;

    final boolean isJson() {
        return json;
    }

    final void done(String id, String what) {
        print(json, what + " " + Printed.of(id), Map.of("id", id, "done", what));
    }

    final Receiver readable(String id, Decoded<Receiver> found) {
        return found.value().orElseThrow(() -> new FailedException(Printed.of(id) + " cannot be read; add it anew"));
    }

    /** Shows receivers. */
    @Command(name = "show", mixinStandardHelpOptions = true, description = "Shows all that is kept of receivers.")
    static final class Show extends ReceiverIdsCommand {
        @Override
        boolean workOn(String id, Decoded<Receiver> found, ReceiverStore store, EarshotConfig config)
                throws InterruptedException {
            Map<String, Object> fields = ReceiverListCommand.fields(id, found, store.lag(id));
            String lines = String.join(
                    "\n",
                    fields.entrySet().stream()
                            .map(field -> String.format(Locale.ROOT, "%-16s", field.getKey())
                                    + Printed.of(field.getValue().toString()))
                            .toList());
            print(isJson(), lines, fields);
            return true;
        }
    }

    /** Removes receivers. */
    @Command(name = "rm", mixinStandardHelpOptions = true, description = "Removes receivers.")
    static final class Remove extends ReceiverIdsCommand {
        @Override
        boolean workOn(String id, Decoded<Receiver> found, ReceiverStore store, EarshotConfig config)
                throws InterruptedException {
            store.remove(id, ReceiverCluster.BY);
            done(id, "removed");
            return true;
        }
    }

    /** Tries receivers. */
    @Command(
            name = "test",
            mixinStandardHelpOptions = true,
            description =
                    "Sends a message to receivers now, from this machine and with its secrets, and says what they answer.")
    static final class Test extends ReceiverIdsCommand {
        @Override
        boolean workOn(String id, Decoded<Receiver> found, ReceiverStore store, EarshotConfig config)
                throws InterruptedException {
            Outcome outcome = ReceiverTrial.tell(readable(id, found), Deliveries.of(config, System.getenv()));
            boolean isDelivered = outcome instanceof Outcome.Delivered;
            String reason = outcome.reason();
            print(
                    isJson(),
                    Printed.of(id) + ": " + (isDelivered ? "delivered" : Printed.of(reason)),
                    Map.of("id", id, "delivered", isDelivered, "reason", reason));
            return isDelivered;
        }
    }

    /** Enables receivers. */
    @Command(
            name = "enable",
            mixinStandardHelpOptions = true,
            description =
                    "Has receivers told again: from now on, or, of those that Earshot disabled, from where it stopped.")
    static final class Enable extends ReceiverIdsCommand {
        @Override
        boolean workOn(String id, Decoded<Receiver> found, ReceiverStore store, EarshotConfig config)
                throws InterruptedException {
            Receiver before = readable(id, found);
            store.put(before.withEnabled(true), Optional.of(before), ReceiverCluster.BY);
            done(id, "enabled");
            return true;
        }
    }

    /** Disables receivers. */
    @Command(name = "disable", mixinStandardHelpOptions = true, description = "Keeps receivers and tells them nothing.")
    static final class Disable extends ReceiverIdsCommand {
        @Override
        boolean workOn(String id, Decoded<Receiver> found, ReceiverStore store, EarshotConfig config)
                throws InterruptedException {
            Receiver before = readable(id, found);
            store.put(before.withEnabled(false), Optional.of(before), ReceiverCluster.BY);
            done(id, "disabled");
            return true;
        }
    }
}
