package io.earshot.explain;

import io.earshot.query.QueryDraft;
import java.util.Optional;

/**
 * A request for an explanation.
 *
 * @param moment of a source
 * @param queryId of a registered query; empty for a trial of a text
 * @param changes of the query, or the query itself
 */
public record Question(Moment moment, Optional<String> queryId, QueryDraft changes) {
    /** @throws IllegalArgumentException if there is neither a query nor a text */
    public Question {
        if (queryId.isEmpty() && changes.text().isEmpty()) {
            throw new IllegalArgumentException("needs a query or a text");
        }
    }
}
