package io.earshot.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.earshot.calibration.ShippedBackground;
import io.earshot.embedding.Embedding;
import io.earshot.embedding.EmbeddingSpace;
import io.earshot.encoder.EncoderException;
import io.earshot.encoder.TextEncoder;
import io.earshot.match.ExhaustiveMatcher;
import io.earshot.query.BackgroundFit;
import io.earshot.query.DecisionRules;
import io.earshot.query.EncodedText;
import io.earshot.query.LiveQueryTable;
import io.earshot.query.QueryRegistration;
import io.earshot.query.QueryTable;
import io.earshot.query.QueryVersion;
import io.earshot.query.RegisteredQuery;
import io.earshot.query.StandingQuery;
import io.earshot.scoring.BlockScorer;
import io.earshot.scoring.Embeddings;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class QueryRegistrarTest {
    private static final EmbeddingSpace SPACE = Embeddings.space(2, 16, 4, 8);
    private static final StandingQuery QUERY = StandingQuery.of("bark", "a dog barks");

    private final ShippedBackground background = new ShippedBackground(
            new BlockScorer(SPACE, Embeddings.weights(SPACE, 6, 1)), Embeddings.random(SPACE, 30, 2));

    @Test
    void shouldEncodeFitAndVersionAQuery() {
        Embedding embedding = Embeddings.random(SPACE, 3);
        QueryRegistration registration = registrar(text -> embedding).register(QUERY);
        assertThat(registration.queryId()).isEqualTo("bark");
        assertThat(registration.modelDigest()).isEqualTo("digest");
        assertThat(registration.errors()).isEmpty();
        assertThat(registration.registered())
                .contains(new RegisteredQuery(QUERY, QueryVersion.of(QUERY), embedding, background.fit(embedding)));
    }

    @Test
    void shouldFitAQueryWithNegativesAsItWillBeMatched() {
        StandingQuery query = query("a dog barks", List.of("a hound bays"), List.of("a wolf howls", "a fox"));
        QueryRegistrar registrar = registrar(text -> Embeddings.random(SPACE, text.length()));
        RegisteredQuery registered = registrar.register(query).registered().orElseThrow();
        assertThat(registered.textBackground()).isEqualTo(background.fit(registered.embedding()));
        assertThat(registered.otherTexts())
                .extracting(EncodedText::background)
                .containsExactly(background.fit(Embeddings.random(SPACE, "a hound bays".length())));
        assertThat(registered.negatives()).hasSize(2);

        ExhaustiveMatcher matcher =
                new ExhaustiveMatcher(SPACE, Embeddings.weights(SPACE, 6, 1), ExhaustiveMatcher.NO_FLOOR);
        double[] scores = Embeddings.random(SPACE, 30, 2).stream()
                .mapToDouble(segment -> matcher.match(
                                "yard", segment, QueryTable.empty().with(registered))
                        .matches()
                        .get(0)
                        .score())
                .toArray();
        assertThat(registered.background().mean())
                .isCloseTo(BackgroundFit.of(scores).mean(), within(1e-6));
        assertThat(registered.background().deviation())
                .isCloseTo(BackgroundFit.of(scores).deviation(), within(1e-6));
        assertThat(registered.background()).isNotEqualTo(registered.textBackground());
    }

    @Test
    void shouldRegisterTogetherAsAlone() {
        List<StandingQuery> queries = List.of(
                QUERY,
                query("a cat", List.of("a kitten mews"), List.of("a dog barks")),
                StandingQuery.of("same", "a dog barks"),
                StandingQuery.of("odd", "unreadable"));
        QueryRegistrar registrar = registrar(text -> {
            if (text.equals("unreadable")) {
                throw new IllegalArgumentException("cannot read it");
            }
            return Embeddings.random(SPACE, text.length());
        });
        for (List<StandingQuery> some : List.of(queries, queries.subList(0, 3))) {
            assertThat(registrar.register(some))
                    .usingRecursiveComparison()
                    .isEqualTo(some.stream().map(registrar::register).toList());
        }
        assertThat(registrar.register(queries).get(3).errors()).containsExactly("cannot read it");
        assertThat(registrar.register(List.of())).isEmpty();
    }

    /** More than are compared at once, and others that are near by their other texts. */
    @Test
    void shouldFindTheNearestOfManyByAnyOfTheirTexts() {
        QueryRegistrar all = registrar(text -> Embeddings.random(SPACE, text.length()));
        QueryTable known = QueryTable.empty();
        for (int i = 0; i < 700; i++) {
            RegisteredQuery one = all.register(StandingQuery.of("q" + i, "x".repeat(i + 1)))
                    .registered()
                    .orElseThrow();
            known = known.with(one);
        }
        StandingQuery other = query("y".repeat(900), List.of("y".repeat(301), "y".repeat(950)), List.of());
        RegisteredQuery asker = all.register(other).registered().orElseThrow();
        QueryLinter linter = new QueryLinter(new FakeTextEncoder(text -> Embeddings.random(SPACE, 1)));
        assertThat(linter.nearDuplicates(asker, known)).singleElement().satisfies(near -> {
            assertThat(near.id()).isEqualTo("q300");
            assertThat(near.cosine()).isCloseTo(1, within(1e-5));
        });
    }

    @Test
    void shouldWarnOfAQueryThatIsRegisteredAlready() {
        LiveQueryTable table = new LiveQueryTable();
        QueryRegistrar registrar = new QueryRegistrar(
                new FakeTextEncoder(text -> Embeddings.random(SPACE, 3)), background, table::current);
        QueryRegistration first = registrar.register(QUERY);
        assertThat(first.warnings()).isEmpty();
        table.register(first.registered().orElseThrow());
        assertThat(registrar.register(QUERY).warnings()).isEmpty();
        assertThat(registrar.register(StandingQuery.of("woof", "a hound bays")).warnings())
                .singleElement()
                .asString()
                .contains("\"bark\"", "a dog barks");
    }

    @Test
    void shouldReportATextThatCannotBeEncoded() {
        QueryRegistration registration = registrar(text -> {
                    throw new IllegalArgumentException("no words in it");
                })
                .register(QUERY);
        assertThat(registration.registered()).isEmpty();
        assertThat(registration.errors()).containsExactly("no words in it");
    }

    @Test
    void shouldReportAnEmbeddingOfAnotherSpace() {
        Embedding other = Embeddings.random(Embeddings.space(1, 16, 4, 8), 3);
        QueryRegistration registration = registrar(text -> other).register(QUERY);
        assertThat(registration.registered()).isEmpty();
        assertThat(registration.errors()).hasSize(1);
    }

    @Test
    void shouldStopWhenTheEncoderIsBroken() {
        QueryRegistrar broken = registrar(text -> {
            throw new EncoderException("out of memory");
        });
        assertThatThrownBy(() -> broken.register(QUERY)).isInstanceOf(EncoderException.class);
    }

    private static StandingQuery query(String text, List<String> otherTexts, List<String> negatives) {
        return new StandingQuery("q", text, otherTexts, negatives, List.of(), DecisionRules.DEFAULT, Map.of());
    }

    private QueryRegistrar registrar(Function<String, Embedding> encoding) {
        return new QueryRegistrar(new FakeTextEncoder(encoding), background);
    }

    /** Gives the embedding that you chose. */
    private record FakeTextEncoder(Function<String, Embedding> encoding) implements TextEncoder {
        @Override
        public EmbeddingSpace space() {
            return SPACE;
        }

        @Override
        public Embedding encode(String text) {
            return encoding.apply(text);
        }

        @Override
        public boolean truncates(String text) {
            return false;
        }

        @Override
        public void close() {}
    }
}
