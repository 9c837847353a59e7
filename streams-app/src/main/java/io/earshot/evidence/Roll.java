package io.earshot.evidence;

/**
 * How much is heard around an event.
 *
 * @param preSeconds before its onset, from 0 to {@value #MAX_SECONDS}
 * @param postSeconds after its offset, from 0 to {@value #MAX_SECONDS}
 */
public record Roll(double preSeconds, double postSeconds) {
    /** Most seconds of either. */
    public static final int MAX_SECONDS = 60;

    /** Two seconds of both. */
    public static final Roll DEFAULT = new Roll(2, 2);

    /** @throws IllegalArgumentException if one is out of range */
    public Roll {
        require("pre", preSeconds);
        require("post", postSeconds);
    }

    long preMicros() {
        return Math.round(preSeconds * 1e6);
    }

    long postMicros() {
        return Math.round(postSeconds * 1e6);
    }

    private static void require(String name, double seconds) {
        if (!(seconds >= 0 && seconds <= MAX_SECONDS)) {
            throw new IllegalArgumentException("\"" + name + "\" must be from 0 to " + MAX_SECONDS + " s");
        }
    }
}
