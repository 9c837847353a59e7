package io.earshot.explain;

import io.earshot.match.EncodedSegment;
import io.earshot.segment.HopSpan;
import java.util.List;

/**
 * The kept segments of a source around a moment.
 *
 * @param segments of the model in use, in order
 * @param ofOtherModels hops whose segments another model encoded
 */
public record Stretch(List<EncodedSegment> segments, List<HopSpan> ofOtherModels) {
    public Stretch {
        segments = List.copyOf(segments);
        ofOtherModels = List.copyOf(ofOtherModels);
    }
}
