package io.earshot.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EarshotConfigTest {
    @Test
    void shouldHaveADefaultForEverySetting() {
        EarshotConfig config = EarshotConfig.of(Map.of());

        assertThat(config.string(Settings.BOOTSTRAP_SERVERS)).isEqualTo("127.0.0.1:9092");
        assertThat(config.string(Settings.TOPIC_PREFIX)).isEqualTo("earshot.");
        assertThat(config.integer(Settings.TOPIC_PARTITIONS)).isEqualTo(16);
        assertThat(config.integer(Settings.HTTP_PORT)).isEqualTo(8080);
        assertThat(config.string(Settings.HTTP_HOST)).isEqualTo("127.0.0.1");
        assertThat(config.seconds(Settings.STALL_SECONDS)).hasSeconds(10);
        assertThat(config.kafka()).isEmpty();
        assertThat(config.wire()).doesNotContainKey(Settings.REGISTRY_URL);
    }

    @Test
    void shouldMakeTwoGroupsOfInstallationsThatDifferByTheirTopicsOnly() {
        assertThat(applicationId(Map.of())).isEqualTo("earshot");
        assertThat(applicationId(Map.of("topic.prefix", "earshot."))).isEqualTo("earshot");
        assertThat(applicationId(Map.of("topic.prefix", "one."))).isEqualTo("one.earshot");
        assertThat(applicationId(Map.of("topic.prefix", "two."))).isEqualTo("two.earshot");
        assertThat(applicationId(Map.of("topic.prefix", ""))).isEqualTo("_earshot");
        assertThat(applicationId(Map.of("topic.prefix", "one.", "application.id", "mine")))
                .isEqualTo("mine");
    }

    private static String applicationId(Map<String, String> settings) {
        return EarshotConfig.of(settings).string(Settings.APPLICATION_ID);
    }

    @Test
    void shouldReportEveryErrorAtOnce() {
        assertThatThrownBy(() -> EarshotConfig.of(Map.of(
                        "http.port", "99999", "stream.threads", "many", "no.such.key", "1", "topic.prefix", "a b")))
                .isInstanceOf(ConfigException.class)
                .message()
                .contains("http.port", "stream.threads", "unknown setting no.such.key", "topic.prefix")
                .hasLineCount(4);
    }

    @Test
    void shouldPassKafkaSettingsThroughAndMaskTheirValues() {
        EarshotConfig config = EarshotConfig.of(Map.of("kafka.sasl.jaas.config", "password=hunter2"));

        assertThat(config.kafka()).containsEntry("sasl.jaas.config", "password=hunter2");
        assertThat(config.resolved().values()).noneMatch(value -> value.contains("hunter2"));
    }

    @Test
    void shouldMaskTheRegistrysSecretsButUseThem() {
        EarshotConfig config = EarshotConfig.of(
                Map.of(Settings.REGISTRY_URL, "http://127.0.0.1:1", Settings.REGISTRY_USER_INFO, "user:hunter2"));

        assertThat(config.resolved().values()).noneMatch(value -> value.contains("hunter2"));
        assertThat(config.wire()).containsEntry(Settings.REGISTRY_USER_INFO, "user:hunter2");
    }

    @Test
    void shouldTakeSettingsFromTheEnvironment() {
        assertThat(EarshotConfig.fromEnvironment(
                        Map.of("EARSHOT_HTTP_PORT", "9090", "EARSHOT_KAFKA_SECURITY_PROTOCOL", "SSL", "HOME", "/root")))
                .containsOnly(Map.entry("http.port", "9090"), Map.entry("kafka.security.protocol", "SSL"));
    }

    @Test
    void shouldNotTakeWhatTheLauncherOrKubernetesPutsThereForASetting() {
        assertThat(EarshotConfig.fromEnvironment(Map.of(
                        "EARSHOT_JAVA_OPTS", "-Xmx1g",
                        "EARSHOT_LOG_LEVEL", "DEBUG",
                        "EARSHOT_SERVICE_HOST", "10.0.0.1",
                        "EARSHOT_PORT", "tcp://10.0.0.1:8080",
                        "EARSHOT_PORT_8080_TCP_ADDR", "10.0.0.1",
                        "EARSHOT_HTTP_PORT", "1")))
                .containsOnlyKeys("http.port");
    }

    @Test
    void shouldReadAPropertiesFile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("earshot.properties"), "# mine\nhttp.port = 1234\n");

        assertThat(EarshotConfig.readFile(file)).containsOnly(Map.entry("http.port", "1234"));
    }

    @Test
    void shouldReadAFileInUtf8AndNameOneThatIsNoPropertiesFile(@TempDir Path folder) throws IOException {
        Path named = Files.writeString(folder.resolve("named.properties"), "state.dir = /srv/Gehör\n");
        assertThat(EarshotConfig.readFile(named)).containsOnly(Map.entry("state.dir", "/srv/Gehör"));

        Path escaped = Files.writeString(folder.resolve("escaped.properties"), "state.dir = C:\\users\\x\n");
        assertThatThrownBy(() -> EarshotConfig.readFile(escaped))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("escaped.properties is no properties file");

        Path latin = Files.write(folder.resolve("latin.properties"), new byte[] {'a', '=', (byte) 0xF6});
        assertThatThrownBy(() -> EarshotConfig.readFile(latin))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("latin.properties is not in UTF-8");
    }

    @Test
    void shouldMaskThePasswordInAnAddress() {
        EarshotConfig config = EarshotConfig.of(
                Map.of(Settings.REGISTRY_URL, "https://one:geheim@a.example/x,https://two:geheim@b.example"));

        assertThat(config.resolved())
                .containsEntry(Settings.REGISTRY_URL, "https://[hidden]@a.example/x,https://[hidden]@b.example");
    }

    @Test
    void shouldDocumentEverySetting() {
        assertThat(Settings.DEFINITION.configKeys().values())
                .allSatisfy(key -> assertThat(key.documentation).as(key.name).isNotBlank());
    }
}
