package io.earshot.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * What a command prints as its result, for people or for programs: with {@code --json}, each line of standard output is one
 * JSON object, and whatever else there is to say goes to standard error.
 */
final class Output {
    private final PrintWriter out;
    private final boolean json;
    private final ObjectMapper mapper = new ObjectMapper();

    Output(PrintWriter out, boolean json) {
        this.out = out;
        this.json = json;
    }

    /** Prints one result. */
    void print(String forPeople, Map<String, ?> forPrograms) {
        out.println(json ? text(forPrograms) : forPeople);
        out.flush();
    }

    /** Prints what programs need not know. */
    void remark(String forPeople) {
        if (!json) {
            out.println(forPeople);
            out.flush();
        }
    }

    private String text(Map<String, ?> fields) {
        try {
            return mapper.writeValueAsString(fields);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("the result cannot be written as JSON", e);
        }
    }
}
