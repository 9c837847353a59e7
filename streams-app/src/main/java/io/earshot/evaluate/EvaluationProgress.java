package io.earshot.evaluate;

/** Gets the progress of an evaluation, always on the thread that runs it. */
public interface EvaluationProgress {
    /** What is done, every few seconds. */
    void done(String line);

    /** Each clip that cannot be used. */
    void skipped(SkippedClip clip);
}
