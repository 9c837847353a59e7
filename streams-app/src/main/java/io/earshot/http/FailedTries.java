package io.earshot.http;

import java.net.InetAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * How often each address came with a wrong key: ten at once, and one more each six seconds. Bounded: the addresses that were
 * quiet longest are forgotten first. Safe for several threads.
 */
final class FailedTries {
    static final int AT_ONCE = 10;
    static final Duration EACH = Duration.ofSeconds(6);
    static final int MOST_ADDRESSES = 10_000;

    private final LongSupplier nanos;
    private final Map<String, Long> fullAt = new LinkedHashMap<>(16, .75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > MOST_ADDRESSES;
        }
    };

    /** @param nanos a clock that only goes forward, nanoseconds */
    FailedTries(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /**
     * Counts a wrong key.
     *
     * @return how long the address has to wait; zero: it may try again at once
     */
    synchronized Duration count(InetAddress from) {
        long now = nanos.getAsLong();
        String address = network(from);
        // When all tries are free again: each of those used takes its time to come back.
        long full = Math.max(fullAt.getOrDefault(address, now), now);
        long wait = full - now - (AT_ONCE - 1) * EACH.toNanos();
        if (wait > 0) {
            return Duration.ofNanos(wait);
        }
        fullAt.put(address, full + EACH.toNanos());
        return Duration.ZERO;
    }

    synchronized int addresses() {
        return fullAt.size();
    }

    /** An address of IPv6 stands for its network of 64 bits, all of which one host may use. */
    private static String network(InetAddress address) {
        byte[] bytes = address.getAddress();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < (bytes.length == 16 ? 8 : bytes.length); i++) {
            text.append(Byte.toUnsignedInt(bytes[i])).append('.');
        }
        return text.toString();
    }
}
