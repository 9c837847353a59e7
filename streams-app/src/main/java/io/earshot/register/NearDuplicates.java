package io.earshot.register;

import io.earshot.embedding.Embedding;
import io.earshot.embedding.EmbeddingSpace;
import io.earshot.query.EncodedText;
import io.earshot.query.QueryTable;
import io.earshot.query.QueryTile;
import io.earshot.query.RegisteredQuery;
import java.util.ArrayList;
import java.util.Comparator;
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

    private final int from;
    private final int to;

    NearDuplicates(EmbeddingSpace space) {
        this.from = (space.levels() - 1) * space.levelDim();
        this.to = space.levelValues();
    }

    /** Whether two texts mean nearly the same. */
    boolean isNear(EncodedText a, EncodedText b) {
        return cosine(a.embedding(), b.embedding()) >= LEAST_COSINE;
    }

    /** The nearest other query that means nearly the same and can be heard on the same sources. */
    Optional<RegisteredQuery> find(RegisteredQuery query, QueryTable known) {
        return all(query, known).stream().findFirst().map(Near::query);
    }

    /** The other queries that mean nearly the same and can be heard on the same sources, the nearest first. */
    List<Near> all(RegisteredQuery query, QueryTable known) {
        List<Near> near = new ArrayList<>();
        for (int i = 0; i < known.tiles(); i++) {
            QueryTile tile = known.tile(i);
            for (int lane = 0; lane < tile.size(); lane++) {
                double cosine = cosine(query, tile.query(lane));
                if (cosine >= LEAST_COSINE && mayMeet(query, tile.query(lane))) {
                    near.add(new Near(tile.query(lane), cosine));
                }
            }
        }
        near.sort(Comparator.comparingDouble(Near::cosine).reversed());
        return near;
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

    /** The greatest of any two of their texts. */
    private double cosine(RegisteredQuery query, RegisteredQuery other) {
        if (!query.isCombined() && !other.isCombined()) {
            return cosine(query.embedding(), other.embedding());
        }
        double most = -1;
        for (EncodedText text : query.texts()) {
            for (EncodedText otherText : other.texts()) {
                most = Math.max(most, cosine(text.embedding(), otherText.embedding()));
            }
        }
        return most;
    }

    /** Levels have length 1. What is not of this space, and so cannot be matched either, is near to nothing. */
    private double cosine(Embedding a, Embedding b) {
        if (a.levels().length != to || b.levels().length != to) {
            return -1;
        }
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += a.levels()[i] * b.levels()[i];
        }
        return sum;
    }
}
