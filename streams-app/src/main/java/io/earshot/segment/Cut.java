package io.earshot.segment;

import java.util.function.Function;

/** What the segmenter puts out, in the order of the audio. */
public sealed interface Cut permits Hop, RunEnd {
    /** What a function makes of it: the first of a hop, the second of the end of a run. */
    <R> R either(Function<Hop, R> ofHop, Function<RunEnd, R> ofEnd);
}
