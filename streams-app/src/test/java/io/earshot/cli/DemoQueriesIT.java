package io.earshot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.app.EmbeddedEarshot;
import io.earshot.cluster.QueryCatalog;
import io.earshot.config.EarshotConfig;
import io.earshot.ingest.QueryPublisher;
import io.earshot.query.DecisionRules;
import io.earshot.query.StandingQuery;
import io.earshot.wire.Decoded;
import io.earshot.wire.QueryRecord;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in force in a folder that several demos used. */
class DemoQueriesIT {
    private static final DecisionRules RULES = DecisionRules.ofConfidence(.4);

    @TempDir
    private Path folder;

    @Test
    void shouldListWhatIsInForceAndTellNothingTwice() throws Exception {
        try (EmbeddedEarshot earshot = new EmbeddedEarshot(folder, 0, EarshotConfig::of, Map.of("http.port", "0"))) {
            List<StandingQuery> own = DemoQueries.of(List.of("rain falling", "a siren wailing"), RULES);
            assertThat(DemoQueries.register(earshot, own, false)).containsExactly("rain falling", "a siren wailing");

            add(earshot, StandingQuery.of("siren", "a siren wailing"));
            add(earshot, StandingQuery.of("tea", "a kettle whistling"));

            assertThat(DemoQueries.register(earshot, own, false))
                    .as("the user's siren stands for the demo's own")
                    .containsExactly(
                            "rain falling",
                            "a siren wailing  [siren, added earlier, by default]",
                            "a kettle whistling  [tea, added earlier, by default]");
            assertThat(ids(earshot)).containsExactly("demo-rain-falling", "siren", "tea");

            assertThat(DemoQueries.register(earshot, own.subList(1, 2), true))
                    .as("what this run asks for by itself is in force beside it")
                    .containsExactly(
                            "a siren wailing",
                            "a siren wailing  [siren, added earlier, by default]",
                            "a kettle whistling  [tea, added earlier, by default]");
            assertThat(ids(earshot)).containsExactly("demo-a-siren-wailing", "siren", "tea");
        }
    }

    private static List<String> ids(EmbeddedEarshot earshot) {
        return QueryCatalog.read(earshot.kafka(), earshot.topics().queries().name(), earshot.wire())
                .ids();
    }

    private static void add(EmbeddedEarshot earshot, StandingQuery query) throws InterruptedException {
        try (Producer<String, Decoded<QueryRecord>> producer =
                earshot.kafka().producer(earshot.wire().queries().serializer())) {
            new QueryPublisher(producer, earshot.topics().queries().name()).put(QueryRecord.of(query));
        }
    }
}
