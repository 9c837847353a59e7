package io.earshot.evaluate.stream;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.earshot.evaluate.SkippedClip;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The result of a measurement on streams.
 *
 * @param options of the measurement
 * @param overall all streams together
 * @param atDefault Earshot's events if every query opened at the default confidence
 * @param bySnr in the order of the options
 * @param byQuery in the order of the labels
 * @param planted sounds in each stream
 * @param foregroundClips that could be planted in the streams that judge
 * @param sharedLabels whose clips tuned the plain detector too, as there are no others
 * @param skipped clips that could not be used
 * @param modelDigest SHA-256 of the model's manifest, hex
 * @param wallSeconds that the run took
 */
public record StreamReport(
        StreamOptions options,
        DetectorQuality overall,
        StreamQuality atDefault,
        List<SnrQuality> bySnr,
        List<QueryQuality> byQuery,
        int planted,
        int foregroundClips,
        List<String> sharedLabels,
        List<SkippedClip> skipped,
        String modelDigest,
        double wallSeconds) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /**
     * How well the same streams are heard by Earshot and by the plain detector.
     *
     * @param earshot its events, as the service would report them
     * @param plain a tuned threshold and a median filter on the same confidences
     */
    public record DetectorQuality(StreamQuality earshot, StreamQuality plain) {}

    /**
     * How well the stream of one signal-to-noise ratio was heard.
     *
     * @param mixGainDb by how much all of the stream was turned down so that nothing clips, dB; at most 0
     */
    public record SnrQuality(int snrDb, double mixGainDb, DetectorQuality quality) {}

    /**
     * How well the events of one query were found.
     *
     * @param query its text
     * @param openConfidence at which its events opened
     * @param plainThreshold confidence that the plain detector was tuned to
     */
    public record QueryQuality(String query, double openConfidence, double plainThreshold, DetectorQuality quality) {}

    List<String> queries() {
        return byQuery.stream().map(QueryQuality::query).toList();
    }

    double[] plainThresholds() {
        return byQuery.stream().mapToDouble(QueryQuality::plainThreshold).toArray();
    }

    /**
     * The JSON form: the components of {@link StreamQuality} are its keys, for all streams at the top and for each SNR below
     * {@code snr}; the plain detector's begin with {@code plain}, and with {@code default} those of queries that all open at
     * the default confidence. What has no value is null.
     */
    public Map<String, Object> tree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        put(overall, tree);
        put("default", atDefault, tree);
        Map<String, Object> snrs = new LinkedHashMap<>();
        bySnr.forEach(snr -> snrs.put(Integer.toString(snr.snrDb), tree(snr)));
        tree.put("snr", snrs);
        tree.put("perQuery", byQuery.stream().map(StreamReport::tree).toList());
        tree.put("minutes", options.minutes());
        tree.put("seed", options.seed());
        tree.put("developmentSeed", options.developmentSeed());
        tree.put("tuned", options.isTuned());
        tree.put("openConfidence", options.isTuned() ? null : options.rules().openConfidence());
        tree.put("planted", planted);
        tree.put("foregroundClips", foregroundClips);
        tree.put("sharedLabels", sharedLabels);
        tree.put("skipped", skipped);
        tree.put("modelDigest", modelDigest);
        return tree;
    }

    private static Map<String, Object> tree(SnrQuality snr) {
        Map<String, Object> tree = new LinkedHashMap<>();
        put(snr.quality, tree);
        tree.put("mixGainDb", snr.mixGainDb);
        return tree;
    }

    private static Map<String, Object> tree(QueryQuality query) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("query", query.query);
        tree.put("openConfidence", query.openConfidence);
        tree.put("plainThreshold", query.plainThreshold);
        put(query.quality, tree);
        return tree;
    }

    private static void put(DetectorQuality quality, Map<String, Object> tree) {
        put("", quality.earshot, tree);
        put("plain", quality.plain, tree);
    }

    private static void put(String prefix, StreamQuality quality, Map<String, Object> tree) {
        Map<String, Object> numbers =
                MAPPER.convertValue(quality, new TypeReference<LinkedHashMap<String, Object>>() {});
        numbers.forEach((key, value) -> tree.put(
                prefix.isEmpty() ? key : prefix + key.substring(0, 1).toUpperCase(Locale.ROOT) + key.substring(1),
                Double.valueOf(Double.NaN).equals(value) ? null : value));
    }
}
