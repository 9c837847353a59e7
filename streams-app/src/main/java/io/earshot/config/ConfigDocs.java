package io.earshot.config;

import org.apache.kafka.common.config.ConfigDef;

/** The table of settings in docs/configuration.md, generated from their definition. */
public final class ConfigDocs {
    private ConfigDocs() {}

    /** Rows of a Markdown table, the header first. */
    public static String markdown() {
        StringBuilder table =
                new StringBuilder("| key | default | allowed | what it does |\n| --- | --- | --- | --- |\n");
        Settings.DEFINITION.configKeys().values().stream()
                .sorted((a, b) -> a.name.compareTo(b.name))
                .forEach(key -> table.append(row(key)));
        return table.toString();
    }

    private static String row(ConfigDef.ConfigKey key) {
        String fallback = key.type == ConfigDef.Type.PASSWORD ? "" : String.valueOf(key.defaultValue);
        String allowed = key.validator == null
                ? key.type.toString().toLowerCase(java.util.Locale.ROOT)
                : key.validator.toString();
        return "| `" + key.name + "` | " + (fallback.isEmpty() ? "" : "`" + fallback + "`") + " | " + allowed + " | "
                + key.documentation + " |\n";
    }
}
