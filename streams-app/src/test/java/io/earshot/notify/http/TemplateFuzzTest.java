package io.earshot.notify.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.fuzz.Fuzz;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TemplateFuzzTest {
    @Test
    void shouldFillOrRefuseAnyTemplate() {
        Map<String, String> values = Map.of("query", "a \"dog\"\n${source}", "source", "yard");
        List<String> templates = List.of(
                "{\"text\":\"${query} in ${source}\",\"n\":1,\"list\":[\"${query}\",{\"a\":null}]}", "[\"${source}\"]");
        Fuzz.ofTexts("templates", templates, IllegalArgumentException.class).feed(input -> {
            JsonTemplate template = JsonTemplate.of(new String(input, UTF_8), Set.copyOf(values.keySet()));
            assertThat(template.filled(values)).isNotNull();
        });
    }
}
