package io.earshot.cli;

import java.io.PrintWriter;

/** Queries that a command was to work on and that are not there. */
final class MissingQueries {
    private final PrintWriter err;
    private boolean isAny;

    MissingQueries(PrintWriter err) {
        this.err = err;
    }

    /** Says it at once; the command goes on with the others. */
    void tell(String id) {
        tell(id, "no such query");
    }

    /** @param why it could not be worked on */
    void tell(String id, String why) {
        isAny = true;
        err.println("earshot: " + Printed.of(id) + ": " + why);
        err.flush();
    }

    int exitCode() {
        return isAny ? 1 : 0;
    }
}
