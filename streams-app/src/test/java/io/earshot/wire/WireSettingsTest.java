package io.earshot.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WireSettingsTest {
    @Test
    void shouldNeedNothing() {
        WireSettings settings = WireSettings.of(Map.of("other", "x"));
        assertThat(settings.registryUrls()).isEmpty();
        assertThat(settings.authorization()).isEmpty();
        assertThat(settings.autoRegister()).isTrue();
        assertThat(settings.serializerClass()).isEmpty();
    }

    @Test
    void shouldTakeEmptyForNotSet() {
        WireSettings settings =
                WireSettings.of(Map.of(WireSettings.REGISTRY_URL, " , ", WireSettings.BEARER_TOKEN, " "));
        assertThat(settings.registryUrls()).isEmpty();
        assertThat(settings.authorization()).isEmpty();
    }

    @Test
    void shouldTakeSeveralUrls() {
        WireSettings settings =
                WireSettings.of(Map.of(WireSettings.REGISTRY_URL, "http://a:8081/, https://b/apis/ccompat/v7"));
        assertThat(settings.registryUrls())
                .containsExactly(URI.create("http://a:8081"), URI.create("https://b/apis/ccompat/v7"));
    }

    @ParameterizedTest
    @CsvSource({
        "schema.registry.url, ftp://a",
        "schema.registry.url, localhost:8081",
        "schema.registry.url, http://",
        "schema.registry.url, http://a b",
        "schema.registry.basic.auth.user.info, nobody",
        "schema.registry.auto.register, yes",
        "value.serializer.class, some.Serializer",
        "value.deserializer.class, some.Deserializer",
    })
    void shouldNameTheKeyOfAWrongSetting(String key, String value) {
        assertThatThrownBy(() -> WireSettings.of(Map.of(key, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(key);
    }

    @Test
    void shouldNotTellThePassword() {
        assertThatThrownBy(() -> WireSettings.of(
                        Map.of(WireSettings.BASIC_AUTH, "me:secret", WireSettings.BEARER_TOKEN, "secret")))
                .hasMessageContaining(WireSettings.BASIC_AUTH)
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> WireSettings.of(Map.of(WireSettings.REGISTRY_URL, "http://me:secret@host")))
                .hasMessageContaining(WireSettings.BASIC_AUTH)
                .hasMessageNotContaining("secret");
        assertThat(WireSettings.of(Map.of(WireSettings.BEARER_TOKEN, "secret")).toString())
                .doesNotContain("secret");
    }
}
