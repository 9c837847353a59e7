package io.earshot.http;

import java.util.Optional;

/**
 * What became of a change.
 *
 * @param before as it was; empty: it was not there
 * @param after as it is now; empty: it is not there
 * @param isNew whether anything was written; false: it was so already
 * @param <E> what was changed
 */
public record Written<E>(Optional<E> before, Optional<E> after, boolean isNew) {
    /** What was done, a word. */
    String done() {
        if (!isNew) {
            return "unchanged";
        }
        return before.isPresent() ? "changed" : "added";
    }
}
