package io.earshot.match;

import io.earshot.embedding.SegmentEmbedding;
import io.earshot.segment.HopSpan;

/**
 * A segment that can be matched.
 *
 * @param span its newest hop
 * @param encoded its embedding
 * @param levelDbfs root mean square of the hop's new audio, dB relative to full scale; at least -120
 */
public record EncodedSegment(HopSpan span, SegmentEmbedding encoded, float levelDbfs) {}
