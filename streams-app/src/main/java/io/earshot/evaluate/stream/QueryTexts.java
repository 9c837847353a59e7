package io.earshot.evaluate.stream;

import io.earshot.evaluate.CandidateTexts;
import io.earshot.evaluate.InvalidClipListException;
import io.earshot.evaluate.stream.QueryOutcome.Detection;
import io.earshot.evaluate.stream.QueryOutcome.Reference;
import io.earshot.evaluate.stream.StreamPlan.Planting;
import io.earshot.query.DecisionRules;
import io.earshot.query.QueryTable;
import io.earshot.query.RegisteredQuery;
import io.earshot.query.StandingQuery;
import io.earshot.register.QueryRegistrar;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The queries that streams are matched with.
 *
 * @param texts of the queries, all different
 * @param table that segments are matched with
 */
record QueryTexts(List<String> texts, QueryTable table) {
    /**
     * Registers a query for each text, as the service does.
     *
     * @throws InvalidClipListException if a text cannot be a query
     */
    static QueryTexts register(Set<String> texts, DecisionRules rules, QueryRegistrar registrar) {
        QueryTable table = QueryTable.empty();
        int index = 0;
        for (String text : texts) {
            table = table.with(CandidateTexts.registered(registrar, CandidateTexts.query(index++, text, rules)));
        }
        return new QueryTexts(List.copyOf(texts), table);
    }

    /**
     * The same queries, each opening at a confidence of its own.
     *
     * @param openings {@code [queries]}. Not modified.
     */
    QueryTexts openingAt(double[] openings) {
        QueryTable next = QueryTable.empty();
        for (RegisteredQuery query : table.queries()) {
            StandingQuery plain = query.query();
            next = next.with(
                    query.under(plain.rules().openingAt(openings[CandidateTexts.indexOf(plain)]), plain.sources()));
        }
        return new QueryTexts(texts, next);
    }

    /** The confidence at which each query opens, in order. */
    double[] openings() {
        return table.queries().stream()
                .mapToDouble(query -> query.query().rules().openConfidence())
                .toArray();
    }

    int size() {
        return texts.size();
    }

    /** The query of this table with the text of one of another. */
    RegisteredQuery like(RegisteredQuery other) {
        return table.find(other.query().id()).orElseThrow();
    }

    /** What can be heard in a stream, by query; a sound is a reference of each query that is one of its texts. */
    List<List<Reference>> references(List<Planting> plantings, int rateHz) {
        List<List<Reference>> byQuery = new ArrayList<>();
        for (int query = 0; query < size(); query++) {
            List<Reference> references = new ArrayList<>();
            for (Planting planting : plantings) {
                if (planting.sound().texts().contains(texts.get(query))) {
                    references.add(new Reference(
                            query, (double) planting.startSample() / rateHz, (double) planting.endSample() / rateHz));
                }
            }
            byQuery.add(references);
        }
        return byQuery;
    }

    /** Detections by query. */
    List<List<Detection>> byQuery(List<Detection> detections) {
        List<List<Detection>> byQuery = new ArrayList<>();
        for (int query = 0; query < size(); query++) {
            byQuery.add(new ArrayList<>());
        }
        detections.forEach(detection -> byQuery.get(detection.query()).add(detection));
        return byQuery;
    }
}
