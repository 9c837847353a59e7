package io.earshot.cli;

import io.earshot.config.EarshotConfig;
import io.earshot.config.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/** The ways to give settings: a file, the environment, the command line; the last wins. */
final class SettingsOptions {
    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "Properties file with settings (README lists them).")
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
