package io.earshot.wire;

import io.earshot.schema.QueryRules;
import io.earshot.schema.QuerySensitivity;
import io.earshot.schema.SensitivityKind;
import io.earshot.schema.StandingQuery;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Between query records and their Avro form, which other records carry too. */
final class QueryRecords {
    private QueryRecords() {}

    static StandingQuery toWire(QueryRecord query) {
        return StandingQuery.newBuilder()
                .setId(query.id())
                .setText(query.text())
                .setLanguage(query.language())
                .setOtherTexts(query.otherTexts())
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
                found.getOtherTexts(),
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
                .setConfirmHits(nullable(rules.confirmHits()))
                .setConfirmHops(nullable(rules.confirmHops()))
                .setMergeGapSeconds(nullable(rules.mergeGapSeconds()))
                .setMinDurationSeconds(nullable(rules.minDurationSeconds()))
                .setMaxDurationSeconds(nullable(rules.maxDurationSeconds()))
                .setCooldownSeconds(nullable(rules.cooldownSeconds()))
                .build();
    }

    static RequestedRules toProgram(QueryRules found) {
        return new RequestedRules(
                optional(found.getOpenConfidence()),
                optional(found.getCloseConfidence()),
                optional(found.getConfirmHits()),
                optional(found.getConfirmHops()),
                optional(found.getMergeGapSeconds()),
                optional(found.getMinDurationSeconds()),
                optional(found.getMaxDurationSeconds()),
                optional(found.getCooldownSeconds()));
    }

    static QuerySensitivity toWire(RequestedSensitivity sensitivity) {
        return new QuerySensitivity(Symbols.toWire(SensitivityKind.class, sensitivity.kind()), sensitivity.value());
    }

    static RequestedSensitivity toProgram(QuerySensitivity found) {
        return new RequestedSensitivity(
                Symbols.toProgram(RequestedSensitivity.Kind.class, found.getKind()), found.getValue());
    }

    private static Double nullable(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }

    private static Integer nullable(OptionalInt value) {
        return value.isPresent() ? value.getAsInt() : null;
    }

    private static OptionalInt optional(Integer value) {
        return value == null ? OptionalInt.empty() : OptionalInt.of(value);
    }

    private static OptionalDouble optional(Double value) {
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
}
