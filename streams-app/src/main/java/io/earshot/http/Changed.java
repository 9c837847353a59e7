package io.earshot.http;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Who changed something, and when.
 *
 * @param by name of a key of the API, or of a user of the command line; empty if nobody said
 * @param at wall-clock time of the writer
 * @param what was done, a word
 * @param etag of what was written, without quotes; empty if it was removed
 */
public record Changed(String by, Instant at, String what, String etag) {
    Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("by", by);
        facts.put("at", at.truncatedTo(ChronoUnit.MICROS).toString());
        facts.put("what", what);
        return facts;
    }
}
