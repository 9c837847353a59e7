package io.earshot.evaluate;

/** Is told how far an evaluation got, always on the thread that runs it. */
public interface EvaluationProgress {
    /** Every few seconds while texts are encoded. */
    void textsDone(int done, int of);

    /** Every few seconds while clips are encoded. */
    void clipsDone(int done, int of);

    /** Of each clip that could not be measured, in the order of the list. */
    void skipped(SkippedClip clip);
}
