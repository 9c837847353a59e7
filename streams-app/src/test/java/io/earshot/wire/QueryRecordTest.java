package io.earshot.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.query.DecisionRules;
import io.earshot.query.Sensitivity;
import io.earshot.query.StandingQuery;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryRecordTest {
    private static final OptionalDouble NOT_SAID = OptionalDouble.empty();
    private static final OptionalInt NO_COUNT = OptionalInt.empty();

    @Test
    void shouldGiveBackTheQueryThatItIsMadeOf() {
        for (int seed = 0; seed < 200; seed++) {
            StandingQuery query = new WireValues(seed).query();
            assertThat(QueryRecord.of(query).query()).contains(query);
        }
    }

    @Test
    void shouldTakeDefaultsForWhatIsNotSaid() {
        assertThat(rulesOf(record(null, null))).isEqualTo(DecisionRules.DEFAULT);
        assertThat(rulesOf(record(null, RequestedRules.NONE))).isEqualTo(DecisionRules.DEFAULT);
    }

    @Test
    void shouldLeaveTheDefaultSensitivityUnsaid() {
        QueryRecord record = QueryRecord.of(StandingQuery.of("q", "rain"));
        assertThat(record.sensitivity()).isEmpty();
        assertThat(record.rules().orElseThrow().openConfidence()).isEmpty();
    }

    @Test
    void shouldTakeAnOpeningConfidenceForAProbability() {
        assertThat(rulesOf(record(null, rules(OptionalDouble.of(0.5), NOT_SAID))))
                .isEqualTo(DecisionRules.ofConfidence(0.5));
    }

    @Test
    void shouldOpenAtTheSensitivitysProbability() {
        assertThat(rulesOf(record(RequestedSensitivity.ofProbability(0.8), null)))
                .isEqualTo(DecisionRules.ofConfidence(0.8));
    }

    @Test
    void shouldLetRulesOverrideTheSensitivity() {
        RequestedRules rules = rules(OptionalDouble.of(0.3), NOT_SAID);
        assertThat(rulesOf(record(RequestedSensitivity.ofProbability(0.8), rules)))
                .isEqualTo(DecisionRules.ofConfidence(0.3));
    }

    @Test
    void shouldOpenByTheRulesUntilTheAlarmsPerDayAreKnown() {
        RequestedSensitivity twice = new RequestedSensitivity(RequestedSensitivity.Kind.ALARMS_PER_DAY, 2);
        DecisionRules read = rulesOf(record(twice, rules(OptionalDouble.of(0.3), NOT_SAID)));
        assertThat(read.sensitivity()).isEqualTo(Sensitivity.ofAlarmsPerDay(2));
        assertThat(read.openConfidence()).isEqualTo(0.3);
        assertThat(rulesOf(record(twice, null)).openConfidence()).isEqualTo(0.5);
    }

    @Test
    void shouldKeepTheSensitivityWhereRulesAreSilentOnIt() {
        RequestedRules rules = new RequestedRules(
                NOT_SAID,
                OptionalDouble.of(0.7),
                NO_COUNT,
                NO_COUNT,
                OptionalDouble.of(2.5),
                NOT_SAID,
                OptionalDouble.of(30),
                NOT_SAID);
        assertThat(rulesOf(record(RequestedSensitivity.ofProbability(0.8), rules)))
                .isEqualTo(
                        new DecisionRules(0.8, 0.7, Duration.ofMillis(2_500), Duration.ZERO, Duration.ofSeconds(30)));
    }

    @Test
    void shouldConfirmInAsManyHopsAsHitsIfOnlyThoseAreSaid() {
        assertThat(rulesOf(record(null, confirm(OptionalInt.of(3), NO_COUNT))).confirmHops())
                .isEqualTo(3);
        assertThat(rulesOf(record(null, confirm(NO_COUNT, OptionalInt.of(3)))).confirmHits())
                .isEqualTo(1);
        assertThat(record(null, confirm(OptionalInt.of(3), OptionalInt.of(2))).problems())
                .containsExactly("confirmHits 3 must be in 1 to confirmHops");
    }

    @Test
    void shouldTreatADisabledQueryAsDeleted() {
        QueryRecord disabled = new QueryRecord(
                "q",
                "rain",
                "en",
                List.of(),
                List.of(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Map.of(),
                false);
        assertThat(disabled.query()).isEmpty();
        assertThat(disabled.problems()).isEmpty();
    }

    @Test
    void shouldRefuseAScaleThatItDoesNotKnow() {
        QueryRecord record = record(new RequestedSensitivity(RequestedSensitivity.Kind.UNKNOWN, 0.5), null);
        assertThat(record.query()).isEmpty();
        assertThat(record.problems()).containsExactly("the sensitivity has a scale that this version does not know");
    }

    @ParameterizedTest
    @EnumSource(value = RequestedSensitivity.Kind.class, names = "UNKNOWN", mode = EnumSource.Mode.EXCLUDE)
    void shouldRefuseWhatIsNotOnTheScale(RequestedSensitivity.Kind kind) {
        assertThat(record(new RequestedSensitivity(kind, -3), null).problems())
                .singleElement()
                .asString()
                .startsWith("sensitivity -3.0 must be ");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -0.5, 2, Double.NaN, Double.POSITIVE_INFINITY})
    void shouldRefuseProbabilitiesThatAreNone(double value) {
        assertThat(record(RequestedSensitivity.ofProbability(value), null).problems())
                .containsExactly("sensitivity " + value + " must be a probability in (0, 1)");
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, 1e300, Double.NaN, Double.NEGATIVE_INFINITY})
    void shouldRefuseDurationsOutOfRange(double seconds) {
        RequestedRules rules = new RequestedRules(
                NOT_SAID, NOT_SAID, NO_COUNT, NO_COUNT, OptionalDouble.of(seconds), NOT_SAID, NOT_SAID, NOT_SAID);
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
                List.of(),
                List.of("hail"),
                Optional.of(new RequestedSensitivity(RequestedSensitivity.Kind.RAW_SCORE, 7)),
                List.of(),
                Optional.of(rules(OptionalDouble.of(7), NOT_SAID)),
                Map.of(),
                true);
        assertThat(record.problems()).hasSize(4).noneMatch(problem -> problem.contains("\n"));
    }

    private static DecisionRules rulesOf(QueryRecord record) {
        return record.query().orElseThrow().rules();
    }

    private static RequestedRules rules(OptionalDouble open, OptionalDouble close) {
        return new RequestedRules(open, close, NO_COUNT, NO_COUNT, NOT_SAID, NOT_SAID, NOT_SAID, NOT_SAID);
    }

    private static RequestedRules confirm(OptionalInt hits, OptionalInt hops) {
        return new RequestedRules(NOT_SAID, NOT_SAID, hits, hops, NOT_SAID, NOT_SAID, NOT_SAID, NOT_SAID);
    }

    private static QueryRecord record(RequestedSensitivity sensitivity, RequestedRules rules) {
        return new QueryRecord(
                "q",
                "rain",
                "en",
                List.of(),
                List.of(),
                Optional.ofNullable(sensitivity),
                List.of(),
                Optional.ofNullable(rules),
                Map.of(),
                true);
    }

    private static QueryRecord inLanguage(String language) {
        return new QueryRecord(
                "q",
                "rain",
                language,
                List.of(),
                List.of(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Map.of(),
                true);
    }
}
