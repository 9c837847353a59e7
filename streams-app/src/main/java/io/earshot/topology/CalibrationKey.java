package io.earshot.topology;

import io.earshot.calibration.Calibration;
import java.util.Optional;

/**
 * Key of a calibration: source, query and model. The source id comes with its length, so that no two keys look alike
 * whatever the ids are.
 *
 * @param sourceId of the source
 * @param queryId of the query
 * @param modelDigest of the model, hex
 */
public record CalibrationKey(String sourceId, String queryId, String modelDigest) {
    static CalibrationKey of(Calibration calibration) {
        return new CalibrationKey(calibration.sourceId(), calibration.queryId(), calibration.modelDigest());
    }

    /** The key as it stands in the topic. */
    public String text() {
        return sourceId.length() + ":" + sourceId + "/" + new QueryKey(queryId, modelDigest).text();
    }

    /** Reads {@link #text()}; empty if it is no such key. */
    public static Optional<CalibrationKey> parse(String text) {
        int colon = text == null ? -1 : text.indexOf(':');
        if (colon < 1 || colon > 9 || !text.substring(0, colon).chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.empty();
        }
        int end = colon + 1 + Integer.parseInt(text.substring(0, colon));
        if (end >= text.length() || text.charAt(end) != '/') {
            return Optional.empty();
        }
        QueryKey query = QueryKey.parse(text.substring(end + 1));
        return Optional.of(new CalibrationKey(text.substring(colon + 1, end), query.queryId(), query.modelDigest()));
    }
}
