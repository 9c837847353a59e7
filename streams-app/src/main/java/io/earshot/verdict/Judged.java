package io.earshot.verdict;

import java.time.Instant;
import java.util.Objects;

/**
 * A judgement and where it comes from.
 *
 * @param judgement what is said
 * @param by name of the API key that came with it; empty if there was none
 * @param at wall-clock time
 * @param note what its writer adds, at most {@link #MOST_CHARS}; may be empty
 */
public record Judged(Judgement judgement, String by, Instant at, String note) {
    /** Longest note, in characters. */
    public static final int MOST_CHARS = 1_000;

    public Judged {
        Objects.requireNonNull(judgement);
        Objects.requireNonNull(by);
        Objects.requireNonNull(at);
        if (note.length() > MOST_CHARS) {
            throw new IllegalArgumentException("\"note\" may have at most " + MOST_CHARS + " characters");
        }
    }
}
