package io.earshot.explain;

import io.earshot.audio.SampleClock;
import io.earshot.decide.Event;
import io.earshot.segment.HopSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What else one should know, a sentence each. */
final class Notes {
    /** What is fainter than this is hardly ever sound: the noise of a good microphone in a quiet room. */
    private static final double SILENT_DBFS = -70;

    /** Whoever opens below this hears nearly everything. */
    private static final double LOW_THRESHOLD = 0.1;

    private Notes() {}

    static List<String> of(Moment moment, Stretch stretch, Judgement judgement, List<Suggestion> suggestions) {
        List<String> notes = new ArrayList<>();
        HopSpan first = stretch.segments().get(0).span();
        HopSpan last = stretch.segments().get(stretch.segments().size() - 1).span();
        JudgedHop best = judgement.best();
        if (best.levelDbfs() < SILENT_DBFS) {
            notes.add(String.format(Locale.ROOT, "The audio was all but silent then: %.0f dBFS.", best.levelDbfs()));
        }
        if (last.endMicros() < moment.toMicros()) {
            notes.add("The source has been heard up to " + time(last.endMicros()) + " only: the sound may go on.");
        }
        judgement
                .event()
                .filter(event -> beganBefore(event, first))
                .ifPresent(event ->
                        notes.add("The sound was going on where the reading began: it may have begun earlier."));
        if (hasLowThreshold(suggestions)) {
            notes.add(
                    "A threshold as low as that hears nearly everything: the text does not describe this sound well.");
        }
        return notes;
    }

    /** Where the audio broke off before the moment, and where it went on. */
    static List<String> ofGap(Moment moment, List<HopSpan> known) {
        List<String> notes = new ArrayList<>();
        known.stream()
                .mapToLong(HopSpan::endMicros)
                .filter(end -> end <= moment.fromMicros())
                .max()
                .ifPresent(end -> notes.add("Heard before that up to " + time(end) + "."));
        known.stream()
                .mapToLong(HopSpan::startMicros)
                .filter(start -> start > moment.toMicros())
                .min()
                .ifPresent(start -> notes.add("Heard again from " + time(start) + "."));
        return notes;
    }

    private static boolean beganBefore(Event event, HopSpan first) {
        return !first.startsRun() && event.openedAtHop() == first.gridIndex();
    }

    private static boolean hasLowThreshold(List<Suggestion> suggestions) {
        return suggestions.stream()
                .anyMatch(one -> one.query().rules().openConfidence() < LOW_THRESHOLD
                        && one.changes().stream()
                                .anyMatch(change -> change.setting().equals(Change.THRESHOLD)));
    }

    private static String time(long micros) {
        return SampleClock.instantOfMicros(micros).toString();
    }
}
