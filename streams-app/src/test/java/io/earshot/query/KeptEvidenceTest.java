package io.earshot.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeptEvidenceTest {
    private static final KeptEvidence FULL = new KeptEvidence(5, 1.5, List.of("flac", "opus"), 90, 500, 2_000_000_000L);

    @Test
    void shouldReadWhatAUserTypes() {
        assertThat(KeptEvidence.parse("flac")).isEqualTo(KeptEvidence.DEFAULT);
        assertThat(KeptEvidence.parse("flac, OPUS ,pre=5s,post=1.5s,days=90,count=500,bytes=2GB"))
                .isEqualTo(FULL);
        assertThat(KeptEvidence.parse("days=7").formats()).containsExactly("flac");
        assertThat(KeptEvidence.parse(FULL.print())).isEqualTo(FULL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mp3", "pre=2m", "days=-1", "days=x", "bytes=2PB", "size=3", "pre="})
    void shouldRefuseWhatCannotBeMeant(String typed) {
        assertThatThrownBy(() -> KeptEvidence.parse(typed)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldComeBackFromJson() throws IOException {
        StandingQuery query = query(Optional.of(FULL));
        Map<String, Object> json = QueryJson.write(QueryDraft.of(query));
        assertThat(QueryJson.read(new ObjectMapper().valueToTree(json)).query("dog"))
                .isEqualTo(query);
    }

    @Test
    void shouldStayUnlessAChangeNamesIt() throws IOException {
        StandingQuery query = query(Optional.of(FULL));
        assertThat(draft("{\"text\":\"a wolf\"}").over(query).evidence()).contains(FULL);
        assertThat(draft("{\"evidence\":{\"formats\":[]}}").over(query).evidence())
                .isEmpty();
        assertThat(draft("{\"evidence\":{}}").over(query).evidence()).contains(KeptEvidence.DEFAULT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "{\"formats\":\"flac\"}",
                "{\"formats\":[\"mp3\"]}",
                "{\"keepDays\":\"x\"}",
                "{\"keepDays\":3000000000}",
                "{\"preSeconds\":\"5s\"}",
                "{\"pre\":5}"
            })
    void shouldRefuseJsonThatCannotBeMeant(String evidence) {
        assertThatThrownBy(() -> draft("{\"evidence\":" + evidence + "}")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldNotChangeTheVersionOfAQuery() {
        assertThat(QueryVersion.of(query(Optional.of(FULL)))).isEqualTo(QueryVersion.of(query(Optional.empty())));
    }

    private static QueryDraft draft(String json) throws IOException {
        return QueryJson.read(new ObjectMapper().readTree(json));
    }

    private static StandingQuery query(Optional<KeptEvidence> evidence) {
        return new StandingQuery(
                "dog", "a dog", List.of(), List.of(), List.of(), DecisionRules.DEFAULT, Map.of(), evidence);
    }
}
