package io.earshot.decide;

import io.earshot.match.EncodedSegment;
import io.earshot.match.Match;
import io.earshot.segment.HopGrid;
import io.earshot.segment.HopSpan;
import java.util.Optional;

/**
 * What a query that asks for an absence makes of a hop.
 *
 * @param span of the hop
 * @param subject the query and its operating point
 * @param peak its segment: confidence and score of the words; of a level, confidence 1 above it and 0 at it or below
 * @param levelDbfs of the hop, dB relative to full scale
 * @param hit whether it reaches the opening confidence, or is above the query's level
 * @param sounds whether it reaches the closing confidence, or is above the query's level
 * @param missingMicros time of the hop that was not heard
 */
record AbsenceHop(
        HopSpan span, Subject subject, Peak peak, double levelDbfs, boolean hit, boolean sounds, long missingMicros) {
    /** Rounding of times to microseconds and of samples to another rate: less is no gap. */
    private static final long LEAST_GAP_SAMPLES = 2;

    private static final double MICROS = 1e6;

    /** A hop that is judged by the words. */
    static AbsenceHop ofWords(Hearing hearing, EncodedSegment segment, HopGrid grid) {
        return new AbsenceHop(
                hearing.span(),
                hearing.subject(),
                hearing.peak(),
                segment.levelDbfs(),
                hearing.isHit(),
                hearing.isHeard(),
                missingMicros(hearing.span(), grid));
    }

    /** A hop that is judged by its level. */
    static AbsenceHop ofLevel(EncodedSegment segment, Match match, Subject subject, HopGrid grid) {
        HopSpan span = segment.span();
        boolean loud = segment.levelDbfs()
                > match.query().query().rules().aboveLevelDbfs().orElseThrow();
        Peak peak = new Peak(span.gridIndex(), span.endMicros(), loud ? 1 : 0, 0, Optional.empty());
        return new AbsenceHop(span, subject, peak, segment.levelDbfs(), loud, loud, missingMicros(span, grid));
    }

    /** What the hop spans, less what was heard of it. */
    private static long missingMicros(HopSpan span, HopGrid grid) {
        long spanned = Math.round((span.endMicros() - span.startMicros()) * grid.sampleRateHz() / MICROS);
        long missing = spanned - span.heardSamples();
        return missing <= LEAST_GAP_SAMPLES ? 0 : Math.round(missing * MICROS / grid.sampleRateHz());
    }
}
