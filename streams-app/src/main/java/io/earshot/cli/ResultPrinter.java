package io.earshot.cli;

import java.io.PrintWriter;
import java.util.Map;

/**
 * What a command prints as its result, for people or for programs: with {@code --json}, each line of standard output is one
 * JSON object, and whatever else there is to say goes to standard error.
 */
final class ResultPrinter {
    private final PrintWriter out;
    private final boolean json;

    ResultPrinter(PrintWriter out, boolean json) {
        this.out = out;
        this.json = json;
    }

    /** Prints one result. */
    void print(String forPeople, Map<String, ?> forPrograms) {
        out.println(json ? JsonLine.of(forPrograms) : forPeople);
        out.flush();
    }

    /** Prints what programs need not know. */
    void remark(String forPeople) {
        if (!json) {
            out.println(forPeople);
            out.flush();
        }
    }
}
