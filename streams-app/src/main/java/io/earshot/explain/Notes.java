package io.earshot.explain;

import io.earshot.audio.SampleClock;
import io.earshot.decide.Event;
import io.earshot.decide.NearMiss;
import io.earshot.explain.Judge.Judgement;
import io.earshot.match.EncodedSegment;
import io.earshot.segment.HopSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Collects remarks on an explanation, a sentence each. */
final class Notes {
    /** Fainter audio is hardly ever a sound: the noise of a good microphone in a quiet room. */
    private static final double SILENT_DBFS = -70;

    /** A lower threshold matches nearly everything. */
    private static final double LOW_THRESHOLD = 0.1;

    private final Moment moment;
    private final List<HopSpan> known;
    private final List<String> lines = new ArrayList<>();

    Notes(Moment moment, Stretch stretch) {
        this.moment = moment;
        this.known = stretch.segments().stream().map(EncodedSegment::span).toList();
    }

    List<String> lines() {
        return lines;
    }

    Notes onJudgement(Judgement judgement, List<Suggestion> suggestions) {
        JudgedHop best = judgement.best();
        if (best.levelDbfs() < SILENT_DBFS) {
            lines.add(String.format(Locale.ROOT, "The audio was almost silent: %.0f dBFS.", best.levelDbfs()));
        }
        long end = known.get(known.size() - 1).endMicros();
        if (end < moment.toMicros()) {
            lines.add("The audio of the source ends at " + time(end) + " so far: the sound may go on.");
        }
        if (judgement.event().filter(this::mayHaveBegunEarlier).isPresent()) {
            lines.add(
                    judgement.event().get().absent().isPresent()
                            ? "It was absent from the first segment read on: it may have been absent before."
                            : "The sound was already going on in the first segment read: it may have begun earlier.");
        }
        if (hasLowThreshold(suggestions)) {
            lines.add(
                    "A threshold as low as that hears nearly everything: the text does not describe this sound well.");
        }
        return this;
    }

    /** Where the record of live audio differs from the judgement on the kept segments. */
    Notes onRecord(Recorded recorded, Judgement judgement, Judgement again) {
        if (recorded.equals(Recorded.NOTHING)) {
            return this;
        }
        if (!judgement.isHeard() && again.isHeard()) {
            lines.add(
                    "This is the record of live audio. Judged again it fires, because of the accuracy of whole hops or later"
                            + " calibration.");
        } else if (judgement.isHeard() && !again.isHeard()) {
            lines.add("This is the record of live audio. Judged again it does not fire, because of later calibration.");
        }
        Outcomes then = recorded.ofAnyVersion(moment);
        then.event().filter(event -> judgement.event().isEmpty()).ifPresent(this::addFired);
        then.nearMiss().filter(miss -> judgement.isHeard() && !known.isEmpty()).ifPresent(this::addMissed);
        return this;
    }

    /** Where the audio ended before the moment, and where it began again. */
    Notes onGap() {
        known.stream()
                .mapToLong(HopSpan::endMicros)
                .filter(end -> end <= moment.fromMicros())
                .max()
                .ifPresent(end -> lines.add("Audio before that ends at " + time(end) + "."));
        known.stream()
                .mapToLong(HopSpan::startMicros)
                .filter(start -> start > moment.toMicros())
                .min()
                .ifPresent(start -> lines.add("Audio begins again at " + time(start) + "."));
        return this;
    }

    private void addFired(Event event) {
        lines.add(
                "The query as it was then fired: event " + event.eventId() + ", version " + event.queryVersion() + ".");
    }

    private void addMissed(NearMiss miss) {
        lines.add("The query as it was then did not fire: " + miss.rejectedBy() + ", version " + miss.queryVersion()
                + ".");
    }

    private boolean mayHaveBegunEarlier(Event event) {
        HopSpan first = known.get(0);
        boolean fromTheFirst = event.openedAtHop() == first.gridIndex()
                || (event.absent().isPresent() && event.onsetMicros() == first.startMicros());
        return !first.startsRun() && fromTheFirst;
    }

    private static boolean hasLowThreshold(List<Suggestion> suggestions) {
        return suggestions.stream()
                .anyMatch(one -> one.query().rules().openConfidence() < LOW_THRESHOLD
                        && one.changes().stream().anyMatch(Change::isOfThreshold));
    }

    private static String time(long micros) {
        return SampleClock.instantOfMicros(micros).toString();
    }
}
