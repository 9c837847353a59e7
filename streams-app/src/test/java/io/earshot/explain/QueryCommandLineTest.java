package io.earshot.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.query.DecisionRules;
import io.earshot.query.Sensitivity;
import io.earshot.query.StandingQuery;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QueryCommandLineTest {
    @Test
    void shouldReachTheSameTopics() {
        StandingQuery query = StandingQuery.of("dog", "a dog barking");
        assertThat(QueryCommandLine.of(
                        query, List.of("--bootstrap-servers", "127.0.0.1:41943", "-s", "topic.prefix=a b")))
                .isEqualTo("./earshot query add 'a dog barking' --id dog --bootstrap-servers 127.0.0.1:41943"
                        + " -s 'topic.prefix=a b'");
    }

    @Test
    void shouldLeaveOutWhatIsTheDefault() {
        assertThat(QueryCommandLine.of(StandingQuery.of("dog", "a dog barking"), List.of()))
                .isEqualTo("./earshot query add 'a dog barking' --id dog");
        assertThat(QueryCommandLine.of(
                        new StandingQuery("dog", "a dog", List.of(), DecisionRules.ofConfidence(0.41)), List.of()))
                .isEqualTo("./earshot query add 'a dog' --id dog --threshold 0.41");
    }

    @Test
    void shouldSayEverythingElseSoThatAShellHandsItOver() {
        DecisionRules rules = new DecisionRules(
                Sensitivity.ofAlarmsPerDay(3),
                0.5,
                0.4,
                2,
                3,
                Duration.ofSeconds(3),
                Duration.ofMillis(1_500),
                Duration.ofMinutes(1),
                Duration.ofSeconds(10));
        StandingQuery query = new StandingQuery(
                "the dog",
                "a dog's bark; rm -rf $HOME",
                List.of("woof"),
                List.of("a fox"),
                List.of("yard*"),
                rules,
                Map.of("owner", "Ann"));

        assertThat(QueryCommandLine.of(query, List.of()))
                .isEqualTo("./earshot query add 'a dog'\\''s bark; rm -rf $HOME' --id 'the dog' --or woof --not 'a fox'"
                        + " --source 'yard*' --alarms-per-day 3 --close 0.4 --confirm 2/3 --merge-gap 3s"
                        + " --min-duration 1.5s --max-duration 60s --cooldown 10s --label owner=Ann");
    }
}
