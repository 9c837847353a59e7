package io.earshot.match;

import java.util.List;
import java.util.Map;

/**
 * Result of a match run.
 *
 * @param matches at or above the floor, by query id
 * @param errors by query id, for queries that could not be scored; they never silence the others
 * @param queriesScored how many were scored
 */
public record MatchReport(List<Match> matches, Map<String, String> errors, int queriesScored) {}
