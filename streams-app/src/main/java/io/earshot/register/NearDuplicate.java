package io.earshot.register;

/**
 * A query that says nearly the same as another.
 *
 * @param id of the query
 * @param text of the query
 * @param cosine of the two that are nearest, of their texts; at most 1
 */
public record NearDuplicate(String id, String text, double cosine) {}
