package io.earshot.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FailedTriesTest {
    private final AtomicLong nanos = new AtomicLong(-5);
    private final FailedTries tries = new FailedTries(nanos::get);

    @Test
    void shouldAllowTenAtOnceAndThenOneEachSixSeconds() throws UnknownHostException {
        InetAddress desk = InetAddress.getByName("10.0.0.1");
        for (int i = 0; i < 10; i++) {
            assertThat(tries.count(desk)).isZero();
        }
        assertThat(tries.count(desk)).isEqualTo(Duration.ofSeconds(6));
        nanos.addAndGet(Duration.ofSeconds(4).toNanos());
        assertThat(tries.count(desk)).isEqualTo(Duration.ofSeconds(2));
        assertThat(tries.count(InetAddress.getByName("10.0.0.2"))).isZero();
        nanos.addAndGet(Duration.ofSeconds(2).toNanos());
        assertThat(tries.count(desk)).isZero();
        assertThat(tries.count(desk)).isEqualTo(Duration.ofSeconds(6));
    }

    @Test
    void shouldTakeANetworkOfIpv6ForOneAddress() throws UnknownHostException {
        for (int i = 0; i < 10; i++) {
            assertThat(tries.count(InetAddress.getByName("2001:db8:1:2::" + i))).isZero();
        }
        assertThat(tries.count(InetAddress.getByName("2001:db8:1:2:ffff::1"))).isPositive();
        assertThat(tries.count(InetAddress.getByName("2001:db8:1:3::1"))).isZero();
    }

    @Test
    void shouldForgetThoseThatWereQuietLongest() throws UnknownHostException {
        InetAddress loud = InetAddress.getByName("192.0.2.1");
        for (int i = 0; i < 100_000; i++) {
            tries.count(InetAddress.getByAddress(new byte[] {10, (byte) (i >> 16), (byte) (i >> 8), (byte) i}));
            if (i % 5_000 == 0) {
                tries.count(loud);
            }
        }
        assertThat(tries.addresses()).isEqualTo(FailedTries.MOST_ADDRESSES);
        assertThat(tries.count(loud)).isPositive();
    }
}
