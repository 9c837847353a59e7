package io.earshot.cli;

import io.earshot.config.EarshotConfig;
import io.earshot.config.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import picocli.CommandLine.Option;

/** Settings from a file, the environment and the command line; the last wins. */
final class SettingsOptions {
    /** Prefixes of the keys that only Kafka or a service uses. */
    private static final List<String> OF_A_SERVICE = List.of(
            Settings.BOOTSTRAP_SERVERS,
            Settings.KAFKA_PREFIX,
            Settings.APPLICATION_ID,
            Settings.STATE_DIR,
            Settings.STREAM_THREADS,
            Settings.COMMIT_INTERVAL_MS,
            Settings.STALL_SECONDS,
            "topic.",
            "calibration.",
            "http.",
            "schema.registry.",
            "value.");

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "Properties file with settings (docs/configuration.md lists them).")
    private Path file;

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            description = "Kafka brokers, comma-separated (setting bootstrap.servers).")
    private String bootstrapServers;

    @Option(names = "--model", paramLabel = "DIR", description = "Folder of the model bundle (setting model.dir).")
    private Path model;

    @Option(
            names = {"-s", "--set"},
            paramLabel = "KEY=VALUE",
            description = "A setting; kafka.* goes to the Kafka clients. May be repeated.")
    private Map<String, String> set = new LinkedHashMap<>();

    /**
     * Rejects settings of the command line that the command does not use. A file and the environment serve all commands, so
     * that their unused settings are ignored.
     *
     * @param unused whether a key does nothing
     * @param why follows the name of the option
     * @throws WrongUseException if one does nothing
     */
    void refuse(Predicate<String> unused, String why) {
        if (bootstrapServers != null && unused.test(Settings.BOOTSTRAP_SERVERS)) {
            throw new WrongUseException("--bootstrap-servers does nothing here: " + why);
        }
        set.keySet().stream().filter(unused).findFirst().ifPresent(key -> {
            throw new WrongUseException("--set " + key + " does nothing here: " + why);
        });
    }

    /** Rejects settings of Kafka and the service, in a command that needs neither. */
    void refuseThoseOfAService(String command) {
        refuse(key -> OF_A_SERVICE.stream().anyMatch(key::startsWith), command + " needs no Kafka and is no service");
    }

    /** The settings in force. */
    EarshotConfig config() throws IOException {
        return config(Map.of());
    }

    /** The settings in force; {@code fixed} wins over all. */
    EarshotConfig config(Map<String, String> fixed) throws IOException {
        Map<String, String> settings = new TreeMap<>();
        if (file != null) {
            settings.putAll(EarshotConfig.readFile(file));
        }
        settings.putAll(EarshotConfig.fromEnvironment(System.getenv()));
        settings.putAll(set);
        if (bootstrapServers != null) {
            settings.put(Settings.BOOTSTRAP_SERVERS, bootstrapServers);
        }
        if (model != null) {
            settings.put(Settings.MODEL_DIR, model.toString());
        }
        settings.putAll(fixed);
        return EarshotConfig.of(settings);
    }
}
