package io.earshot.cli;

import io.earshot.evaluate.EvaluationProgress;
import io.earshot.evaluate.SkippedClip;
import java.io.PrintWriter;

/** Says on standard error how far an evaluation got. */
final class EvalProgress implements EvaluationProgress {
    /** So that a folder without its audio does not scroll everything away. */
    private static final int MOST_SAID = 20;

    private final PrintWriter err;
    private int skipped;

    EvalProgress(PrintWriter err) {
        this.err = err;
    }

    @Override
    public void skipped(SkippedClip clip) {
        skipped++;
        if (skipped <= MOST_SAID) {
            done("earshot: " + clip.reason());
        }
        if (skipped == MOST_SAID) {
            done("earshot: further clips that cannot be measured are only counted");
        }
    }

    @Override
    public void done(String line) {
        err.println(line);
        err.flush();
    }
}
