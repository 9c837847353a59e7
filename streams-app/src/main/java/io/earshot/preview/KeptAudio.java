package io.earshot.preview;

import io.earshot.match.EncodedSegment;
import java.util.function.BiConsumer;

/** Segments that were kept of some sources. May be read again, and gives the same then as far as it comes. */
@FunctionalInterface
public interface KeptAudio {
    /**
     * Hands over each segment with the digest of the model that encoded it, those of one source in the order in which they
     * were kept.
     *
     * @return the part of all that was read, from 0 to 1; less than 1 if the time was up before
     */
    double read(BiConsumer<String, EncodedSegment> listener);
}
