package io.earshot.wire;

import java.util.Map;

/** Query records as other programs write them. */
public final class WrittenQueries {
    private WrittenQueries() {}

    /** The same words, said to be in another language. */
    public static QueryRecord inLanguage(QueryRecord query, String language) {
        io.earshot.schema.StandingQuery written = query.written();
        return new QueryRecord(new io.earshot.schema.StandingQuery(
                written.getId(),
                written.getText(),
                language,
                written.getOtherTexts(),
                written.getNegatives(),
                written.getSensitivity(),
                written.getSources(),
                written.getRules(),
                written.getLabels(),
                written.getEnabled(),
                written.getEvidence()));
    }

    /** The same with other labels, of any size. */
    public static QueryRecord withLabels(QueryRecord query, Map<String, String> labels) {
        io.earshot.schema.StandingQuery written = query.written();
        return new QueryRecord(new io.earshot.schema.StandingQuery(
                written.getId(),
                written.getText(),
                written.getLanguage(),
                written.getOtherTexts(),
                written.getNegatives(),
                written.getSensitivity(),
                written.getSources(),
                written.getRules(),
                labels,
                written.getEnabled(),
                written.getEvidence()));
    }
}
