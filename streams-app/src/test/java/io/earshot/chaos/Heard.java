package io.earshot.chaos;

/**
 * A committed record as a reader saw it.
 *
 * @param kind of what it tells: the topic's last part
 * @param partition it was in
 * @param arrivedMillis when it could be read, milliseconds since 1970
 * @param identity names what it tells; a record that tells the same again has the same
 * @param digest of all that it says
 * @param sourceId of the source
 * @param queryId of an event; else empty
 * @param phase of an event; else empty
 * @param startMicros of an event: its onset; of coverage: its minute; else 0
 * @param endMicros of an event: its offset; of a segment: the end of its newest hop; of coverage: how much was heard; else 0
 */
record Heard(
        String kind,
        int partition,
        long arrivedMillis,
        String identity,
        String digest,
        String sourceId,
        String queryId,
        String phase,
        long startMicros,
        long endMicros) {
    static final String SEGMENT = "segment";
    static final String EVENT = "event";
    static final String NEAR_MISS = "near miss";
    static final String COVERAGE = "coverage";
    static final String DEAD_LETTER = "dead letter";
    static final String REPEATED_CHUNK = "repeated chunk";

    String line() {
        return String.join(
                "\t",
                kind,
                Integer.toString(partition),
                Long.toString(arrivedMillis),
                identity,
                digest,
                sourceId,
                queryId,
                phase,
                Long.toString(startMicros),
                Long.toString(endMicros));
    }

    static Heard of(String line) {
        String[] f = line.split("\t", -1);
        return new Heard(
                f[0],
                Integer.parseInt(f[1]),
                Long.parseLong(f[2]),
                f[3],
                f[4],
                f[5],
                f[6],
                f[7],
                Long.parseLong(f[8]),
                Long.parseLong(f[9]));
    }
}
