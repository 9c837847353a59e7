package io.earshot.wire;

import io.earshot.query.Sensitivity;
import io.earshot.schema.QuerySensitivity;
import io.earshot.schema.SensitivityKind;

/** Between resolved sensitivities and their Avro form; the default is null there. */
final class SensitivityRecords {
    private SensitivityRecords() {}

    static QuerySensitivity toWire(Sensitivity sensitivity) {
        if (sensitivity.equals(Sensitivity.DEFAULT)) {
            return null;
        }
        return new QuerySensitivity(Symbols.toWire(SensitivityKind.class, sensitivity.kind()), sensitivity.value());
    }

    /** @throws IllegalArgumentException if the scale is not known to this version or the value is not on it */
    static Sensitivity toProgram(QuerySensitivity found) {
        if (found == null) {
            return Sensitivity.DEFAULT;
        }
        return new Sensitivity(Symbols.toProgram(Sensitivity.Kind.class, found.getKind()), found.getValue());
    }
}
