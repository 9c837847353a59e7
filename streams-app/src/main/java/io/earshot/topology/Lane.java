package io.earshot.topology;

import io.earshot.segment.RunEnd;
import java.util.function.Consumer;

/** The output of encoding for a source: segments, and the ends of their runs in between. */
sealed interface Lane<S> {
    /** Calls the one that it is for. */
    void accept(Consumer<S> onSegment, Consumer<RunEnd> onEnd);

    /** A segment, as far as it has come. */
    record Segment<S>(S segment) implements Lane<S> {
        @Override
        public void accept(Consumer<S> onSegment, Consumer<RunEnd> onEnd) {
            onSegment.accept(segment);
        }
    }

    /** The end of a run. */
    record End<S>(RunEnd end) implements Lane<S> {
        @Override
        public void accept(Consumer<S> onSegment, Consumer<RunEnd> onEnd) {
            onEnd.accept(end);
        }
    }
}
