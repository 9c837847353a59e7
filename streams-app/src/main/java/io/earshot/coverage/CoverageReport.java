package io.earshot.coverage;

import io.earshot.audio.GapReason;
import io.earshot.audio.SampleClock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was heard of a source in a time.
 *
 * @param sourceId of the source
 * @param minutes of which something is recorded, each once, in order
 */
public record CoverageReport(String sourceId, List<MinuteCoverage> minutes) {
    private static final double MICROS = 1e6;

    public CoverageReport {
        minutes = List.copyOf(minutes);
    }

    /** The report of records in any order; audio that was filled in later is joined with the rest of its minute. */
    public static CoverageReport of(String sourceId, Collection<MinuteCoverage> records) {
        Map<Long, MinuteCoverage> byMinute = new TreeMap<>();
        records.forEach(record -> byMinute.merge(record.minuteStartMicros(), record, MinuteCoverage::joinedWith));
        return new CoverageReport(sourceId, List.copyOf(byMinute.values()));
    }

    /** Whether anything is recorded; if not, that does not mean that nothing is missing. */
    public boolean isRecorded() {
        return !minutes.isEmpty();
    }

    public long expectedMicros() {
        return minutes.stream().mapToLong(MinuteCoverage::expectedMicros).sum();
    }

    public long heardMicros() {
        return minutes.stream().mapToLong(MinuteCoverage::heardMicros).sum();
    }

    /** What was missing, microseconds by reason. */
    public Map<GapReason, Long> missingMicros() {
        return missing(minutes);
    }

    static Map<GapReason, Long> missing(List<MinuteCoverage> minutes) {
        Map<GapReason, Long> missing = new TreeMap<>();
        minutes.forEach(minute -> minute.gaps().forEach(gap -> missing.merge(gap.reason(), gap.micros(), Long::sum)));
        return missing;
    }

    /** All of it, for programs. */
    public Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("sourceId", sourceId);
        facts.put("recorded", isRecorded());
        facts.put("expectedSeconds", expectedMicros() / MICROS);
        facts.put("heardSeconds", heardMicros() / MICROS);
        Map<String, Double> missing = new LinkedHashMap<>();
        missingMicros().forEach((reason, micros) -> missing.put(reason.name(), micros / MICROS));
        facts.put("missingSeconds", missing);
        facts.put("minutes", minutes.stream().map(CoverageReport::facts).toList());
        return facts;
    }

    /** A minute, for programs. */
    public static Map<String, Object> facts(MinuteCoverage minute) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("sourceId", minute.sourceId());
        facts.put("minute", time(minute.minuteStartMicros()));
        facts.put("expectedSeconds", minute.expectedMicros() / MICROS);
        facts.put("heardSeconds", minute.heardMicros() / MICROS);
        List<Map<String, Object>> gaps = new ArrayList<>();
        for (CoverageGap gap : minute.gaps()) {
            Map<String, Object> each = new LinkedHashMap<>();
            each.put("start", time(gap.startMicros()));
            each.put("end", time(gap.endMicros()));
            each.put("seconds", gap.micros() / MICROS);
            each.put("reason", gap.reason().name());
            gaps.add(each);
        }
        facts.put("gaps", gaps);
        facts.put("epochId", Long.toString(minute.epochId()));
        return facts;
    }

    private static String time(long micros) {
        return SampleClock.instantOfMicros(micros).toString();
    }
}
