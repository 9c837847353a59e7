package io.earshot.http;

import io.earshot.calibration.Calibration;
import io.earshot.calibration.LiveCalibrations;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Answers {@code GET /api/calibrations?source=ID&query=ID}: the newest threshold of each query on each source. */
public final class CalibrationResource {
    /** Below every character of an id. */
    private static final String SEPARATOR = "\u0000";

    private CalibrationResource() {}

    public static Resource of(LiveCalibrations calibrations) {
        Set<String> known = Paging.parameters("source", "query");
        return routes -> routes.get(
                "/api/calibrations",
                ctx -> {
                    RequestFields fields = RequestFields.ofParameters(ctx.queryParamMap(), known, Set.of());
                    IdPage page = IdPage.of(fields);
                    Iterator<Calibration> newest = keys(calibrations, fields.text("source"), fields.text("query"))
                            .tailSet(page.after(), false)
                            .stream()
                            .flatMap(key -> newest(calibrations, key).stream())
                            .iterator();
                    Answers.json(ctx, page.answer(newest, CalibrationResource::key, CalibrationResource::facts));
                },
                Permission.READ);
    }

    private static NavigableSet<String> keys(
            LiveCalibrations calibrations, Optional<String> source, Optional<String> query) {
        NavigableSet<String> keys = new TreeSet<>();
        for (String sourceId : source.map(List::of).orElseGet(calibrations::sourceIds)) {
            for (String queryId : calibrations.queryIds(sourceId)) {
                if (query.isEmpty() || query.get().equals(queryId)) {
                    keys.add(sourceId + SEPARATOR + queryId);
                }
            }
        }
        return keys;
    }

    private static String key(Calibration calibration) {
        return calibration.sourceId() + SEPARATOR + calibration.queryId();
    }

    private static Optional<Calibration> newest(LiveCalibrations calibrations, String key) {
        String[] ids = key.split(SEPARATOR, 2);
        return calibrations.newest(ids[0], ids[1]);
    }

    private static Map<String, Object> facts(Calibration calibration) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("source", calibration.sourceId());
        facts.put("query", calibration.queryId());
        facts.put("queryVersion", calibration.queryVersion());
        facts.put("modelDigest", calibration.modelDigest());
        facts.put("thresholdScore", calibration.thresholdScore());
        facts.put("alarmsPerDay", calibration.alarmsPerDay());
        facts.put("lowAlarmsPerDay", calibration.lowAlarmsPerDay());
        facts.put("highAlarmsPerDay", calibration.highAlarmsPerDay());
        facts.put("backgroundMean", calibration.background().mean());
        facts.put("backgroundDeviation", calibration.background().deviation());
        facts.put("backgroundQuantiles", calibration.quantiles());
        facts.put("heardSeconds", calibration.heardSeconds());
        facts.put(
                "validFrom",
                Instant.EPOCH
                        .plus(calibration.validFromMicros(), ChronoUnit.MICROS)
                        .toString());
        return facts;
    }
}
