package io.earshot.preview;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What one should know of a preview beside its numbers, a sentence each. */
final class PreviewNotes {
    /** What is heard in less says little of a day. */
    private static final double LITTLE_SECONDS = 3_600;

    private PreviewNotes() {}

    static List<String> of(double readPart, LeftOut leftOut, List<SourcePreview> sources) {
        List<String> notes = new ArrayList<>();
        if (readPart < 1) {
            notes.add(String.format(
                    Locale.ROOT,
                    "The time was up after %.0f %% of what is kept was read: what came later is not in here. Ask for fewer"
                            + " sources, or since a later time.",
                    100 * readPart));
        }
        if (leftOut.ofOtherModels() > 0) {
            notes.add(leftOut.ofOtherModels()
                    + " segments were encoded by another model than the one in use, and are left out.");
        }
        if (leftOut.repeated() > 0) {
            notes.add(leftOut.repeated() + " segments of recordings that were published again count once.");
        }
        if (leftOut.ofTooManySources() > 0) {
            notes.add(leftOut.ofTooManySources() + " segments are of more sources than the " + Intake.MOST_SOURCES
                    + " that are looked at, and are left out.");
        }
        double heard = sources.stream().mapToDouble(SourcePreview::heardSeconds).sum();
        if (!sources.isEmpty() && heard < LITTLE_SECONDS) {
            notes.add(String.format(
                    Locale.ROOT,
                    "Only %s were heard: what that makes in a day is a guess.",
                    PreviewNumbers.length(heard)));
        }
        return notes;
    }
}
