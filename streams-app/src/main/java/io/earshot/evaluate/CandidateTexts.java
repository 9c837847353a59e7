package io.earshot.evaluate;

import io.earshot.query.DecisionRules;
import io.earshot.query.QueryTable;
import io.earshot.query.RegisteredQuery;
import io.earshot.query.StandingQuery;
import io.earshot.register.QueryRegistrar;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The texts that clips are scored for: a query for each text in each prompt.
 *
 * @param prompts their number
 * @param texts their number
 * @param table the queries that segments are matched with
 */
public record CandidateTexts(int prompts, int texts, QueryTable table) {
    /** The place of the text in a prompt. */
    static final String PLACE = "{}";

    /**
     * Registers the queries as the service does.
     *
     * @throws InvalidClipListException if a text cannot be a query
     */
    static CandidateTexts register(
            List<String> texts,
            List<String> prompts,
            QueryRegistrar registrar,
            OrderedWorkers workers,
            EvaluationProgress progress)
            throws InterruptedException {
        List<StandingQuery> queries = new ArrayList<>();
        for (String text : texts) {
            for (String prompt : prompts) {
                queries.add(query(queries.size(), prompt.replace(PLACE, text), DecisionRules.DEFAULT));
            }
        }
        QueryTable[] table = {QueryTable.empty()};
        workers.map(
                queries,
                query -> registered(registrar, query),
                registered -> table[0] = table[0].with(registered),
                done -> progress.done(done + " of " + queries.size() + " queries encoded"));
        return new CandidateTexts(prompts.size(), texts.size(), table[0]);
    }

    /** Number of queries. */
    int queries() {
        return prompts * texts;
    }

    /**
     * A clip's score for each text: the mean over the prompts of the pooled confidences.
     *
     * @param segments at least one, each {@code [queries]}. Not modified.
     * @return {@code [texts]}
     */
    double[] pooled(List<double[]> segments, ClipPool pool) {
        double[] scores = new double[texts];
        for (int query = 0; query < queries(); query++) {
            scores[query / prompts] += pool.of(segments, query) / prompts;
        }
        return scores;
    }

    /**
     * A query for a text; its id is its index.
     *
     * @throws InvalidClipListException if the text cannot be a query
     */
    public static StandingQuery query(int index, String text, DecisionRules rules) {
        try {
            return new StandingQuery(String.format(Locale.ROOT, "%08d", index), text, List.of(), rules);
        } catch (IllegalArgumentException e) {
            throw new InvalidClipListException("\"" + text + "\" cannot be a query: " + e.getMessage());
        }
    }

    /** The index of a query. */
    public static int indexOf(StandingQuery query) {
        return Integer.parseInt(query.id());
    }

    /**
     * A query as the service registers it.
     *
     * @throws InvalidClipListException if it cannot be matched
     */
    public static RegisteredQuery registered(QueryRegistrar registrar, StandingQuery query) {
        return registrar
                .register(query)
                .registered()
                .orElseThrow(() -> new InvalidClipListException("\"" + query.text() + "\" cannot be matched"));
    }
}
