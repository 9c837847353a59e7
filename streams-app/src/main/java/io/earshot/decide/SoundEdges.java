package io.earshot.decide;

/**
 * Start and end of a sound, placed inside its segments: at the first and the last token whose score is at least half way
 * from the lowest around it (without the sound) to the highest (with it). The hop after the one that
 * reached the opening confidence shows more of the sound, so it places the onset once more; then the onset stands. Without
 * tokens the edges are those of the hops.
 *
 * @param notBeforeMicros audio time before which the sound cannot start: an event before it, or the audio's start
 * @param trail scores of the newest tokens
 * @param hopsPlaced hops since the onset was placed, at most 2; 0: not placed
 * @param onsetMicros audio time at which the sound starts, if it has been placed
 * @param offsetMicros audio time at which it ends, or up to which it has lasted
 * @param low what tokens without the sound score
 * @param high what tokens with it score
 */
public record SoundEdges(
        long notBeforeMicros,
        TokenTrail trail,
        int hopsPlaced,
        long onsetMicros,
        long offsetMicros,
        double low,
        double high) {
    /** Tokens in which an onset may lie, besides those of the hop after it: about a segment. */
    static final int TRAIL_TOKENS = 6;

    private static final int SETTLED = 2;
    private static final int LOW_TOKENS = 2;
    private static final int HIGH_TOKENS = 3;

    /** Nothing placed yet. */
    static SoundEdges around(TokenTrail trail, long notBeforeMicros) {
        return new SoundEdges(notBeforeMicros, trail.newest(TRAIL_TOKENS), 0, 0, 0, 0, 0);
    }

    boolean arePlaced() {
        return hopsPlaced > 0;
    }

    /** Length of the sound so far. */
    long lengthMicros() {
        return offsetMicros - onsetMicros;
    }

    /** Places the onset, the newest hop being the one that reached the opening confidence. */
    SoundEdges place(Hearing hearing) {
        return placed(trail, 1, hearing).reach(hearing);
    }

    /**
     * The next hop.
     *
     * @param belongs whether the sound is heard in it
     */
    SoundEdges next(Hearing hearing, boolean belongs) {
        TokenTrail added = hearing.added();
        if (!arePlaced()) {
            return around(trail.append(added, TRAIL_TOKENS), notBeforeMicros);
        }
        boolean settles = hopsPlaced < SETTLED;
        TokenTrail longer =
                trail.append(added, TRAIL_TOKENS + (settles ? added.scores().size() : 0));
        SoundEdges next = settles ? placed(longer, SETTLED, hearing) : withLevels(longer);
        return belongs ? next.reach(hearing) : next;
    }

    private SoundEdges placed(TokenTrail seen, int hops, Hearing hearing) {
        double least = seen.least(LOW_TOKENS);
        double greatest = seen.greatest(HIGH_TOKENS);
        long onset = hops == 1 ? hearing.span().startMicros() : onsetMicros;
        if (!seen.isEmpty()) {
            onset = seen.start(seen.first((least + greatest) / 2));
        }
        onset = Math.min(Math.max(onset, notBeforeMicros), hearing.span().endMicros() - 1);
        return new SoundEdges(notBeforeMicros, seen, hops, onset, offsetMicros, least, greatest);
    }

    private SoundEdges withLevels(TokenTrail seen) {
        double least = Math.min(low, seen.least(LOW_TOKENS));
        double greatest = Math.max(high, seen.greatest(HIGH_TOKENS));
        return new SoundEdges(notBeforeMicros, seen, hopsPlaced, onsetMicros, offsetMicros, least, greatest);
    }

    /** Moves the offset to the end of the last token that belongs to the sound. */
    private SoundEdges reach(Hearing hearing) {
        long end = hearing.span().endMicros();
        if (!trail.isEmpty()) {
            int last = trail.last((low + high) / 2);
            end = last < 0 ? offsetMicros : Math.min(end, trail.start(last + 1));
        }
        long offset = Math.max(Math.max(offsetMicros, end), onsetMicros + 1);
        return new SoundEdges(notBeforeMicros, trail, hopsPlaced, onsetMicros, offset, low, high);
    }
}
