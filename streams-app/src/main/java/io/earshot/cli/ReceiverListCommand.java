package io.earshot.cli;

import io.earshot.cluster.ReceiverCatalog;
import io.earshot.cluster.ReceiverStore;
import io.earshot.notify.Receiver;
import io.earshot.notify.ReceiverJson;
import io.earshot.wire.Decoded;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists receivers. */
@Command(
        name = "ls",
        mixinStandardHelpOptions = true,
        description = "Lists the receivers, with how many events each has not been told of.")
final class ReceiverListCommand extends Subcommand implements Callable<Integer> {
    @Mixin
    private SettingsOptions settings;

    @Option(names = "--json", description = "One JSON object a receiver.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (ReceiverStore store = ReceiverCluster.open(settings.config())) {
            ReceiverCatalog catalog = store.catalog();
            for (String id : catalog.ids()) {
                Decoded<Receiver> found = catalog.find(id).orElseThrow();
                Optional<Long> lag = store.lag(id);
                print(json, line(id, found, lag), fields(id, found, lag));
            }
            return 0;
        }
    }

    static String line(String id, Decoded<Receiver> found, Optional<Long> lag) {
        Optional<Receiver> receiver = found.value();
        if (receiver.isEmpty()) {
            return Printed.of(id) + "\tunreadable; add it anew";
        }
        String state = receiver.get().enabled()
                ? lag.map(untold -> untold + " events untold").orElse("not told yet")
                : "disabled" + because(receiver.get().disabledReason());
        return Printed.of(id) + "\t" + receiver.get().kind().name().toLowerCase(Locale.ROOT) + "\t" + state + "\t"
                + Printed.of(receiver.get().address());
    }

    private static String because(String reason) {
        return reason.isEmpty() ? "" : ": " + Printed.of(reason);
    }

    static Map<String, Object> fields(String id, Decoded<Receiver> found, Optional<Long> lag) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", id);
        found.value().ifPresent(receiver -> fields.putAll(ReceiverJson.write(receiver)));
        if (found instanceof Decoded.Undecodable<Receiver> undecodable) {
            fields.put("error", undecodable.reason());
        }
        lag.ifPresent(untold -> fields.put("untold", untold));
        return fields;
    }
}
