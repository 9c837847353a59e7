package io.earshot.cli;

import io.earshot.wire.ChangeNote;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Who works at the command line, as records that he writes name him. */
final class Author {
    private static final String UNNAMED = "command line";

    private Author() {}

    /**
     * A note of a change that happens now.
     *
     * @param what was done, a word
     */
    static ChangeNote note(String what) {
        String user = System.getProperty("user.name", "");
        // Java names a user that the system does not know by a question mark.
        boolean isKnown = !user.isBlank() && !user.equals("?");
        return new ChangeNote(isKnown ? user : UNNAMED, Instant.now().truncatedTo(ChronoUnit.MICROS), what);
    }
}
