package io.earshot.register;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.embedding.Embedding;
import io.earshot.embedding.EmbeddingSpace;
import io.earshot.encoder.FakeTextEncoder;
import io.earshot.query.BackgroundFit;
import io.earshot.query.DecisionRules;
import io.earshot.query.EncodedText;
import io.earshot.query.QueryTable;
import io.earshot.query.QueryVersion;
import io.earshot.query.RegisteredQueries;
import io.earshot.query.RegisteredQuery;
import io.earshot.query.Rule;
import io.earshot.query.StandingQuery;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Levels are chosen so that the angle between two texts is known. */
class QueryLinterTest {
    private static final EmbeddingSpace SPACE = new FakeTextEncoder().space();
    private static final BackgroundFit FIT = new BackgroundFit(0, 1);

    private final QueryLinter linter = new QueryLinter(new FakeTextEncoder());

    @Test
    void shouldNameTheNearestQueryThatSaysNearlyTheSame() {
        QueryTable known = QueryTable.empty()
                .with(query("far", 90))
                .with(query("near", 20))
                .with(query("nearer", 10))
                .with(query("rain", 0));
        assertThat(linter.warnings(query("rain", 0), known))
                .singleElement()
                .asString()
                .contains("\"nearer\"")
                .contains("change that one, or remove it");
    }

    @Test
    void shouldLetQueriesBeThatDiffer() {
        assertThat(linter.warnings(query("rain", 0), QueryTable.empty().with(query("hail", 25))))
                .isEmpty();
        assertThat(linter.warnings(query("rain", 0), QueryTable.empty())).isEmpty();
    }

    @Test
    void shouldLetTheSameQueryStandOnOtherSources() {
        QueryTable known = QueryTable.empty().with(query("roof-rain", 0, "roof-*"));
        assertThat(linter.warnings(query("yard-rain", 0, "yard"), known)).isEmpty();
        assertThat(linter.warnings(query("rain", 0), known)).hasSize(1);
        assertThat(linter.warnings(query("rain", 0, "roof-*"), known)).hasSize(1);
    }

    @Test
    void shouldTellAnAbsenceFromItsSound() {
        DecisionRules absent = DecisionRules.DEFAULT.with(Rule.ABSENT_FOR, Duration.ofMinutes(5));
        RegisteredQuery sound = query("rain", 0);
        RegisteredQuery absence = query("no-rain", 0).under(absent, List.of());
        assertThat(linter.warnings(absence, QueryTable.empty().with(sound))).isEmpty();
        assertThat(linter.warnings(
                        query("dry", 0).under(absent, List.of()),
                        QueryTable.empty().with(absence)))
                .hasSize(1);
    }

    @Test
    void shouldNotJudgeTheWordsWhereALevelIsHeard() {
        DecisionRules deadAir = DecisionRules.DEFAULT
                .with(Rule.ABSENT_FOR, Duration.ofSeconds(20))
                .with(Rule.ABOVE_LEVEL, -60.);
        StandingQuery named = new StandingQuery("q", "no sound", List.of(), deadAir);
        assertThat(linter.warnings(registered(named), QueryTable.empty())).isEmpty();
        StandingQuery loaded =
                new StandingQuery("q", "no sound", List.of("hum"), List.of(), List.of(), deadAir, Map.of());
        assertThat(linter.warnings(registered(loaded), QueryTable.empty()))
                .singleElement()
                .asString()
                .contains("change nothing");
    }

    @Test
    void shouldCompareOtherTextsToo() {
        RegisteredQuery known = RegisteredQueries.of("wet", at(90), List.of(new EncodedText(at(2), FIT)), List.of());
        assertThat(linter.warnings(query("rain", 0), QueryTable.empty().with(known)))
                .hasSize(1);
    }

    @Test
    void shouldWarnOfANegativeThatLeavesNothing() {
        RegisteredQuery query = RegisteredQueries.of("rain", at(0), List.of(), List.of(new EncodedText(at(5), FIT)));
        assertThat(linter.warnings(query, QueryTable.empty()))
                .singleElement()
                .asString()
                .contains("the negative \"negative 0\"");
    }

    @Test
    void shouldWarnOfEachTextOfAQuery() {
        StandingQuery query = new StandingQuery(
                "q",
                "a dog",
                List.of("un chien aboie"),
                List.of("a sound"),
                List.of(),
                DecisionRules.DEFAULT,
                Map.of());
        EncodedText far = new EncodedText(at(90), FIT);
        RegisteredQuery registered =
                new RegisteredQuery(query, "v", at(0), FIT, FIT, List.of(far), List.of(new EncodedText(at(180), FIT)));
        assertThat(linter.warnings(registered, QueryTable.empty()))
                .hasSize(2)
                .anyMatch(warning -> warning.contains("English"))
                .anyMatch(warning -> warning.contains("generic"));
    }

    @Test
    void shouldNotCompareWithWhatIsOfAnotherSpace() {
        QueryTable known =
                QueryTable.empty().with(RegisteredQueries.of("odd", new Embedding(new float[1], new float[0])));
        assertThat(linter.warnings(query("rain", 0), known)).isEmpty();
    }

    private static RegisteredQuery query(String id, double degrees, String... sources) {
        return RegisteredQueries.of(id, at(degrees), sources);
    }

    private static Embedding at(double degrees) {
        float[] levels = new float[SPACE.levelValues()];
        levels[levels.length - 2] = (float) Math.cos(Math.toRadians(degrees));
        levels[levels.length - 1] = (float) Math.sin(Math.toRadians(degrees));
        return new Embedding(levels, new float[SPACE.factorValues()]);
    }

    private static RegisteredQuery registered(StandingQuery query) {
        return new RegisteredQuery(query, QueryVersion.of(query), at(0), FIT);
    }
}
