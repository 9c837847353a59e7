package io.earshot.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.config.EarshotConfig;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CommandOptionsTest {
    @Test
    void shouldSayNothingWhereNothingNeedsToBeSaid() {
        assertThat(CommandOptions.of(EarshotConfig.of(Map.of("http.port", "1"))))
                .isEmpty();
    }

    @Test
    void shouldLeadToTheSameTopicsWithoutSecrets() {
        Map<String, String> settings = Map.of("bootstrap.servers", "b:1,c:1", "topic.prefix", "lab.");
        assertThat(CommandOptions.of(EarshotConfig.of(settings)))
                .containsExactly("--bootstrap-servers", "b:1,c:1", "-s", "topic.prefix=lab.");
        assertThat(CommandOptions.of(EarshotConfig.of(Map.of("schema.registry.url", "http://me:secret@r"))))
                .isEmpty();
    }
}
