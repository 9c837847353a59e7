package io.earshot.app;

import io.earshot.config.EarshotConfig;
import io.earshot.config.Settings;
import io.earshot.http.AccessRules;
import io.earshot.http.ApiKeys;
import io.earshot.http.KeyFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.apache.kafka.common.config.ConfigException;

/** Who may ask a service what, by its settings. */
final class HttpAccess {
    private HttpAccess() {}

    /** @throws ConfigException if the keys cannot be read; the message holds nothing of a key */
    static AccessRules of(EarshotConfig config) {
        try {
            return new AccessRules(
                    config.string(Settings.HTTP_HOST),
                    config.list(Settings.HTTP_NAMES),
                    keys(config),
                    config.bool(Settings.HTTP_OPEN_READING));
        } catch (IllegalArgumentException | UncheckedIOException e) {
            throw new ConfigException(e.getMessage());
        }
    }

    private static Supplier<ApiKeys> keys(EarshotConfig config) {
        ApiKeys given = ApiKeys.of(config.secrets(Settings.HTTP_KEYS), Settings.HTTP_KEYS);
        String file = config.string(Settings.HTTP_KEYS_FILE);
        return file.isEmpty() ? () -> given : new KeyFile(Path.of(file), given, System::nanoTime);
    }
}
