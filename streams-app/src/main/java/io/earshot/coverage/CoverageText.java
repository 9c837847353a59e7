package io.earshot.coverage;

import io.earshot.audio.GapReason;
import io.earshot.audio.SampleClock;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A report in lines for people: a line a minute, minutes that were heard whole in one, and the sum. */
public final class CoverageText {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    private final ZoneId zone;

    public CoverageText(ZoneId zone) {
        this.zone = zone;
    }

    public List<String> lines(CoverageReport report) {
        List<String> lines = new ArrayList<>();
        List<MinuteCoverage> run = new ArrayList<>();
        for (MinuteCoverage minute : report.minutes()) {
            if (!run.isEmpty() && !goesOn(run, minute)) {
                lines.add(line(run));
                run.clear();
            }
            run.add(minute);
        }
        if (!run.isEmpty()) {
            lines.add(line(run));
        }
        lines.add("in all  " + sum(report.minutes()));
        return lines;
    }

    private static boolean goesOn(List<MinuteCoverage> run, MinuteCoverage next) {
        MinuteCoverage last = run.get(run.size() - 1);
        return isWhole(last)
                && isWhole(next)
                && next.minuteStartMicros() == last.minuteStartMicros() + MinuteCoverage.MINUTE_MICROS;
    }

    private static boolean isWhole(MinuteCoverage minute) {
        return minute.heardMicros() == MinuteCoverage.MINUTE_MICROS;
    }

    private String line(List<MinuteCoverage> run) {
        String start = time(run.get(0).minuteStartMicros());
        String end = run.size() == 1
                ? ""
                : " to " + time(run.get(run.size() - 1).minuteStartMicros() + MinuteCoverage.MINUTE_MICROS);
        return start + end + "  " + sum(run);
    }

    private static String sum(List<MinuteCoverage> minutes) {
        long heard = minutes.stream().mapToLong(MinuteCoverage::heardMicros).sum();
        long expected =
                minutes.stream().mapToLong(MinuteCoverage::expectedMicros).sum();
        String missing = heard == expected
                ? ""
                : "  missing " + seconds(expected - heard) + ": " + reasons(CoverageReport.missing(minutes));
        return seconds(heard) + " of " + seconds(expected) + missing;
    }

    /** The lengths are left out where there is one reason only. */
    private static String reasons(Map<GapReason, Long> missing) {
        return missing.entrySet().stream()
                .map(each -> words(each.getKey()) + (missing.size() == 1 ? "" : " " + seconds(each.getValue())))
                .collect(Collectors.joining(", "));
    }

    private static String words(GapReason reason) {
        return reason.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String seconds(long micros) {
        return String.format(Locale.ROOT, "%.1f s", micros / 1e6);
    }

    private String time(long micros) {
        return TIME.format(SampleClock.instantOfMicros(micros).atZone(zone));
    }
}
