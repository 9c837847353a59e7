package io.earshot.wire;

import io.earshot.query.DecisionRules;
import io.earshot.query.QueryJson;
import io.earshot.query.StandingQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A standing query as it was written, whether this version can match it ({@link #query}) or not ({@link #problems}): no
 * field that was written is ever silently ignored. Immutable.
 */
public final class QueryRecord {
    /** Language of a text whose writer does not name one. */
    public static final String DEFAULT_LANGUAGE = "en";

    private final io.earshot.schema.StandingQuery written;

    /** @param written Not modified any more. */
    QueryRecord(io.earshot.schema.StandingQuery written) {
        this.written = written;
    }

    /** The record of a query that can be matched, with every field set. */
    public static QueryRecord of(StandingQuery query) {
        return new QueryRecord(io.earshot.schema.StandingQuery.newBuilder()
                .setId(query.id())
                .setText(query.text())
                .setLanguage(DEFAULT_LANGUAGE)
                .setOtherTexts(query.otherTexts())
                .setNegatives(query.negatives())
                .setSensitivity(RuleRecords.sensitivity(query.rules()))
                .setSources(query.sources())
                .setRules(RuleRecords.rules(query.rules()))
                .setLabels(query.labels())
                .setEvidence(query.evidence().map(EvidenceRecords::toWire).orElse(null))
                .setEnabled(true)
                .build());
    }

    /** The same, to be matched or not. Avro's own copy loads the classes of a record by their names, and trusts none. */
    public QueryRecord withEnabled(boolean enabled) {
        return new QueryRecord(new io.earshot.schema.StandingQuery(
                id(),
                text(),
                written.getLanguage(),
                otherTexts(),
                negatives(),
                written.getSensitivity(),
                written.getSources(),
                written.getRules(),
                written.getLabels(),
                enabled,
                written.getEvidence()));
    }

    public String id() {
        return written.getId();
    }

    public String text() {
        return written.getText();
    }

    /** Other words for the text. */
    public List<String> otherTexts() {
        return written.getOtherTexts();
    }

    /** Sounds that suppress the query's events, in words. */
    public List<String> negatives() {
        return written.getNegatives();
    }

    /** False: as if deleted, but kept. */
    public boolean enabled() {
        return written.getEnabled();
    }

    /** The query to match; empty if the record is disabled or there are problems. */
    public Optional<StandingQuery> query() {
        return enabled() ? read(new ArrayList<>()) : Optional.empty();
    }

    /** The query whether the record is enabled or not; empty if there are problems. */
    public Optional<StandingQuery> content() {
        return read(new ArrayList<>());
    }

    /** Why this version cannot match the record, one line each; empty if it can. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        read(problems);
        return problems.stream().map(OneLine::of).distinct().toList();
    }

    io.earshot.schema.StandingQuery written() {
        return written;
    }

    private Optional<StandingQuery> read(List<String> problems) {
        if (!QueryJson.isEnglish(written.getLanguage())) {
            problems.add(
                    "language \"" + written.getLanguage() + "\" is not understood by this version, only English is");
        }
        DecisionRules rules = DecisionRules.DEFAULT;
        try {
            rules = RuleRecords.read(written.getSensitivity(), written.getRules(), problems)
                    .over(rules);
        } catch (IllegalArgumentException e) {
            problems.add(e.getMessage());
        }
        try {
            StandingQuery query = new StandingQuery(
                    id(),
                    text(),
                    otherTexts(),
                    negatives(),
                    written.getSources(),
                    rules,
                    written.getLabels(),
                    Optional.ofNullable(written.getEvidence()).map(EvidenceRecords::toProgram));
            return problems.isEmpty() ? Optional.of(query) : Optional.empty();
        } catch (IllegalArgumentException e) {
            problems.add(e.getMessage());
            return Optional.empty();
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof QueryRecord record && written.equals(record.written);
    }

    @Override
    public int hashCode() {
        return written.hashCode();
    }

    @Override
    public String toString() {
        return written.toString();
    }
}
