package io.earshot.register;

import io.earshot.calibration.ShippedBackground;
import io.earshot.embedding.Embedding;
import io.earshot.encoder.TextEncoder;
import io.earshot.query.BackgroundFit;
import io.earshot.query.CombinedScore;
import io.earshot.query.EncodedText;
import io.earshot.query.QueryRegistration;
import io.earshot.query.QueryTable;
import io.earshot.query.QueryVersion;
import io.earshot.query.RegisteredQuery;
import io.earshot.query.StandingQuery;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Encodes queries, fits them to the background and warns of doubtful ones. Leaves the encoder open. */
public final class QueryRegistrar {
    private final TextEncoder encoder;
    private final ShippedBackground background;
    private final Supplier<QueryTable> known;
    private final QueryLinter linter;

    /** For queries that have nothing to do with each other. */
    public QueryRegistrar(TextEncoder encoder, ShippedBackground background) {
        this(encoder, background, QueryTable::empty);
    }

    /** @param known the queries that are registered already, of which a new one should not be a duplicate */
    public QueryRegistrar(TextEncoder encoder, ShippedBackground background, Supplier<QueryTable> known) {
        this.encoder = encoder;
        this.background = background;
        this.known = known;
        this.linter = new QueryLinter(encoder);
    }

    /** SHA-256 of the manifest of the model that queries are encoded for, hex. */
    public String modelDigest() {
        return encoder.space().modelDigest();
    }

    /**
     * Registers a query; a text that cannot be encoded gives a registration with its error.
     *
     * @throws io.earshot.encoder.EncoderException if the encoder is broken
     */
    public QueryRegistration register(StandingQuery query) {
        return register(List.of(query)).get(0);
    }

    /**
     * What {@link #register(StandingQuery)} gives for each query, in their order, in less time. Two of them that mean the same are not
     * warned of: neither was registered before the other.
     *
     * @throws io.earshot.encoder.EncoderException if the encoder is broken
     */
    public List<QueryRegistration> register(List<StandingQuery> queries) {
        try {
            List<RegisteredQuery> registered = encoded(queries);
            List<List<String>> warnings = linter.warnings(registered, known.get());
            return IntStream.range(0, queries.size())
                    .mapToObj(i -> QueryRegistration.of(registered.get(i), modelDigest(), warnings.get(i)))
                    .toList();
        } catch (IllegalArgumentException e) {
            if (queries.size() > 1) {
                return queries.stream().map(this::register).toList();
            }
            return List.of(QueryRegistration.refused(
                    queries.get(0).id(), modelDigest(), List.of(String.valueOf(e.getMessage()))));
        }
    }

    /** The registered queries that fire for nearly the same as one that is registered or not, the nearest first. */
    public List<NearDuplicate> nearDuplicates(RegisteredQuery query) {
        return linter.nearDuplicates(query, known.get());
    }

    private List<RegisteredQuery> encoded(List<StandingQuery> queries) {
        Map<String, ScoredText> texts = scored(
                queries.stream().flatMap(QueryRegistrar::texts).distinct().toList());
        return queries.stream().map(query -> registered(query, texts)).toList();
    }

    private static Stream<String> texts(StandingQuery query) {
        return Stream.of(Stream.of(query.text()), query.otherTexts().stream(), query.negatives().stream())
                .flatMap(texts -> texts);
    }

    private Map<String, ScoredText> scored(List<String> texts) {
        List<Embedding> embeddings = encoder.encodeAll(texts);
        List<double[]> scores = background.scores(embeddings);
        Map<String, ScoredText> scored = new HashMap<>();
        for (int i = 0; i < texts.size(); i++) {
            EncodedText encoded = new EncodedText(embeddings.get(i), BackgroundFit.of(scores.get(i)));
            scored.put(texts.get(i), new ScoredText(encoded, scores.get(i)));
        }
        return scored;
    }

    private RegisteredQuery registered(StandingQuery query, Map<String, ScoredText> texts) {
        ScoredText text = texts.get(query.text());
        List<ScoredText> others = query.otherTexts().stream().map(texts::get).toList();
        List<ScoredText> negatives = query.negatives().stream().map(texts::get).toList();
        boolean isCombined = !others.isEmpty() || !negatives.isEmpty();
        return new RegisteredQuery(
                query,
                QueryVersion.of(query),
                text.encoded.embedding(),
                isCombined ? combinedFit(text, others, negatives) : text.encoded.background(),
                text.encoded.background(),
                encodedTexts(others),
                encodedTexts(negatives));
    }

    /** How the query as a whole scores on the background: what its texts score there is combined as it will be matched. */
    private BackgroundFit combinedFit(ScoredText text, List<ScoredText> others, List<ScoredText> negatives) {
        double[] scores = new double[background.size()];
        for (int i = 0; i < scores.length; i++) {
            CombinedScore combined = new CombinedScore();
            combined.text(text.scores[i], text.encoded.background());
            for (ScoredText other : others) {
                combined.text(other.scores[i], other.encoded.background());
            }
            for (ScoredText negative : negatives) {
                combined.negative(negative.scores[i], negative.encoded.background());
            }
            scores[i] = combined.score();
        }
        return BackgroundFit.of(scores);
    }

    private static List<EncodedText> encodedTexts(List<ScoredText> texts) {
        return texts.stream().map(ScoredText::encoded).toList();
    }

    /** A text and its score on each segment of the background. */
    private record ScoredText(EncodedText encoded, double[] scores) {}
}
