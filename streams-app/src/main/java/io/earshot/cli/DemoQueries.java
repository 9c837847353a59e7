package io.earshot.cli;

import io.earshot.app.EmbeddedEarshot;
import io.earshot.app.QueryCatalog;
import io.earshot.ingest.QueryPublisher;
import io.earshot.query.DecisionRules;
import io.earshot.query.StandingQuery;
import io.earshot.wire.Decoded;
import io.earshot.wire.QueryRecord;
import java.util.List;
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
            return QueryIds.ofAll(texts).entrySet().stream()
                    .map(query -> new StandingQuery(PREFIX + query.getKey(), query.getValue(), List.of(), rules))
                    .toList();
        } catch (IllegalArgumentException e) {
            throw new WrongUseException(e.getMessage());
        }
    }

    /** Puts these queries in the place of an earlier demo's; returns when they are written. */
    static void register(EmbeddedEarshot earshot, List<StandingQuery> queries) throws InterruptedException {
        String topic = earshot.topics().queries().name();
        try (Producer<String, Decoded<QueryRecord>> producer =
                earshot.kafka().producer(earshot.wire().queries().serializer())) {
            QueryPublisher publisher = new QueryPublisher(producer, topic);
            for (String stale : staleIds(earshot, topic, queries)) {
                publisher.remove(stale);
            }
            for (StandingQuery query : queries) {
                publisher.put(QueryRecord.of(query));
            }
        }
    }

    private static List<String> staleIds(EmbeddedEarshot earshot, String topic, List<StandingQuery> wanted) {
        List<String> keep = wanted.stream().map(StandingQuery::id).toList();
        return QueryCatalog.read(earshot.kafka(), topic, earshot.wire()).ids().stream()
                .filter(id -> id.startsWith(PREFIX) && !keep.contains(id))
                .toList();
    }
}
