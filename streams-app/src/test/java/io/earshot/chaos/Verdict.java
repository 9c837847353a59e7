package io.earshot.chaos;

import io.earshot.chaos.PlayedEpoch.Planted;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What readers of a disturbed run saw, beside what was planted and what readers of an undisturbed run saw. */
final class Verdict {
    /** Of an event's onset beside the sound that it is about. */
    private static final long SLACK_MICROS = 3_000_000;

    private static final int MOST_SHOWN = 12;

    /** What is compared otherwise, or may differ. */
    private static final Set<String> APART = Set.of(Heard.COVERAGE, Heard.REPEATED_CHUNK);

    private final List<Planted> planted;
    private final List<Heard> heard;
    private final List<Heard> calm;
    private final List<String> problems = new ArrayList<>();

    Verdict(List<Planted> planted, List<Heard> heard, List<Heard> calm) {
        this.planted = planted;
        this.heard = heard;
        this.calm = calm;
    }

    /** Planted sounds that have just one event of their query. */
    long found() {
        return planted.stream().filter(sound -> events(heard, sound) == 1).count();
    }

    long missing() {
        return planted.stream().filter(sound -> events(heard, sound) == 0).count();
    }

    /** Planted sounds with two or more events. */
    long split() {
        return planted.stream().filter(sound -> events(heard, sound) > 1).count();
    }

    /** Records that tell again what another told. */
    long doubled() {
        return over(counts(compared(heard), Heard::identity), counts(compared(calm), Heard::identity), "told again: ");
    }

    long lostSegments() {
        return over(counts(segments(calm), Heard::identity), counts(segments(heard), Heard::identity), "lost: ");
    }

    /** Segments, events and near misses that only one of the two runs has, and any dead letter. */
    long different() {
        Map<String, Integer> here = counts(compared(heard), Verdict::said);
        Map<String, Integer> there = counts(compared(calm), Verdict::said);
        return over(here, there, "only in the disturbed run: ") + over(there, here, "only in the undisturbed run: ");
    }

    /** Minutes of sources of which one of the two runs heard more than the other, all records of a minute together. */
    long uncovered() {
        Map<String, Long> here = heardOfMinutes(heard);
        Map<String, Long> there = heardOfMinutes(calm);
        Set<String> minutes = new HashSet<>(here.keySet());
        minutes.addAll(there.keySet());
        minutes.removeIf(minute -> here.getOrDefault(minute, 0L).equals(there.getOrDefault(minute, 0L)));
        minutes.forEach(minute -> problems.add("coverage of " + minute + ": " + here.getOrDefault(minute, 0L)
                + " us, undisturbed " + there.getOrDefault(minute, 0L)));
        return minutes.size();
    }

    /** Microseconds of a source that are told to be heard. */
    static Map<String, Long> heardOfSources(List<Heard> records) {
        return coverage(records)
                .collect(Collectors.groupingBy(Heard::sourceId, Collectors.summingLong(Heard::endMicros)));
    }

    private static Map<String, Long> heardOfMinutes(List<Heard> records) {
        return coverage(records)
                .collect(Collectors.groupingBy(
                        record -> record.sourceId() + "/" + record.startMicros(),
                        Collectors.summingLong(Heard::endMicros)));
    }

    private static Stream<Heard> coverage(List<Heard> records) {
        return records.stream().filter(record -> record.kind().equals(Heard.COVERAGE));
    }

    private static List<Heard> compared(List<Heard> records) {
        return records.stream().filter(record -> !APART.contains(record.kind())).toList();
    }

    /** Planted sounds of which the undisturbed run does not have just one event: the rig's own fault. */
    long calmWithoutOneEvent() {
        return planted.stream().filter(sound -> events(calm, sound) != 1).count();
    }

    /** How many records there are, by kind. */
    Map<String, Long> kinds() {
        return calm.stream().collect(Collectors.groupingBy(Heard::kind, TreeMap::new, Collectors.counting()));
    }

    /** The first of what is wrong, a line each. */
    List<String> problems() {
        Set<String> all = new HashSet<>(problems);
        planted.stream()
                .filter(sound -> events(heard, sound) != 1)
                .forEach(sound -> all.add(events(heard, sound) + " events of " + sound));
        return all.stream().sorted().limit(MOST_SHOWN).toList();
    }

    String line() {
        return String.format(
                Locale.ROOT,
                "planted %d, found %d, missing %d, doubled %d, split %d, lost segments %d, uncovered minutes %d,"
                        + " other differences %d",
                planted.size(),
                found(),
                missing(),
                doubled(),
                split(),
                lostSegments(),
                uncovered(),
                different());
    }

    boolean isClean() {
        return !planted.isEmpty()
                && found() == planted.size()
                && doubled() == 0
                && lostSegments() == 0
                && uncovered() == 0
                && different() == 0;
    }

    /** Events of the sound's query that begin while it sounds, or a little before. */
    private static long events(List<Heard> records, Planted sound) {
        return records.stream()
                .filter(record -> record.kind().equals(Heard.EVENT)
                        && record.sourceId().equals(sound.sourceId() + "/" + sound.epochId())
                        && record.queryId().equals(sound.queryId())
                        && record.phase().equals("OPEN")
                        && record.startMicros() >= sound.startMicros() - SLACK_MICROS
                        && record.startMicros() < sound.endMicros() + SLACK_MICROS)
                .count();
    }

    private static List<Heard> segments(List<Heard> records) {
        return records.stream()
                .filter(record -> record.kind().equals(Heard.SEGMENT))
                .toList();
    }

    private static String said(Heard record) {
        return record.kind() + " " + record.identity() + " " + record.digest();
    }

    private static Map<String, Integer> counts(List<Heard> records, Function<Heard, String> identity) {
        Map<String, Integer> counts = new HashMap<>();
        records.forEach(record -> counts.merge(record.kind() + " " + identity.apply(record), 1, Integer::sum));
        return counts;
    }

    /** By how much counts are greater than others. */
    private long over(Map<String, Integer> counts, Map<String, Integer> others, String problem) {
        long sum = 0;
        for (Map.Entry<String, Integer> count : counts.entrySet()) {
            int more = count.getValue() - others.getOrDefault(count.getKey(), 0);
            if (more > 0) {
                sum += more;
                problems.add(problem + count.getKey());
            }
        }
        return sum;
    }
}
