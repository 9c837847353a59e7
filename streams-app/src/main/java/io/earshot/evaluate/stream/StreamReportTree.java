package io.earshot.evaluate.stream;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The JSON form of a report: the components of {@link StreamQuality} are its keys, for all streams at the top and for each
 * SNR below {@code snr}; the plain detector's begin with {@code plain}, and with {@code default} those of queries that all
 * open at the default confidence. What has no value is null.
 */
public final class StreamReportTree {
    private StreamReportTree() {}

    public static Map<String, Object> of(StreamReport report) {
        Map<String, Object> tree = new LinkedHashMap<>();
        put(report.overall(), tree);
        ofQuality(report.atDefault()).forEach((key, value) -> tree.put(prefixed("default", key), value));
        Map<String, Object> snrs = new LinkedHashMap<>();
        report.bySnr().forEach(snr -> snrs.put(Integer.toString(snr.snrDb()), ofSnr(snr)));
        tree.put("snr", snrs);
        List<Object> queries = new ArrayList<>();
        report.byQuery().forEach(query -> queries.add(ofQuery(query)));
        tree.put("perQuery", queries);
        StreamOptions options = report.options();
        tree.put("minutes", options.minutes());
        tree.put("seed", options.seed());
        tree.put("developmentSeed", options.developmentSeed());
        tree.put("tuned", options.isTuned());
        tree.put("openConfidence", options.isTuned() ? null : options.rules().openConfidence());
        tree.put("planted", report.planted());
        tree.put("foregroundClips", report.foregroundClips());
        tree.put("sharedLabels", report.sharedLabels());
        tree.put("skipped", report.skipped());
        tree.put("modelDigest", report.modelDigest());
        return tree;
    }

    private static Map<String, Object> ofSnr(SnrQuality snr) {
        Map<String, Object> tree = new LinkedHashMap<>();
        put(snr.quality(), tree);
        tree.put("mixGainDb", snr.mixGainDb());
        return tree;
    }

    private static Map<String, Object> ofQuery(QueryQuality query) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("query", query.query());
        tree.put("openConfidence", query.openConfidence());
        tree.put("plainThreshold", query.plainThreshold());
        put(query.quality(), tree);
        return tree;
    }

    private static void put(DetectorQuality quality, Map<String, Object> tree) {
        tree.putAll(ofQuality(quality.earshot()));
        ofQuality(quality.plain()).forEach((key, value) -> tree.put(prefixed("plain", key), value));
    }

    private static String prefixed(String detector, String key) {
        return detector + key.substring(0, 1).toUpperCase(Locale.ROOT) + key.substring(1);
    }

    private static Map<String, Object> ofQuality(StreamQuality quality) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("eventF1At1s", quality.eventF1At1s());
        tree.put("eventF1At500ms", quality.eventF1At500ms());
        tree.put("onsetF1At1s", quality.onsetF1At1s());
        tree.put("eventPrecisionAt1s", quality.eventPrecisionAt1s());
        tree.put("eventRecallAt1s", quality.eventRecallAt1s());
        tree.put("onsetErrorMedianSec", orNull(quality.onsetErrorMedianSec()));
        tree.put("offsetErrorMedianSec", orNull(quality.offsetErrorMedianSec()));
        tree.put("onsetBiasMedianSec", orNull(quality.onsetBiasMedianSec()));
        tree.put("offsetBiasMedianSec", orNull(quality.offsetBiasMedianSec()));
        tree.put("falseAlarmsPerHour", quality.falseAlarmsPerHour());
        tree.put("openDelayMedianSec", orNull(quality.openDelayMedianSec()));
        tree.put("references", quality.references());
        tree.put("detections", quality.detections());
        tree.put("missed", quality.missed());
        tree.put("falseAlarms", quality.falseAlarms());
        tree.put("fragments", quality.fragments());
        return tree;
    }

    private static Double orNull(double value) {
        return Double.isNaN(value) ? null : value;
    }
}
