package io.earshot.decide;

import java.util.function.Consumer;

/** What a tracker remembers of a query on a source from one hop to the next. */
public sealed interface TrackedSound extends OfQuery permits Candidate, OpenSound, Rest {
    /** Calls the one that it is for. */
    void accept(Consumer<Candidate> ofCandidate, Consumer<OpenSound> ofOpen, Consumer<Rest> ofRest);
}
