package io.earshot.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QueryVersionTest {
    private static final DecisionRules RULES = DecisionRules.DEFAULT;

    @Test
    void shouldChangeWithEveryPartOfAQuery() {
        Duration second = Duration.ofSeconds(1);
        Duration minutes = Duration.ofMinutes(10);
        List<StandingQuery> all = new ArrayList<>(List.of(
                StandingQuery.of("a", "dog"),
                StandingQuery.of("b", "dog"),
                StandingQuery.of("a", "cat"),
                new StandingQuery("a", "dog", List.of("x"), RULES),
                new StandingQuery("a", "dog", List.of("x", "y"), RULES),
                new StandingQuery("a", "dog", List.of(), DecisionRules.ofConfidence(0.4))));
        all.add(withRules(new DecisionRules(0.5, 0.2, second, Duration.ZERO, minutes)));
        all.add(withRules(new DecisionRules(0.5, 0.3, Duration.ofSeconds(3), Duration.ZERO, minutes)));
        all.add(withRules(new DecisionRules(0.5, 0.3, second, second, minutes)));
        all.add(withRules(new DecisionRules(0.5, 0.3, second, Duration.ZERO, Duration.ofMinutes(9))));
        all.add(withRules(RULES.withSensitivity(Sensitivity.ofAlarmsPerDay(10))));
        all.add(withRules(RULES.withSensitivity(Sensitivity.ofAlarmsPerDay(11))));
        all.add(withTexts(List.of("cat"), List.of()));
        all.add(withTexts(List.of(), List.of("cat")));
        assertThat(all.stream().map(QueryVersion::of)).doesNotHaveDuplicates().allMatch(v -> v.matches("[0-9a-f]{16}"));
    }

    @Test
    void shouldNotChangeWithTheOrderOfSources() {
        StandingQuery one = new StandingQuery("a", "dog", List.of("x", "y"), RULES);
        StandingQuery other = new StandingQuery("a", "dog", List.of("y", "x", "y"), RULES);
        assertThat(QueryVersion.of(one)).isEqualTo(QueryVersion.of(other));
    }

    @Test
    void shouldNotChangeWithLabels() {
        StandingQuery labelled =
                new StandingQuery("a", "dog", List.of(), List.of(), List.of(), RULES, Map.of("team", "yard"));
        assertThat(QueryVersion.of(labelled)).isEqualTo(QueryVersion.of(StandingQuery.of("a", "dog")));
    }

    @Test
    void shouldNotMixUpWhereOnePartEnds() {
        assertThat(QueryVersion.of(StandingQuery.of("ab", "c")))
                .isNotEqualTo(QueryVersion.of(StandingQuery.of("a", "bc")));
        StandingQuery tricky = StandingQuery.of("a", "dog\n1:x");
        assertThat(QueryVersion.of(tricky))
                .isNotEqualTo(QueryVersion.of(new StandingQuery("a", "dog", List.of("x"), RULES)));
    }

    @Test
    void shouldStayTheSameFromReleaseToRelease() {
        StandingQuery asOf010 = new StandingQuery(
                "bark",
                "a dog barks",
                List.of(),
                new DecisionRules(0.5, 0.3, Duration.ofSeconds(1), Duration.ZERO, Duration.ofMinutes(10)));
        assertThat(QueryVersion.of(asOf010)).isEqualTo("1828b5698590e486");
        assertThat(QueryVersion.of(StandingQuery.of("bark", "a dog barks"))).isEqualTo("4cee84e5c0e1115d");
    }

    private static StandingQuery withTexts(List<String> otherTexts, List<String> negatives) {
        return new StandingQuery("a", "dog", otherTexts, negatives, List.of(), RULES, Map.of());
    }

    private static StandingQuery withRules(DecisionRules rules) {
        return new StandingQuery("a", "dog", List.of(), rules);
    }
}
