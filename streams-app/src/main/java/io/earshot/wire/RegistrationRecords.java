package io.earshot.wire;

import io.earshot.embedding.Embedding;
import io.earshot.query.BackgroundFit;
import io.earshot.query.EncodedText;
import io.earshot.query.QueryRegistration;
import io.earshot.query.RegisteredQuery;
import io.earshot.query.StandingQuery;
import io.earshot.schema.QueryEmbedding;
import io.earshot.schema.TextEmbedding;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** Between registrations of queries and their Avro form. */
final class RegistrationRecords {
    private RegistrationRecords() {}

    static QueryEmbedding toWire(QueryRegistration registration) {
        QueryEmbedding.Builder builder = QueryEmbedding.newBuilder()
                .setQueryId(registration.queryId())
                .setModelDigest(registration.modelDigest())
                .setOtherTexts(List.of())
                .setNegatives(List.of())
                .setWarnings(registration.warnings())
                .setErrors(registration.errors());
        registration.registered().ifPresent(query -> put(query, builder));
        return builder.build();
    }

    static QueryRegistration toProgram(QueryEmbedding found) {
        if (found.getQuery() == null && found.getErrors().isEmpty()) {
            throw new IllegalArgumentException("query " + found.getQueryId() + " has neither an embedding nor errors");
        }
        return new QueryRegistration(
                found.getQueryId(),
                found.getModelDigest(),
                Optional.ofNullable(found.getQuery()).map(query -> registered(query, found)),
                found.getWarnings(),
                found.getErrors());
    }

    private static void put(RegisteredQuery query, QueryEmbedding.Builder builder) {
        builder.setQuery(QueryRecord.of(query.query()).written())
                .setQueryVersion(query.version())
                .setLevels(Floats.singles(query.embedding().levels()))
                .setFactors(Floats.singles(query.embedding().factors()))
                .setBackgroundMean(query.background().mean())
                .setBackgroundDeviation(query.background().deviation())
                .setOtherTexts(toWire(query.otherTexts()))
                .setNegatives(toWire(query.negatives()));
        if (query.isCombined()) {
            builder.setTextBackgroundMean(query.textBackground().mean())
                    .setTextBackgroundDeviation(query.textBackground().deviation());
        }
    }

    private static List<TextEmbedding> toWire(List<EncodedText> texts) {
        return texts.stream()
                .map(text -> TextEmbedding.newBuilder()
                        .setLevels(Floats.singles(text.embedding().levels()))
                        .setFactors(Floats.singles(text.embedding().factors()))
                        .setBackgroundMean(text.background().mean())
                        .setBackgroundDeviation(text.background().deviation())
                        .build())
                .toList();
    }

    private static RegisteredQuery registered(io.earshot.schema.StandingQuery written, QueryEmbedding found) {
        StandingQuery query = queryOf(written);
        requireAsMany("other texts", query.otherTexts().size(), found.getOtherTexts());
        requireAsMany("negatives", query.negatives().size(), found.getNegatives());
        BackgroundFit background = fit(found.getBackgroundMean(), found.getBackgroundDeviation());
        return new RegisteredQuery(
                query,
                found.getQueryVersion(),
                embedding(found.getLevels(), found.getFactors()),
                background,
                textBackground(found).orElse(background),
                toProgram(found.getOtherTexts()),
                toProgram(found.getNegatives()));
    }

    private static StandingQuery queryOf(io.earshot.schema.StandingQuery written) {
        QueryRecord query = new QueryRecord(written);
        return query.query()
                .orElseThrow(() -> new IllegalArgumentException(
                        "query " + query.id() + " cannot be matched: " + String.join("; ", query.problems())));
    }

    private static Optional<BackgroundFit> textBackground(QueryEmbedding found) {
        if (found.getTextBackgroundMean() == null || found.getTextBackgroundDeviation() == null) {
            return Optional.empty();
        }
        return Optional.of(fit(found.getTextBackgroundMean(), found.getTextBackgroundDeviation()));
    }

    private static List<EncodedText> toProgram(List<TextEmbedding> texts) {
        return texts.stream()
                .map(text -> new EncodedText(
                        embedding(text.getLevels(), text.getFactors()),
                        fit(text.getBackgroundMean(), text.getBackgroundDeviation())))
                .toList();
    }

    private static Embedding embedding(ByteBuffer levels, ByteBuffer factors) {
        return new Embedding(Floats.ofSingles(levels, "levels"), Floats.ofSingles(factors, "factors"));
    }

    private static BackgroundFit fit(double mean, double deviation) {
        if (!Double.isFinite(mean) || !(deviation > 0 && deviation < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("background mean " + mean + " and deviation " + deviation
                    + " must be finite, and the deviation greater than 0");
        }
        return new BackgroundFit(mean, deviation);
    }

    private static void requireAsMany(String what, int texts, List<TextEmbedding> embeddings) {
        if (texts != embeddings.size()) {
            throw new IllegalArgumentException(
                    texts + " " + what + " of the query, but " + embeddings.size() + " embeddings of them");
        }
    }
}
