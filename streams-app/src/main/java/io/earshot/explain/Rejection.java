package io.earshot.explain;

import io.earshot.decide.RejectionRule;

/**
 * The first rule that rejected a moment.
 *
 * @param rule that rejected
 * @param missedBy by how much: confidence for OPEN_CONFIDENCE and NEGATIVES, hops for CONFIRMATION, else seconds
 */
public record Rejection(RejectionRule rule, double missedBy) {}
