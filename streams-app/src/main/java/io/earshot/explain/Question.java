package io.earshot.explain;

import java.util.Optional;

/**
 * What somebody wants explained.
 *
 * @param moment of a source
 * @param queryId of a registered query; empty if only a text is tried
 * @param whatIf what to judge by instead of what the query says
 */
public record Question(Moment moment, Optional<String> queryId, WhatIf whatIf) {
    /** @throws IllegalArgumentException if there is neither a query nor a text */
    public Question {
        if (queryId.isEmpty() && whatIf.text().isEmpty()) {
            throw new IllegalArgumentException("needs a query or a text");
        }
    }
}
