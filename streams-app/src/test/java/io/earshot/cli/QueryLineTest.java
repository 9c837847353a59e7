package io.earshot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.query.DecisionRules;
import io.earshot.query.Sensitivity;
import io.earshot.query.StandingQuery;
import io.earshot.wire.Decoded;
import io.earshot.wire.QueryRecord;
import io.earshot.wire.WrittenQueries;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class QueryLineTest {
    @Test
    void shouldShowWhatAQueryMeansAndWhenItFires() {
        StandingQuery query = new StandingQuery(
                "siren",
                "a siren",
                List.of("an alarm"),
                List.of("music"),
                List.of("yard"),
                DecisionRules.DEFAULT.withSensitivity(Sensitivity.ofAlarmsPerDay(3)),
                Map.of());
        assertThat(line(QueryRecord.of(query), List.of("mind the gap"), List.of())
                        .text())
                .isEqualTo("siren\t3.0 alarms/day\ta siren, or an alarm, not music\ton yard\n\twarning: mind the gap");
    }

    @Test
    void shouldTellTheScale() {
        assertThat(line(QueryRecord.of(StandingQuery.of("q", "rain")), List.of(), List.of())
                        .text())
                .isEqualTo("q\tby default\train");
        StandingQuery at = new StandingQuery("q", "rain", List.of(), DecisionRules.ofConfidence(0.7));
        assertThat(line(QueryRecord.of(at), List.of(), List.of()).state()).isEqualTo("at 0.7");
    }

    @Test
    void shouldTellWhyAQueryIsNotMatched() {
        QueryRecord german = WrittenQueries.inLanguage(QueryRecord.of(StandingQuery.of("q", "Regen")), "de");
        assertThat(line(german, List.of(), List.of()).text()).startsWith("q\trefused\tRegen\n\terror: language \"de\"");
        QueryRecord fine = QueryRecord.of(StandingQuery.of("q", "rain"));
        assertThat(line(fine, List.of(), List.of("cannot read it")).text())
                .isEqualTo("q\trefused\train\n\terror: cannot read it");
        Decoded<QueryRecord> garbage = new Decoded.Undecodable<>(new byte[1], "no record");
        assertThat(QueryLine.of("q", garbage, List.of(), List.of()).text())
                .isEqualTo("q\tunreadable\t\n\terror: no record");
    }

    @Test
    void shouldShowADisabledQueryWithItsWords() {
        QueryRecord record = QueryRecord.of(new StandingQuery(
                        "q", "rain", List.of("hail"), List.of(), List.of(), DecisionRules.DEFAULT, Map.of()))
                .withEnabled(false);
        QueryLine line = line(record, List.of("w"), List.of());
        assertThat(line.text()).isEqualTo("q\tdisabled\train, or hail");
        assertThat(line.fields()).containsEntry("enabled", false).containsEntry("state", "disabled");
        assertThat(line.fields()).containsEntry("text", "rain").containsEntry("otherTexts", List.of("hail"));
    }

    @Test
    void shouldShowWhatFiresThoughNobodyAsksAnyMore() {
        QueryLine line = QueryLine.leftOver("q", Optional.of(StandingQuery.of("q", "rain")));
        assertThat(line.text()).startsWith("q\tleft over\train\n\twarning: ").contains("query rm");
        assertThat(line.fields()).containsEntry("text", "rain").containsEntry("state", "left over");
    }

    @Test
    void shouldShowAQueryOnOneLineWhateverItHolds() {
        StandingQuery query = StandingQuery.of("a\tb", "a\nb\r\u001b[2J\u2028c");
        assertThat(line(QueryRecord.of(query), List.of(), List.of()).text())
                .isEqualTo("a\\tb\tby default\ta\\nb\\r\\u001b[2J\\u2028c");
    }

    @Test
    void shouldGiveProgramsEverything() {
        QueryLine line = line(QueryRecord.of(StandingQuery.of("q", "rain")), List.of("w"), List.of());
        assertThat(line.fields())
                .containsEntry("id", "q")
                .containsEntry("text", "rain")
                .containsEntry("warnings", List.of("w"))
                .containsKeys("otherTexts", "negatives", "sources", "labels", "rules", "errors");
    }

    private static QueryLine line(QueryRecord record, List<String> warnings, List<String> errors) {
        return QueryLine.of(record.id(), new Decoded.Present<>(record), warnings, errors);
    }
}
