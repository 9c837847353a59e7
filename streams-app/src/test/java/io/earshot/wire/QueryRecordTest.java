package io.earshot.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.query.DecisionRules;
import io.earshot.query.StandingQuery;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryRecordTest {
    private static final OptionalDouble NOT_SAID = OptionalDouble.empty();

    @Test
    void shouldGiveBackTheQueryThatItIsMadeOf() {
        for (int seed = 0; seed < 200; seed++) {
            StandingQuery query = new WireValues(seed).query();
            assertThat(QueryRecord.of(query).query()).contains(query);
        }
    }

    @Test
    void shouldTakeDefaultsForWhatIsNotSaid() {
        assertThat(record(null, null).query().orElseThrow().rules()).isEqualTo(DecisionRules.DEFAULT);
        assertThat(record(null, RequestedRules.NONE).query().orElseThrow().rules())
                .isEqualTo(DecisionRules.DEFAULT);
    }

    @Test
    void shouldOpenAtTheSensitivitysProbability() {
        assertThat(record(Sensitivity.ofProbability(0.8), null)
                        .query()
                        .orElseThrow()
                        .rules())
                .isEqualTo(DecisionRules.ofConfidence(0.8));
    }

    @Test
    void shouldLetRulesOverrideTheSensitivity() {
        RequestedRules rules = rules(OptionalDouble.of(0.3), NOT_SAID);
        assertThat(record(Sensitivity.ofProbability(0.8), rules)
                        .query()
                        .orElseThrow()
                        .rules())
                .isEqualTo(DecisionRules.ofConfidence(0.3));
    }

    @Test
    void shouldKeepTheSensitivityWhereRulesAreSilentOnIt() {
        RequestedRules rules = new RequestedRules(
                NOT_SAID, OptionalDouble.of(0.7), OptionalDouble.of(2.5), NOT_SAID, OptionalDouble.of(30));
        DecisionRules read = record(Sensitivity.ofProbability(0.8), rules)
                .query()
                .orElseThrow()
                .rules();
        assertThat(read)
                .isEqualTo(
                        new DecisionRules(0.8, 0.7, Duration.ofMillis(2_500), Duration.ZERO, Duration.ofSeconds(30)));
    }

    @Test
    void shouldTreatADisabledQueryAsDeleted() {
        QueryRecord disabled = new QueryRecord(
                "q", "rain", "en", List.of(), Optional.empty(), List.of(), Optional.empty(), Map.of(), false);
        assertThat(disabled.query()).isEmpty();
        assertThat(disabled.problems()).isEmpty();
    }

    @Test
    void shouldNeverIgnoreNegatives() {
        QueryRecord record = new QueryRecord(
                "q", "rain", "en", List.of("hail"), Optional.empty(), List.of(), Optional.empty(), Map.of(), true);
        assertThat(record.query()).isEmpty();
        assertThat(record.problems()).containsExactly("negatives are not scored by this version");
    }

    @ParameterizedTest
    @EnumSource(value = Sensitivity.Kind.class, names = "PROBABILITY", mode = EnumSource.Mode.EXCLUDE)
    void shouldRefuseScalesThatItCannotUse(Sensitivity.Kind kind) {
        QueryRecord record = record(new Sensitivity(kind, 0.5), null);
        assertThat(record.query()).isEmpty();
        assertThat(record.problems()).singleElement().asString().contains("this version");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -0.5, 2, Double.NaN, Double.POSITIVE_INFINITY})
    void shouldRefuseProbabilitiesThatAreNone(double value) {
        assertThat(record(Sensitivity.ofProbability(value), null).problems())
                .containsExactly("sensitivity " + value + " must be a probability in (0, 1)");
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, 1e300, Double.NaN, Double.NEGATIVE_INFINITY})
    void shouldRefuseDurationsOutOfRange(double seconds) {
        RequestedRules rules = new RequestedRules(NOT_SAID, NOT_SAID, OptionalDouble.of(seconds), NOT_SAID, NOT_SAID);
        assertThat(record(null, rules).problems()).singleElement().asString().contains("mergeGapSeconds " + seconds);
    }

    @Test
    void shouldRefuseRulesThatContradictEachOther() {
        assertThat(record(null, rules(OptionalDouble.of(0.3), OptionalDouble.of(0.4)))
                        .problems())
                .singleElement()
                .asString()
                .contains("closeConfidence 0.4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"de", "", "tlh", "not a tag"})
    void shouldRefuseLanguagesThatTheModelDoesNotRead(String language) {
        assertThat(inLanguage(language).problems()).singleElement().asString().contains("only English is");
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "EN", "en-GB", "en-Latn-US"})
    void shouldTakeEnglishHoweverItIsTagged(String language) {
        assertThat(inLanguage(language).query()).isPresent();
    }

    @Test
    void shouldTellAllProblemsAtOnceEachOnOneLine() {
        QueryRecord record = new QueryRecord(
                "q",
                " ",
                "de\nfr",
                List.of("hail"),
                Optional.of(new Sensitivity(Sensitivity.Kind.RAW_SCORE, 1)),
                List.of(),
                Optional.of(rules(OptionalDouble.of(7), NOT_SAID)),
                Map.of(),
                true);
        assertThat(record.problems()).hasSize(5).noneMatch(problem -> problem.contains("\n"));
    }

    private static RequestedRules rules(OptionalDouble open, OptionalDouble close) {
        return new RequestedRules(open, close, NOT_SAID, NOT_SAID, NOT_SAID);
    }

    private static QueryRecord record(Sensitivity sensitivity, RequestedRules rules) {
        return new QueryRecord(
                "q",
                "rain",
                "en",
                List.of(),
                Optional.ofNullable(sensitivity),
                List.of(),
                Optional.ofNullable(rules),
                Map.of(),
                true);
    }

    private static QueryRecord inLanguage(String language) {
        return new QueryRecord(
                "q", "rain", language, List.of(), Optional.empty(), List.of(), Optional.empty(), Map.of(), true);
    }
}
