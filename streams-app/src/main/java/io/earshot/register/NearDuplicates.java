package io.earshot.register;

import io.earshot.embedding.Embedding;
import io.earshot.embedding.EmbeddingSpace;
import io.earshot.query.EncodedText;
import io.earshot.query.QueryTable;
import io.earshot.query.RegisteredQuery;
import io.earshot.scoring.BlockScorer;
import io.earshot.scoring.BlockScores;
import io.earshot.scoring.Broadcast;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds the query that listens for nearly the same, by the cosine of the highest level. */
final class NearDuplicates {
    /**
     * From this cosine on two texts mean nearly the same. Of 97 pairs of wordings of the same sound, 83 reach it; of AudioSet's
     * 527 classes, 105 do with another, from which the model hardly distinguishes them ("thunder" and "thunderstorm"):
     * {@code earshot_training.stress}, earshot-base 8.
     */
    static final double LEAST_COSINE = 0.98;

    private final HighestLevel level;
    private final BlockScorer scorer;

    /** Laid out last; threads that see different snapshots only do a little work twice. */
    private volatile KnownTexts prepared = KnownTexts.none();

    NearDuplicates(EmbeddingSpace space) {
        this.level = new HighestLevel(space);
        this.scorer = level.scorer();
    }

    /** Whether two texts mean nearly the same. */
    boolean isNear(EncodedText a, EncodedText b) {
        return cosine(a.embedding(), b.embedding()) >= LEAST_COSINE;
    }

    /** The other queries that mean nearly the same and can be heard on the same sources, the nearest first. */
    List<Near> all(RegisteredQuery query, QueryTable known) {
        return all(List.of(query), known).get(0);
    }

    /** For each query the other queries that mean nearly the same and can be heard on the same sources, the nearest first. */
    List<List<Near>> all(List<RegisteredQuery> queries, QueryTable known) {
        List<Integer> askers = new ArrayList<>();
        List<Broadcast> texts = new ArrayList<>();
        List<IdentityHashMap<RegisteredQuery, Double>> near = new ArrayList<>();
        for (int i = 0; i < queries.size(); i++) {
            near.add(new IdentityHashMap<>());
            for (EncodedText text : queries.get(i).texts()) {
                Optional<Embedding> highest = level.of(text.embedding());
                if (highest.isPresent()) {
                    askers.add(i);
                    texts.add(scorer.segment(highest.get()));
                }
            }
        }
        BlockScores cosines = scorer.newScores();
        for (KnownTexts.Block block : prepare(known).blocks()) {
            scorer.score(texts, block.lanes(), cosines);
            for (int text = 0; text < texts.size(); text++) {
                int asker = askers.get(text);
                addNear(queries.get(asker), block.queries(), cosines, text, near.get(asker));
            }
        }
        return near.stream().map(NearDuplicates::inOrder).toList();
    }

    /** Adds those of a block that are near by one of the query's texts, or puts them nearer. */
    private static void addNear(
            RegisteredQuery query,
            List<RegisteredQuery> others,
            BlockScores cosines,
            int text,
            IdentityHashMap<RegisteredQuery, Double> near) {
        for (int lane = 0; lane < others.size(); lane++) {
            double cosine = cosines.get(text, lane);
            if (cosine >= LEAST_COSINE && mayMeet(query, others.get(lane))) {
                near.merge(others.get(lane), cosine, Math::max);
            }
        }
    }

    private KnownTexts prepare(QueryTable known) {
        KnownTexts current = prepared.forTable(known, level);
        prepared = current;
        return current;
    }

    private static List<Near> inOrder(IdentityHashMap<RegisteredQuery, Double> near) {
        return near.entrySet().stream()
                .map(entry -> new Near(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingDouble(Near::cosine)
                        .reversed()
                        .thenComparing(one -> one.query().query().id()))
                .toList();
    }

    /** A query and how near it is. */
    record Near(RegisteredQuery query, double cosine) {}

    /** Queries for different sources are two on purpose. */
    private static boolean mayMeet(RegisteredQuery query, RegisteredQuery other) {
        Set<String> sources = Set.copyOf(query.query().sources());
        Set<String> others = Set.copyOf(other.query().sources());
        return !query.query().id().equals(other.query().id())
                && (sources.isEmpty() || others.isEmpty() || sources.equals(others));
    }

    private double cosine(Embedding a, Embedding b) {
        Optional<Embedding> one = level.of(a);
        Optional<Embedding> other = level.of(b);
        if (one.isEmpty() || other.isEmpty()) {
            return -1;
        }
        BlockScores cosine = scorer.newScores();
        scorer.score(List.of(scorer.segment(one.get())), scorer.queries(List.of(other.get())), cosine);
        return cosine.get(0, 0);
    }
}
