package io.earshot.wire;

import io.earshot.embedding.Embedding;
import io.earshot.query.BackgroundFit;
import io.earshot.query.QueryRegistration;
import io.earshot.query.RegisteredQuery;
import io.earshot.query.StandingQuery;
import io.earshot.schema.QueryEmbedding;
import java.util.List;
import java.util.Optional;

/** What became of standing queries, on the wire. */
public final class QueryEmbeddingSerde extends RecordSerde<QueryRegistration, QueryEmbedding> {
    QueryEmbeddingSerde(WireFormat format) {
        super(format, QueryEmbedding.class);
    }

    @Override
    QueryEmbedding toRecord(QueryRegistration registration) {
        QueryEmbedding.Builder builder = QueryEmbedding.newBuilder()
                .setQueryId(registration.queryId())
                .setModelDigest(registration.modelDigest())
                .setErrors(registration.errors())
                // Avro looks for the class of a default's elements in its own way, which trusts none.
                .setOtherTexts(List.of())
                .setNegatives(List.of());
        registration.registered().ifPresent(query -> put(query, builder));
        return builder.build();
    }

    @Override
    QueryRegistration fromRecord(QueryEmbedding found) {
        if (found.getQuery() == null && found.getErrors().isEmpty()) {
            throw new IllegalArgumentException("query " + found.getQueryId() + " has neither an embedding nor errors");
        }
        return new QueryRegistration(
                found.getQueryId(),
                found.getModelDigest(),
                Optional.ofNullable(found.getQuery()).map(query -> registered(query, found)),
                found.getErrors());
    }

    private static void put(RegisteredQuery query, QueryEmbedding.Builder builder) {
        builder.setQuery(QueryRecords.toWire(QueryRecord.of(query.query())))
                .setQueryVersion(query.version())
                .setLevels(Floats.singles(query.embedding().levels()))
                .setFactors(Floats.singles(query.embedding().factors()))
                .setBackgroundMean(query.background().mean())
                .setBackgroundDeviation(query.background().deviation());
    }

    private static RegisteredQuery registered(io.earshot.schema.StandingQuery written, QueryEmbedding found) {
        Embedding embedding = new Embedding(
                Floats.ofSingles(found.getLevels(), "levels"), Floats.ofSingles(found.getFactors(), "factors"));
        return new RegisteredQuery(queryOf(written), found.getQueryVersion(), embedding, backgroundOf(found));
    }

    private static StandingQuery queryOf(io.earshot.schema.StandingQuery written) {
        QueryRecord query = QueryRecords.toProgram(written);
        return query.query()
                .orElseThrow(() -> new IllegalArgumentException(
                        "query " + query.id() + " cannot be matched: " + String.join("; ", query.problems())));
    }

    private static BackgroundFit backgroundOf(QueryEmbedding found) {
        double mean = found.getBackgroundMean();
        double deviation = found.getBackgroundDeviation();
        if (!Double.isFinite(mean) || !(deviation > 0 && deviation < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("background mean " + mean + " and deviation " + deviation
                    + " must be finite, and the deviation greater than 0");
        }
        return new BackgroundFit(mean, deviation);
    }
}
