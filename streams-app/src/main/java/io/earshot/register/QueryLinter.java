package io.earshot.register;

import io.earshot.encoder.TextEncoder;
import io.earshot.query.EncodedText;
import io.earshot.query.QueryTable;
import io.earshot.query.RegisteredQuery;
import io.earshot.query.StandingQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Warns of what may make a query hear less or more than its writer means; it is matched all the same. A warning is one
 * line that advises what to do instead. Safe for several threads.
 */
public final class QueryLinter {
    private final TextEncoder encoder;
    private final TextLinter texts = new TextLinter();
    private final NearDuplicates duplicates;

    /** @param encoder is left open */
    public QueryLinter(TextEncoder encoder) {
        this.encoder = encoder;
        this.duplicates = new NearDuplicates(encoder.space());
    }

    /**
     * What to warn of.
     *
     * @param known the queries that were registered before; of two that mean the same, the later one gets the warning
     */
    public List<String> warnings(RegisteredQuery query, QueryTable known) {
        return warnings(List.of(query), known).get(0);
    }

    /** What to warn of, for each of some queries; that another of them means the same counts as little as for one that comes later. */
    public List<List<String>> warnings(List<RegisteredQuery> queries, QueryTable known) {
        List<List<NearDuplicates.Near>> near = duplicates.all(queries, known);
        return IntStream.range(0, queries.size())
                .mapToObj(i -> warnings(queries.get(i), near.get(i)))
                .toList();
    }

    private List<String> warnings(RegisteredQuery query, List<NearDuplicates.Near> near) {
        List<String> warnings = new ArrayList<>();
        if (query.query().rules().aboveLevelDbfs().isPresent()) {
            addUnusedTexts(query.query(), warnings);
            return List.copyOf(warnings);
        }
        allTexts(query.query()).forEach(text -> {
            warnings.addAll(texts.warnings(text));
            if (encoder.truncates(text)) {
                warnings.add(Quoted.of(text) + " is longer than the model reads, its end is ignored: shorten it");
            }
        });
        addOwnNegatives(query, warnings);
        near.stream()
                .findFirst()
                .map(NearDuplicates.Near::query)
                .filter(other -> isAbsence(other) == isAbsence(query))
                .ifPresent(other -> warnings.add(Quoted.of(query.query().text()) + " says nearly the same as query "
                        + Quoted.of(other.query().id()) + " ("
                        + Quoted.of(other.query().text())
                        + "), which fires for the same sounds: change that one, or remove it"));
        return List.copyOf(warnings);
    }

    /** The queries that fire for nearly the same, the nearest first. */
    public List<NearDuplicate> nearDuplicates(RegisteredQuery query, QueryTable known) {
        if (query.query().rules().aboveLevelDbfs().isPresent()) {
            return List.of();
        }
        return duplicates.all(query, known).stream()
                .filter(near -> isAbsence(near.query()) == isAbsence(query))
                .map(near -> new NearDuplicate(
                        near.query().query().id(), near.query().query().text(), Math.min(1, near.cosine())))
                .toList();
    }

    private static boolean isAbsence(RegisteredQuery query) {
        return query.query().rules().isAbsence();
    }

    /** A level is heard, so the text is only a name. */
    private static void addUnusedTexts(StandingQuery query, List<String> warnings) {
        if (!query.otherTexts().isEmpty() || !query.negatives().isEmpty()) {
            warnings.add(
                    "a level is heard instead of the words, so other texts and negatives change nothing: leave them"
                            + " out");
        }
    }

    private void addOwnNegatives(RegisteredQuery query, List<String> warnings) {
        for (int i = 0; i < query.negatives().size(); i++) {
            EncodedText negative = query.negatives().get(i);
            if (query.texts().stream().anyMatch(text -> duplicates.isNear(text, negative))) {
                warnings.add(
                        "the negative " + Quoted.of(query.query().negatives().get(i))
                                + " says nearly the same as the query, which will hardly fire: leave it out");
            }
        }
    }

    private static Stream<String> allTexts(StandingQuery query) {
        return Stream.of(Stream.of(query.text()), query.otherTexts().stream(), query.negatives().stream())
                .flatMap(texts -> texts);
    }
}
