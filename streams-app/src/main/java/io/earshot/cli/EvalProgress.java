package io.earshot.cli;

import io.earshot.evaluate.EvaluationProgress;
import io.earshot.evaluate.SkippedClip;
import java.io.PrintWriter;

/** Reports the progress of an evaluation on standard error. */
final class EvalProgress implements EvaluationProgress {
    /** A folder without its audio must not scroll everything away. */
    private static final int MOST_REPORTED = 20;

    private final PrintWriter err;
    private int skipped;

    EvalProgress(PrintWriter err) {
        this.err = err;
    }

    @Override
    public void skipped(SkippedClip clip) {
        skipped++;
        if (skipped <= MOST_REPORTED) {
            done("earshot: " + clip.reason());
        }
        if (skipped == MOST_REPORTED) {
            done("earshot: further skipped clips are only counted");
        }
    }

    @Override
    public void done(String line) {
        err.println(line);
        err.flush();
    }
}
