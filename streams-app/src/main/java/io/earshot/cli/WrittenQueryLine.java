package io.earshot.cli;

import io.earshot.cluster.QueryCatalog;
import io.earshot.query.QueryRegistration;
import io.earshot.query.StandingQuery;
import io.earshot.register.TextLinter;
import io.earshot.wire.Decoded;
import io.earshot.wire.QueryRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A query that was written, with what became of it.
 *
 * @param done the effect: added, changed or unchanged
 * @param answer of a running service
 */
record WrittenQueryLine(StandingQuery query, String done, Optional<QueryRegistration> answer) {
    /** What writing a record does. */
    static String effect(QueryRecord record, QueryCatalog known) {
        Optional<Decoded<QueryRecord>> before = known.find(record.id());
        if (before.isEmpty()) {
            return "added";
        }
        boolean isSame = before.get()
                .value()
                .filter(written -> written.enabled() == record.enabled())
                .flatMap(QueryRecord::content)
                .equals(record.content());
        return isSame ? "unchanged" : "changed";
    }

    List<String> errors() {
        return answer.map(QueryRegistration::errors).orElse(List.of());
    }

    /** Without a service, those of the words alone. */
    List<String> warnings() {
        return answer.map(QueryRegistration::warnings).orElseGet(() -> ofWordsAlone(query));
    }

    /** For people. */
    String text() {
        return done + " " + Printed.of(query.id()) + ": " + Printed.of(QueryLine.meaning(query));
    }

    /** For programs. */
    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", query.id());
        fields.put("done", done);
        fields.put("text", query.text());
        fields.put("answered", answer.isPresent());
        fields.put("warnings", warnings());
        fields.put("errors", errors());
        return fields;
    }

    private static List<String> ofWordsAlone(StandingQuery query) {
        TextLinter linter = new TextLinter();
        return Stream.of(Stream.of(query.text()), query.otherTexts().stream(), query.negatives().stream())
                .flatMap(texts -> texts)
                .flatMap(words -> linter.warnings(words).stream())
                .toList();
    }
}
