package io.earshot.cli;

import io.earshot.evaluate.EvaluationProgress;
import io.earshot.evaluate.SkippedClip;
import io.earshot.evaluate.stream.StreamProgress;
import java.io.PrintWriter;

/** Says on standard error how far an evaluation got. */
final class EvalProgress implements EvaluationProgress, StreamProgress {
    /** So that a folder without its audio does not scroll everything away. */
    private static final int MOST_SAID = 20;

    private final PrintWriter err;
    private int skipped;

    EvalProgress(PrintWriter err) {
        this.err = err;
    }

    @Override
    public void textsDone(int done, int of) {
        say(done + " of " + of + " queries encoded");
    }

    @Override
    public void clipsDone(int done, int of) {
        say(done + " of " + of + " clips encoded");
    }

    @Override
    public void planted(int soundsInEach, int streams) {
        say(streams + " streams, half of them for tuning; " + soundsInEach + " sounds planted in each to judge by");
    }

    @Override
    public void heard(long seconds, long of) {
        say(seconds + " of " + of + " s of streams heard");
    }

    @Override
    public void skipped(SkippedClip clip) {
        skipped++;
        if (skipped <= MOST_SAID) {
            say("earshot: " + clip.reason());
        }
        if (skipped == MOST_SAID) {
            say("earshot: further clips that cannot be measured are only counted");
        }
    }

    private void say(String line) {
        err.println(line);
        err.flush();
    }
}
