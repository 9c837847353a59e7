package io.earshot.preview;

import io.earshot.match.EncodedSegment;
import java.util.function.BiConsumer;

/** Kept segments of some sources. Reading again gives the same segments, as far as the time allows. */
@FunctionalInterface
public interface KeptAudio {
    /**
     * Passes each segment with the digest of the model that encoded it, those of one source in the order of the topic.
     *
     * @return the part that was read, from 0 to 1; less than 1 if the time ran out
     */
    double read(BiConsumer<String, EncodedSegment> listener);
}
