package io.earshot.cli;

import io.earshot.app.EmbeddedEarshot;
import io.earshot.cluster.QueryCatalog;
import io.earshot.ingest.QueryPublisher;
import io.earshot.query.DecisionRules;
import io.earshot.query.StandingQuery;
import io.earshot.wire.Decoded;
import io.earshot.wire.QueryRecord;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.Producer;

/** The demo's queries. */
final class DemoQueries {
    /** Of the demo's own ids; all other queries belong to the user and stay. */
    private static final String PREFIX = "demo-";

    /** Sounds of the bundled recordings, and three that occur in none of them. */
    static final List<String> DEFAULT = List.of(
            "a siren wailing",
            "rain falling",
            "a person speaking",
            "glass breaking",
            "a guitar playing",
            "a dog barking",
            "a helicopter flying",
            "a baby crying");

    private DemoQueries() {}

    /** A query for each text. */
    static List<StandingQuery> of(List<String> texts, DecisionRules rules) {
        try {
            return Ids.ofTexts(texts).entrySet().stream()
                    .map(query -> new StandingQuery(PREFIX + query.getKey(), query.getValue(), List.of(), rules))
                    .toList();
        } catch (IllegalArgumentException e) {
            throw new WrongUseException(e.getMessage());
        }
    }

    /**
     * Replaces the queries of an earlier demo in the same folder; returns when they are written. The user's own queries stay,
     * and a demo query with the same words as one of them is left out.
     *
     * @param queries of this run
     * @param chosen whether the user chose them
     * @return a line for each query in force, this run's first
     */
    static List<String> register(EmbeddedEarshot earshot, List<StandingQuery> queries, boolean chosen)
            throws InterruptedException {
        String topic = earshot.topics().queries().name();
        QueryCatalog found = QueryCatalog.read(earshot.kafka(), topic, earshot.wire());
        List<QueryLine> kept = kept(found);
        List<StandingQuery> wanted = queries.stream()
                .filter(query -> chosen || kept.stream().noneMatch(line -> hasSameWords(line, query)))
                .toList();
        write(earshot, topic, staleIds(found, wanted), wanted);
        return Stream.concat(
                        wanted.stream().map(StandingQuery::text),
                        kept.stream()
                                .map(line ->
                                        line.words() + "  [" + line.id() + ", added earlier, " + line.state() + "]"))
                .toList();
    }

    private static void write(EmbeddedEarshot earshot, String topic, List<String> staleIds, List<StandingQuery> wanted)
            throws InterruptedException {
        try (Producer<String, Decoded<QueryRecord>> producer =
                earshot.kafka().producer(earshot.wire().queries().serializer())) {
            QueryPublisher publisher = new QueryPublisher(producer, topic);
            for (String stale : staleIds) {
                publisher.remove(stale, Author.note("removed"));
            }
            for (StandingQuery query : wanted) {
                publisher.put(QueryRecord.of(query), Author.note("added"));
            }
        }
    }

    private static List<String> staleIds(QueryCatalog found, List<StandingQuery> wanted) {
        List<String> keep = wanted.stream().map(StandingQuery::id).toList();
        return found.ids().stream()
                .filter(id -> isDemos(id) && !keep.contains(id))
                .toList();
    }

    private static List<QueryLine> kept(QueryCatalog found) {
        return found.ids().stream()
                .filter(id -> !isDemos(id))
                .map(id -> QueryLine.of(id, found.find(id).orElseThrow(), List.of(), List.of()))
                .toList();
    }

    private static boolean hasSameWords(QueryLine kept, StandingQuery query) {
        return kept.query()
                .filter(same -> same.text().equals(query.text())
                        && same.otherTexts().isEmpty()
                        && same.negatives().isEmpty()
                        && same.sources().isEmpty())
                .isPresent();
    }

    /** Whether a query was added by a demo. */
    static boolean isDemos(String queryId) {
        return queryId.startsWith(PREFIX);
    }
}
