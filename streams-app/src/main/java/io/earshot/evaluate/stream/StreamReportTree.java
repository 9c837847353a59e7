package io.earshot.evaluate.stream;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The JSON form of a report: the components of {@link StreamQuality} are its keys, for all streams at the top and for each
 * SNR below {@code snr}; the plain detector's begin with {@code plain}. What has no value is null.
 */
public final class StreamReportTree {
    private StreamReportTree() {}

    public static Map<String, Object> of(StreamReport report) {
        Map<String, Object> tree = new LinkedHashMap<>();
        put(report.overall(), tree);
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
        tree.put("openConfidence", options.rules().openConfidence());
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
        tree.put("plainThreshold", query.plainThreshold());
        put(query.quality(), tree);
        return tree;
    }

    private static void put(DetectorQuality quality, Map<String, Object> tree) {
        tree.putAll(ofQuality(quality.earshot()));
        ofQuality(quality.plain()).forEach((key, value) -> tree.put(plain(key), value));
    }

    private static String plain(String key) {
        return "plain" + key.substring(0, 1).toUpperCase(Locale.ROOT) + key.substring(1);
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
