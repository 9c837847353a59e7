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

/** What the demo listens for. */
final class DemoQueries {
    /** The demo's own ids begin so; what else stands in the table belongs to the user and stays. */
    private static final String PREFIX = "demo-";

    /** Sounds of the bundled recordings, and three that are in none of them. */
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
     * Puts these queries in the place of an earlier demo's; returns when they are written. What a user added to a folder
     * that was kept stays; where it says the same words as a query of the demo's own choice, it stands for both.
     *
     * @param queries of this run
     * @param asked whether the user chose them
     * @return a line for each query in force, this run's first
     */
    static List<String> register(EmbeddedEarshot earshot, List<StandingQuery> queries, boolean asked)
            throws InterruptedException {
        String topic = earshot.topics().queries().name();
        QueryCatalog found = QueryCatalog.read(earshot.kafka(), topic, earshot.wire());
        List<QueryLine> kept = kept(found);
        List<StandingQuery> wanted = queries.stream()
                .filter(query -> asked || kept.stream().noneMatch(line -> saysTheSame(line, query)))
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
                publisher.remove(stale);
            }
            for (StandingQuery query : wanted) {
                publisher.put(QueryRecord.of(query));
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

    /** Whether one line for both is all that a viewer wants. */
    private static boolean saysTheSame(QueryLine kept, StandingQuery query) {
        return kept.query()
                .filter(same -> same.text().equals(query.text())
                        && same.otherTexts().isEmpty()
                        && same.negatives().isEmpty()
                        && same.sources().isEmpty())
                .isPresent();
    }

    /** Whether a query is one that demos make and replace. */
    static boolean isDemos(String queryId) {
        return queryId.startsWith(PREFIX);
    }
}
