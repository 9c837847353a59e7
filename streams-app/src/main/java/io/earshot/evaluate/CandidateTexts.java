package io.earshot.evaluate;

import io.earshot.query.QueryTable;
import io.earshot.query.RegisteredQuery;
import io.earshot.query.StandingQuery;
import io.earshot.register.QueryRegistrar;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The texts that clips are scored for: a query for each text in each prompt. */
final class CandidateTexts {
    /** Stands for the text in a prompt. */
    static final String PLACE = "{}";

    private final int prompts;
    private final int texts;
    private final QueryTable table;

    private CandidateTexts(int prompts, int texts, QueryTable table) {
        this.prompts = prompts;
        this.texts = texts;
        this.table = table;
    }

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
            OrderedWorkers.Progress progress)
            throws InterruptedException {
        List<StandingQuery> queries = new ArrayList<>();
        for (String text : texts) {
            for (String prompt : prompts) {
                queries.add(query(queries.size(), prompt.replace(PLACE, text)));
            }
        }
        QueryTable[] table = {QueryTable.empty()};
        workers.map(
                queries,
                query -> registered(registrar, query),
                (index, registered) -> table[0] = table[0].with(registered),
                progress);
        return new CandidateTexts(prompts.size(), texts.size(), table[0]);
    }

    /** The queries that segments are matched with. */
    QueryTable table() {
        return table;
    }

    /** Number of queries. */
    int queries() {
        return prompts * texts;
    }

    /** Where a query stands among all. */
    static int indexOf(RegisteredQuery query) {
        return Integer.parseInt(query.query().id());
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

    private static StandingQuery query(int index, String text) {
        try {
            return StandingQuery.of(String.format(Locale.ROOT, "%08d", index), text);
        } catch (IllegalArgumentException e) {
            throw new InvalidClipListException("\"" + text + "\" cannot be a query: " + e.getMessage());
        }
    }

    private static RegisteredQuery registered(QueryRegistrar registrar, StandingQuery query) {
        return registrar
                .register(query)
                .registered()
                .orElseThrow(() -> new InvalidClipListException("\"" + query.text() + "\" cannot be matched"));
    }
}
