package io.earshot.listen;

/** The listener's clocks. */
public interface Clocks {
    /** Those of this machine. */
    Clocks SYSTEM = new Clocks() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public long micros() {
            return System.currentTimeMillis() * 1000;
        }
    };

    /** Nanoseconds since some moment; never goes back. */
    long nanos();

    /** Wall-clock time, microseconds since 1970; may be set. */
    long micros();
}
