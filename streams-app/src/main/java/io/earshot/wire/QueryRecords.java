package io.earshot.wire;

import io.earshot.schema.QueryRules;
import io.earshot.schema.QuerySensitivity;
import io.earshot.schema.SensitivityKind;
import io.earshot.schema.StandingQuery;
import java.util.Optional;
import java.util.OptionalDouble;

/** Between query records and their Avro form, which other records carry too. */
final class QueryRecords {
    private QueryRecords() {}

    static StandingQuery toWire(QueryRecord query) {
        return StandingQuery.newBuilder()
                .setId(query.id())
                .setText(query.text())
                .setLanguage(query.language())
                .setNegatives(query.negatives())
                .setSensitivity(query.sensitivity().map(QueryRecords::toWire).orElse(null))
                .setSources(query.sources())
                .setRules(query.rules().map(QueryRecords::toWire).orElse(null))
                .setLabels(query.labels())
                .setEnabled(query.enabled())
                .build();
    }

    static QueryRecord toProgram(StandingQuery found) {
        return new QueryRecord(
                found.getId(),
                found.getText(),
                found.getLanguage(),
                found.getNegatives(),
                Optional.ofNullable(found.getSensitivity()).map(QueryRecords::toProgram),
                found.getSources(),
                Optional.ofNullable(found.getRules()).map(QueryRecords::toProgram),
                found.getLabels(),
                found.getEnabled());
    }

    static QueryRules toWire(RequestedRules rules) {
        return QueryRules.newBuilder()
                .setOpenConfidence(nullable(rules.openConfidence()))
                .setCloseConfidence(nullable(rules.closeConfidence()))
                .setMergeGapSeconds(nullable(rules.mergeGapSeconds()))
                .setMinDurationSeconds(nullable(rules.minDurationSeconds()))
                .setMaxDurationSeconds(nullable(rules.maxDurationSeconds()))
                .build();
    }

    static RequestedRules toProgram(QueryRules found) {
        return new RequestedRules(
                optional(found.getOpenConfidence()),
                optional(found.getCloseConfidence()),
                optional(found.getMergeGapSeconds()),
                optional(found.getMinDurationSeconds()),
                optional(found.getMaxDurationSeconds()));
    }

    private static QuerySensitivity toWire(Sensitivity sensitivity) {
        return new QuerySensitivity(Symbols.toWire(SensitivityKind.class, sensitivity.kind()), sensitivity.value());
    }

    private static Sensitivity toProgram(QuerySensitivity found) {
        return new Sensitivity(Symbols.toProgram(Sensitivity.Kind.class, found.getKind()), found.getValue());
    }

    private static Double nullable(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }

    private static OptionalDouble optional(Double value) {
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
}
