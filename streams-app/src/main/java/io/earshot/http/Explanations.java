package io.earshot.http;

import io.earshot.explain.Explained;
import io.earshot.explain.Question;

/** Explains why a query fired at a moment, or why it did not. Reads topics, which may take seconds. */
@FunctionalInterface
public interface Explanations {
    /**
     * @throws io.earshot.explain.NothingToExplainException if there is no such query, or nothing is kept of the moment
     * @throws IllegalArgumentException if a what-if is out of range
     * @throws java.io.UncheckedIOException if the topics cannot be read
     */
    Explained explain(Question question);
}
