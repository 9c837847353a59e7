package io.earshot.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is to be said of a query before it is written.
 *
 * @param warnings why it may match less or more than its writer means
 * @param errors why it cannot be matched
 * @param nearDuplicates queries that fire for nearly the same, the nearest first
 */
public record QueryLint(List<String> warnings, List<String> errors, List<NearDuplicate> nearDuplicates) {
    public QueryLint {
        warnings = List.copyOf(warnings);
        errors = List.copyOf(errors);
        nearDuplicates = List.copyOf(nearDuplicates);
    }

    /**
     * A query that says nearly the same.
     *
     * @param id of the query
     * @param text of the query
     * @param cosine of the two texts, at most 1
     */
    public record NearDuplicate(String id, String text, double cosine) {}

    Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("warnings", warnings);
        facts.put("errors", errors);
        facts.put("nearDuplicates", nearDuplicates);
        return facts;
    }
}
