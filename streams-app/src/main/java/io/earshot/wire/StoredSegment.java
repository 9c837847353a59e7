package io.earshot.wire;

import io.earshot.match.EncodedSegment;

/**
 * A segment as it is kept for later queries.
 *
 * @param modelDigest of the model that encoded it: it may meet queries of the same digest only
 * @param segment without token levels, which are not kept: they are empty when it is read back
 */
public record StoredSegment(String modelDigest, EncodedSegment segment) {}
