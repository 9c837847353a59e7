package io.earshot.evaluate.stream;

import io.earshot.evaluate.SkippedClip;

/** Is told how far an evaluation on streams got, always on the thread that runs it. */
public interface StreamProgress {
    /** Once, when the sounds are read and the streams are made. */
    void planted(int soundsInEach, int streams);

    /** Every few seconds while streams are heard. */
    void heard(long seconds, long of);

    /** Of each clip that cannot be used. */
    void skipped(SkippedClip clip);
}
