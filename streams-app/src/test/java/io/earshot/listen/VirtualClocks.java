package io.earshot.listen;

/** Clocks that stand until they are told to go on. */
final class VirtualClocks implements Clocks {
    static final long START_MICROS = 1_795_000_000_000_000L;

    private long nanos;

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public long micros() {
        return START_MICROS + nanos / 1000;
    }

    void goTo(long newNanos) {
        if (newNanos < nanos) {
            throw new IllegalArgumentException("clocks do not go back");
        }
        nanos = newNanos;
    }
}
