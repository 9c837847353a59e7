package io.earshot.topology;

/**
 * Keys of a source's lanes, under which the topology keeps its state. What a source plays is in its main lane, whose key is
 * the source's id. An epoch that plays beside it, a backfill for example, has a lane of its own until it is over. What is
 * written to topics has the source's id as its key, whatever the lane.
 */
final class LaneKey {
    /** Begins the keys of side lanes, and ends the source's id in them; a digit follows, up to the end. */
    private static final char MARK = '\0';

    private static final String MAIN = MARK + "main";

    private LaneKey() {}

    /** The lane in which a source goes on. An id that looks like a key of a side lane is told apart by its end. */
    static String main(String sourceId) {
        return sourceId.indexOf(MARK) == 0 ? sourceId + MAIN : sourceId;
    }

    /** The lane of an epoch that plays beside it. */
    static String side(String sourceId, long epochId) {
        return MARK + sourceId + MARK + epochId;
    }

    /** Whether a key is that of a side lane. */
    static boolean isSide(String lane) {
        return lane.indexOf(MARK) == 0 && !lane.endsWith(MAIN);
    }

    /** The source of a lane. */
    static String sourceId(String lane) {
        if (lane.indexOf(MARK) != 0) {
            return lane;
        }
        int end = lane.lastIndexOf(MARK);
        return isSide(lane) ? lane.substring(1, end) : lane.substring(0, end);
    }

    /** The epoch of a side lane. */
    static long epochId(String side) {
        return Long.parseLong(side.substring(side.lastIndexOf(MARK) + 1));
    }
}
