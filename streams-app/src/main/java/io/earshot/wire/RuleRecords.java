package io.earshot.wire;

import io.earshot.query.DecisionRules;
import io.earshot.query.WrittenRules;
import io.earshot.schema.QueryRules;
import io.earshot.schema.QuerySensitivity;
import io.earshot.schema.SensitivityKind;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;

/** Between a query's rules and their Avro form, which several records carry. The table of rules names the fields. */
final class RuleRecords {
    private RuleRecords() {}

    /** Sets every field, but for the opening confidence where it is the default sensitivity's own. */
    static QueryRules rules(DecisionRules rules) {
        QueryRules record = new QueryRules();
        WrittenRules.of(rules).fields().forEach((name, value) -> record.put(position(name), value));
        return record;
    }

    /** Null: as readily as by default. */
    static QuerySensitivity sensitivity(DecisionRules rules) {
        return WrittenRules.of(rules)
                .sensitivity()
                .map(written ->
                        new QuerySensitivity(Symbols.toWire(SensitivityKind.class, written.kind()), written.value()))
                .orElse(null);
    }

    /**
     * The rules of a record.
     *
     * @param sensitivity may be null
     * @param rules may be null
     * @param problems gets a line for each value that cannot be used
     */
    static WrittenRules read(QuerySensitivity sensitivity, QueryRules rules, List<String> problems) {
        if (sensitivity != null && sensitivity.getKind() == SensitivityKind.UNKNOWN) {
            problems.add("the sensitivity has a scale that this version does not know");
        }
        return WrittenRules.ofRecord(
                name -> {
                    if (sensitivity != null && sensitivity.getKind().name().equals(name)) {
                        return sensitivity.getValue();
                    }
                    Schema.Field field = QueryRules.SCHEMA$.getField(name);
                    return rules == null || field == null ? null : rules.get(field.pos());
                },
                problems);
    }

    /** @throws IllegalArgumentException if a value cannot be used */
    static DecisionRules read(QuerySensitivity sensitivity, QueryRules rules) {
        List<String> problems = new ArrayList<>();
        WrittenRules read = read(sensitivity, rules, problems);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
        return read.over(DecisionRules.DEFAULT);
    }

    private static int position(String field) {
        return QueryRules.SCHEMA$.getField(field).pos();
    }
}
