package io.earshot.topology;

import io.earshot.calibration.Calibration;
import io.earshot.encoder.FakeAudioEncoder;
import io.earshot.query.BackgroundFit;
import io.earshot.query.RegisteredQuery;
import java.util.List;

/** Calibrations as they might have been published. */
final class Calibrations {
    static final String DIGEST = FakeAudioEncoder.SPACE.modelDigest();

    private Calibrations() {}

    static Calibration of(String sourceId, RegisteredQuery query, double threshold, long validFromMicros) {
        return new Calibration(
                sourceId,
                query.query().id(),
                query.version(),
                DIGEST,
                threshold,
                10,
                5,
                20,
                new BackgroundFit(0, 1),
                List.of(0.1, 0.2, 0.3, 0.4),
                validFromMicros,
                3600);
    }
}
