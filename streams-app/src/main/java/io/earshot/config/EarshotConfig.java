package io.earshot.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.common.config.types.Password;

/** The settings in force, checked together: all errors are reported at once. */
public final class EarshotConfig {
    private static final String ENVIRONMENT_PREFIX = "EARSHOT_";
    private static final Set<String> LAUNCHER = Set.of("EARSHOT_JAVA_OPTS", "EARSHOT_LOG_LEVEL");
    private static final Pattern SERVICE_LINK =
            Pattern.compile("EARSHOT_(.*_)?(SERVICE_HOST|SERVICE_PORT.*|PORT|PORT_\\d+_.*)");

    /** The user and password of an address. */
    private static final Pattern PASSWORD = Pattern.compile("(\\w+://)[^/?#@\\s,]*@");

    private final Map<String, Object> values;
    private final Map<String, String> kafka;

    private EarshotConfig(Map<String, Object> values, Map<String, String> kafka) {
        this.values = values;
        this.kafka = kafka;
    }

    /**
     * Checks settings.
     *
     * @param settings values by key; those of {@code kafka.*} go to the Kafka clients unchanged
     * @throws ConfigException one message that names every unknown key and every bad value
     */
    public static EarshotConfig of(Map<String, String> settings) {
        Map<String, String> own = new TreeMap<>();
        Map<String, String> kafka = new TreeMap<>();
        settings.forEach((key, value) -> {
            if (key.startsWith(Settings.KAFKA_PREFIX)) {
                kafka.put(key.substring(Settings.KAFKA_PREFIX.length()), value);
            } else {
                own.put(key, value);
            }
        });
        List<String> errors = new ArrayList<>();
        ConfigDef definition = Settings.DEFINITION;
        own.keySet().stream()
                .filter(key -> !definition.names().contains(key))
                .forEach(key -> errors.add("unknown setting " + key));
        own.keySet().retainAll(definition.names());
        for (ConfigValue value : definition.validate(own)) {
            value.errorMessages().stream()
                    .limit(1)
                    .forEach(message -> errors.add(message.replace("configuration", "setting")));
        }
        if (!errors.isEmpty()) {
            throw new ConfigException(String.join("\n", errors));
        }
        own.computeIfAbsent(Settings.APPLICATION_ID, unset -> applicationOf(own.get(Settings.TOPIC_PREFIX)));
        return new EarshotConfig(definition.parse(own), kafka);
    }

    /** Two groups of one name would share the partitions of topics that only one of them reads. */
    private static String applicationOf(String topicPrefix) {
        if (topicPrefix == null || topicPrefix.equals(Settings.DEFAULT_PREFIX)) {
            return Settings.DEFAULT_APPLICATION;
        }
        return (topicPrefix.isEmpty() ? "_" : topicPrefix) + Settings.DEFAULT_APPLICATION;
    }

    /**
     * The settings of a properties file in UTF-8.
     *
     * @throws ConfigException if it is none; the message names the file
     * @throws IOException if it cannot be read
     */
    public static Map<String, String> readFile(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (CharacterCodingException e) {
            throw new ConfigException(file + " is not in UTF-8");
        } catch (IllegalArgumentException e) {
            throw new ConfigException(
                    file + " is no properties file: " + e.getMessage() + " (a backslash is written twice)");
        }
        Map<String, String> settings = new TreeMap<>();
        properties.stringPropertyNames().forEach(key -> settings.put(key, properties.getProperty(key)));
        return settings;
    }

    /** The settings among environment variables: EARSHOT_HTTP_PORT is http.port. */
    public static Map<String, String> fromEnvironment(Map<String, String> environment) {
        Map<String, String> settings = new TreeMap<>();
        environment.forEach((name, value) -> {
            if (name.startsWith(ENVIRONMENT_PREFIX) && !isForeign(name)) {
                settings.put(keyOf(name), value);
            }
        });
        return settings;
    }

    /** Variables of the launcher, and those that Kubernetes sets for a service called earshot. */
    private static boolean isForeign(String name) {
        return LAUNCHER.contains(name)
                || (SERVICE_LINK.matcher(name).matches()
                        && !Settings.DEFINITION.names().contains(keyOf(name)));
    }

    static String keyOf(String environmentName) {
        return environmentName
                .substring(ENVIRONMENT_PREFIX.length())
                .toLowerCase(Locale.ROOT)
                .replace('_', '.');
    }

    public String string(String key) {
        return (String) values.get(key);
    }

    /** The parts of a comma-separated setting that are not blank. */
    public List<String> list(String key) {
        return parts(string(key));
    }

    /** The parts of a comma-separated setting that is masked elsewhere. */
    public List<String> secrets(String key) {
        return parts(((Password) values.get(key)).value());
    }

    private static List<String> parts(String value) {
        return Arrays.stream(value.split(",", -1))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    public int integer(String key) {
        return (Integer) values.get(key);
    }

    public boolean bool(String key) {
        return (Boolean) values.get(key);
    }

    public Duration seconds(String key) {
        return Duration.ofSeconds(integer(key));
    }

    public Path path(String key) {
        return Path.of(string(key));
    }

    /** Every setting as text, secrets masked; all values for the Kafka clients are masked. */
    public Map<String, String> resolved() {
        Map<String, String> resolved = new TreeMap<>();
        values.forEach((key, value) ->
                resolved.put(key, PASSWORD.matcher(String.valueOf(value)).replaceAll("$1" + Password.HIDDEN + "@")));
        kafka.keySet().forEach(key -> resolved.put(Settings.KAFKA_PREFIX + key, Password.HIDDEN));
        return resolved;
    }

    /** Settings for the Kafka clients, without their prefix. */
    public Map<String, String> kafka() {
        return kafka;
    }

    /** The settings of the wire format by key; those without a value are left out. */
    public Map<String, String> wire() {
        Map<String, String> wire = new TreeMap<>();
        for (String key : Settings.WIRE) {
            Object value = values.get(key);
            String text = value instanceof Password secret ? secret.value() : String.valueOf(value);
            if (!text.isEmpty()) {
                wire.put(key, text);
            }
        }
        return wire;
    }
}
