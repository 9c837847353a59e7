package io.earshot.app;

import io.earshot.config.EarshotConfig;
import io.earshot.config.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The options of a command line that reaches the topics of a running service: those that differ from the defaults. */
final class CommandOptions {
    private CommandOptions() {}

    /** Words before shell quoting; without secrets. */
    static List<String> of(EarshotConfig config) {
        EarshotConfig defaults = EarshotConfig.of(Map.of());
        List<String> words = new ArrayList<>();
        String brokers = config.string(Settings.BOOTSTRAP_SERVERS);
        if (!brokers.equals(defaults.string(Settings.BOOTSTRAP_SERVERS))) {
            words.addAll(List.of("--bootstrap-servers", brokers));
        }
        for (String key : List.of(Settings.TOPIC_PREFIX, Settings.REGISTRY_URL)) {
            String value = config.string(key);
            if (!value.equals(defaults.string(key)) && !value.contains("@")) {
                words.addAll(List.of("-s", key + "=" + value));
            }
        }
        return List.copyOf(words);
    }
}
