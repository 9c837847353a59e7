package io.earshot.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.query.DecisionRules;
import io.earshot.query.Sensitivity;
import io.earshot.query.StandingQuery;
import io.earshot.schema.QueryRules;
import io.earshot.schema.QuerySensitivity;
import io.earshot.schema.SensitivityKind;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryRecordTest {
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
        assertThat(rulesOf(record(null, rules(none -> {})))).isEqualTo(DecisionRules.DEFAULT);
    }

    @Test
    void shouldLeaveTheDefaultSensitivityUnsaid() {
        io.earshot.schema.StandingQuery written =
                QueryRecord.of(StandingQuery.of("q", "rain")).written();
        assertThat(written.getSensitivity()).isNull();
        assertThat(written.getRules().getOpenConfidence()).isNull();
        assertThat(written.getRules().getCloseConfidence()).isEqualTo(.3);
        assertThat(written.getRules().getConfirmHops()).isEqualTo(1);
        assertThat(written.getRules().getMaxDurationSeconds()).isEqualTo(600);
    }

    @Test
    void shouldTakeAnOpeningConfidenceForAProbability() {
        assertThat(rulesOf(record(null, rules(rules -> rules.setOpenConfidence(0.5)))))
                .isEqualTo(DecisionRules.ofConfidence(0.5));
    }

    @Test
    void shouldOpenAtTheSensitivitysProbability() {
        assertThat(rulesOf(record(probability(0.8), null))).isEqualTo(DecisionRules.ofConfidence(0.8));
    }

    @Test
    void shouldLetRulesOverrideTheSensitivity() {
        assertThat(rulesOf(record(probability(0.8), rules(rules -> rules.setOpenConfidence(0.3)))))
                .isEqualTo(DecisionRules.ofConfidence(0.3));
    }

    @Test
    void shouldOpenByTheRulesUntilTheAlarmsPerDayAreKnown() {
        QuerySensitivity twice = new QuerySensitivity(SensitivityKind.ALARMS_PER_DAY, 2d);
        DecisionRules read = rulesOf(record(twice, rules(rules -> rules.setOpenConfidence(0.3))));
        assertThat(read.sensitivity()).isEqualTo(Sensitivity.ofAlarmsPerDay(2));
        assertThat(read.openConfidence()).isEqualTo(0.3);
        assertThat(rulesOf(record(twice, null)).openConfidence()).isEqualTo(0.5);
    }

    @Test
    void shouldKeepTheSensitivityWhereRulesAreSilentOnIt() {
        QueryRules rules = rules(written -> {
            written.setCloseConfidence(0.7);
            written.setMergeGapSeconds(2.5);
            written.setMaxDurationSeconds(30d);
        });
        assertThat(rulesOf(record(probability(0.8), rules)))
                .isEqualTo(
                        new DecisionRules(0.8, 0.7, Duration.ofMillis(2_500), Duration.ZERO, Duration.ofSeconds(30)));
    }

    @Test
    void shouldConfirmInAsManyHopsAsHitsIfOnlyThoseAreSaid() {
        assertThat(rulesOf(record(null, confirm(3, null))).confirmHops()).isEqualTo(3);
        assertThat(rulesOf(record(null, confirm(null, 3))).confirmHits()).isEqualTo(1);
        assertThat(record(null, confirm(3, 2)).problems())
                .containsExactly("confirm 3/2 must be K/N with 1 <= K <= N <= 32");
    }

    @Test
    void shouldTreatADisabledQueryAsDeletedAndKeepItsContent() {
        StandingQuery query = StandingQuery.of("q", "rain");
        QueryRecord disabled = QueryRecord.of(query).withEnabled(false);
        assertThat(disabled.query()).isEmpty();
        assertThat(disabled.content()).contains(query);
        assertThat(disabled.problems()).isEmpty();
        assertThat(disabled.withEnabled(true)).isEqualTo(QueryRecord.of(query));
    }

    @Test
    void shouldRefuseAScaleThatItDoesNotKnow() {
        QueryRecord record = record(new QuerySensitivity(SensitivityKind.UNKNOWN, 0.5), null);
        assertThat(record.query()).isEmpty();
        assertThat(record.problems()).containsExactly("the sensitivity has a scale that this version does not know");
    }

    @ParameterizedTest
    @EnumSource(value = SensitivityKind.class, names = "UNKNOWN", mode = EnumSource.Mode.EXCLUDE)
    void shouldRefuseWhatIsNotOnTheScale(SensitivityKind kind) {
        assertThat(record(new QuerySensitivity(kind, -3d), null).problems())
                .singleElement()
                .asString()
                .contains(" -3 must be ");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -0.5, 2, Double.NaN, Double.POSITIVE_INFINITY})
    void shouldRefuseProbabilitiesThatAreNone(double value) {
        assertThat(record(probability(value), null).problems())
                .singleElement()
                .asString()
                .matches("threshold \\S+ must be between 0 and 1, or 0% and 100%");
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, 1e300, Double.NaN, Double.NEGATIVE_INFINITY})
    void shouldRefuseDurationsOutOfRange(double seconds) {
        QueryRules rules = rules(written -> written.setMergeGapSeconds(seconds));
        assertThat(record(null, rules).problems()).singleElement().asString().contains("merge-gap " + seconds);
    }

    @Test
    void shouldRefuseRulesThatContradictEachOther() {
        QueryRules rules = rules(written -> {
            written.setOpenConfidence(0.3);
            written.setCloseConfidence(0.4);
        });
        assertThat(record(null, rules).problems()).singleElement().asString().contains("close 0.4");
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
        QueryRecord record = new QueryRecord(io.earshot.schema.StandingQuery.newBuilder()
                .setId("q")
                .setText(" ")
                .setLanguage("de\nfr")
                .setNegatives(List.of("hail"))
                .setSensitivity(new QuerySensitivity(SensitivityKind.RAW_SCORE, 7d))
                .setRules(rules(rules -> rules.setOpenConfidence(7d)))
                .build());
        assertThat(record.problems()).hasSize(4).noneMatch(problem -> problem.contains("\n"));
    }

    private static DecisionRules rulesOf(QueryRecord record) {
        return record.query().orElseThrow().rules();
    }

    private static QuerySensitivity probability(double value) {
        return new QuerySensitivity(SensitivityKind.PROBABILITY, value);
    }

    private static QueryRules rules(Consumer<QueryRules> saying) {
        QueryRules rules = new QueryRules();
        saying.accept(rules);
        return rules;
    }

    private static QueryRules confirm(Integer hits, Integer hops) {
        return rules(rules -> {
            rules.setConfirmHits(hits);
            rules.setConfirmHops(hops);
        });
    }

    private static QueryRecord record(QuerySensitivity sensitivity, QueryRules rules) {
        return new QueryRecord(io.earshot.schema.StandingQuery.newBuilder()
                .setId("q")
                .setText("rain")
                .setSensitivity(sensitivity)
                .setRules(rules)
                .build());
    }

    private static QueryRecord inLanguage(String language) {
        return WrittenQueries.inLanguage(QueryRecord.of(StandingQuery.of("q", "rain")), language);
    }
}
