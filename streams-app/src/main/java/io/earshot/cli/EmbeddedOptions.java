package io.earshot.cli;

import io.earshot.config.Settings;
import java.nio.file.Path;
import java.util.Set;
import picocli.CommandLine.Option;

/** The broker that a command starts in its own process. */
final class EmbeddedOptions {
    /** Settings that the command's own broker fixes. */
    private static final Set<String> FIXED =
            Set.of(Settings.BOOTSTRAP_SERVERS, Settings.TOPIC_PARTITIONS, Settings.TOPIC_REPLICATION);

    private static final int LAST_PORT = 65_535;

    @Option(names = "--data-dir", paramLabel = "DIR", description = "Where the broker keeps its data between runs.")
    private Path dataDir;

    @Option(
            names = "--broker-port",
            paramLabel = "PORT",
            description = "Port of the broker, for other programs to connect to (default: a free one).")
    private Integer port;

    boolean isGiven() {
        return dataDir != null || port != null;
    }

    /** @throws WrongUseException if the port is none, or a setting does nothing */
    void requireValid(SettingsOptions settings) {
        settings.refuse(FIXED::contains, "this command starts a broker of its own (--broker-port says where)");
        if (port() < 0 || port() > LAST_PORT) {
            throw new WrongUseException("--broker-port " + port + " must lie between 0 and " + LAST_PORT);
        }
    }

    /** 0: a free one. */
    int port() {
        return port == null ? 0 : port;
    }

    /**
     * Of the broker's data; by default in XDG's data folder, or in the usual one below the user's home.
     *
     * @param purpose names the default folder
     */
    Path folder(String purpose) {
        if (dataDir != null) {
            return dataDir.resolve("broker");
        }
        String xdg = System.getenv("XDG_DATA_HOME");
        Path data = xdg != null && !xdg.isBlank()
                ? Path.of(xdg)
                : Path.of(System.getProperty("user.home"), ".local", "share");
        return data.resolve("earshot").resolve(purpose).resolve("broker");
    }
}
