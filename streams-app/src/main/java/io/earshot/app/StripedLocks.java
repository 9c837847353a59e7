package io.earshot.app;

/** Locks by name: who holds one keeps out everybody else who asks for the same name, and perhaps a few others. */
final class StripedLocks {
    private static final int STRIPES = 64;

    private final Object[] locks = new Object[STRIPES];

    StripedLocks() {
        for (int i = 0; i < STRIPES; i++) {
            locks[i] = new Object();
        }
    }

    Object of(String name) {
        return locks[Math.floorMod(name.hashCode(), STRIPES)];
    }
}
