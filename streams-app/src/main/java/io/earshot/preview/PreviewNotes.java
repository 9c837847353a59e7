package io.earshot.preview;

import io.earshot.calibration.ReadableNumbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Remarks on a preview, a sentence each. */
final class PreviewNotes {
    /** Less audio says little of a day. */
    private static final double LITTLE_SECONDS = 3_600;

    private PreviewNotes() {}

    static List<String> of(double readPart, LeftOut leftOut, List<SourcePreview> sources) {
        List<String> notes = new ArrayList<>();
        if (readPart < 1) {
            notes.add(String.format(
                    Locale.ROOT,
                    "The time ran out after %.0f %% of the kept segments; later ones are missing here. Choose fewer sources"
                            + " or a later start.",
                    100 * readPart));
        }
        if (leftOut.ofOtherModels() > 0) {
            notes.add(leftOut.ofOtherModels() + " segments of another model than the one in use are left out.");
        }
        if (leftOut.repeated() > 0) {
            notes.add(leftOut.repeated() + " repeated segments, of recordings published more than once, are left out.");
        }
        if (leftOut.ofTooManySources() > 0) {
            notes.add(leftOut.ofTooManySources() + " segments of sources beyond the first " + Intake.MOST_SOURCES
                    + " are left out.");
        }
        double heard = sources.stream().mapToDouble(SourcePreview::heardSeconds).sum();
        if (!sources.isEmpty() && heard < LITTLE_SECONDS) {
            notes.add(String.format(
                    Locale.ROOT, "Only %s of audio: the events per day are a guess.", ReadableNumbers.length(heard)));
        }
        return notes;
    }
}
