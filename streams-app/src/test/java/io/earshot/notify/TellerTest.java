package io.earshot.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Back-off on a clock that waits for nobody. */
class TellerTest {
    private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");
    private static final Outcome DOWN = new Outcome.Later("down", Optional.empty());

    private final VirtualClock clock = new VirtualClock();
    private final List<Duration> pauses = new ArrayList<>();
    private final List<String> said = new ArrayList<>();
    private final List<String> ids = new ArrayList<>();
    private final Notification one = new Notification("msg_1", List.of(SomeEvents.open("hall", "e1")), "", false);

    @Test
    void shouldTryAgainWithDoubledPausesUntilItIsDelivered() throws Exception {
        Deque<Outcome> outcomes = new ArrayDeque<>(java.util.Collections.nCopies(14, DOWN));
        outcomes.add(new Outcome.Delivered());
        Teller teller = teller(Map.of(), outcomes);
        assertThat(teller.tell(one)).isEqualTo(new Teller.Told.Delivered());

        assertThat(ids).hasSize(15).containsOnly("msg_1");
        long full = 1_000;
        for (Duration pause : pauses) {
            assertThat(pause.toMillis()).isBetween(full * 8 / 10, full);
            full = Math.min(300_000, 2 * full);
        }
        assertThat(pauses.stream().distinct().count()).isGreaterThan(10);
        assertThat(teller.state().delivered()).isEqualTo(1);
        assertThat(teller.state().attempts()).isZero();
        assertThat(teller.state().lastError()).isEqualTo("down");
        assertThat(said).hasSize(15).endsWith("delivered");
    }

    @Test
    void shouldWaitAsLongAsTheReceiverAsksWithinTheLimit() throws Exception {
        Deque<Outcome> outcomes = new ArrayDeque<>(List.of(
                new Outcome.Later("busy", Optional.of(Duration.ofSeconds(90))),
                new Outcome.Later("busy", Optional.of(Duration.ofDays(365))),
                new Outcome.Later("busy", Optional.of(Duration.ofSeconds(-5))),
                new Outcome.Delivered()));
        teller(Map.of(), outcomes).tell(one);
        assertThat(pauses.get(0)).isEqualTo(Duration.ofSeconds(90));
        assertThat(pauses.get(1)).isEqualTo(Duration.ofHours(1));
        assertThat(pauses.get(2)).isBetween(Duration.ofMillis(3_200), Duration.ofSeconds(4));
    }

    @Test
    void shouldGiveUpAfterItsPatience() throws Exception {
        Deque<Outcome> outcomes = new ArrayDeque<>(java.util.Collections.nCopies(2_000, DOWN));
        Teller.Told told =
                teller(Map.of(RetryPolicy.GIVE_UP_HOURS, "24"), outcomes).tell(one);
        Teller.Told.GivenUp givenUp = (Teller.Told.GivenUp) told;
        assertThat(givenUp.reason()).isEqualTo("not delivered within 24 h: down");
        assertThat(Duration.between(NOON, clock.instant()))
                .isBetween(Duration.ofHours(24), Duration.ofMinutes(24 * 60 + 5));
        assertThat(givenUp.attempts()).isEqualTo(ids.size()).isBetween(290, 370);
        assertThat(said).endsWith("failed not delivered within 24 h: down");
    }

    @Test
    void shouldTryARefusedOneOnceAndGoOn() throws Exception {
        Deque<Outcome> outcomes = new ArrayDeque<>(List.of(new Outcome.Refused("too large"), new Outcome.Delivered()));
        Teller teller = teller(Map.of(), outcomes);
        assertThat(teller.tell(one)).isEqualTo(new Teller.Told.GivenUp("too large", 1));
        assertThat(teller.tell(one)).isEqualTo(new Teller.Told.Delivered());
        assertThat(pauses).isEmpty();
    }

    @Test
    void shouldSayThatAReceiverIsGone() throws Exception {
        Teller teller = teller(Map.of(), new ArrayDeque<>(List.of(new Outcome.Gone("410"))));
        assertThat(teller.tell(one)).isEqualTo(new Teller.Told.Gone("410"));
        assertThat(ids).hasSize(1);
    }

    @Test
    void shouldWaitForASecretThatIsNotThereYet() throws Exception {
        Deque<Boolean> isThere = new ArrayDeque<>(List.of(false, false, true));
        Teller teller = new Teller(
                receiver(Map.of()),
                receiver -> {
                    if (!isThere.remove()) {
                        throw new ReceiverRefusedException("${file:/run/secrets/x} is not there");
                    }
                    return delivery(new ArrayDeque<>(List.of(new Outcome.Delivered())));
                },
                RetryPolicy.DEFAULT,
                clock,
                this::pause,
                new Random(1),
                log());
        assertThat(teller.tell(one)).isEqualTo(new Teller.Told.Delivered());
        assertThat(pauses).containsExactly(Duration.ofMinutes(1), Duration.ofMinutes(1));
        assertThat(teller.state().lastError()).contains("is not there");
    }

    @Test
    void shouldOutliveAFaultOfOurs() throws Exception {
        Deque<Outcome> outcomes = new ArrayDeque<>(List.of(new Outcome.Delivered()));
        List<Integer> calls = new ArrayList<>();
        Teller teller = new Teller(
                receiver(Map.of()),
                receiver -> new Delivery() {
                    @Override
                    public Outcome deliver(Notification notification) {
                        calls.add(1);
                        if (calls.size() == 1) {
                            throw new IllegalStateException("a bug");
                        }
                        return outcomes.remove();
                    }

                    @Override
                    public void close() {}
                },
                RetryPolicy.DEFAULT,
                clock,
                this::pause,
                new Random(1),
                log());
        assertThat(teller.tell(one)).isEqualTo(new Teller.Told.Delivered());
        assertThat(calls).hasSize(2);
    }

    private Teller teller(Map<String, String> options, Deque<Outcome> outcomes) {
        return new Teller(
                receiver(options),
                receiver -> delivery(outcomes),
                RetryPolicy.DEFAULT,
                clock,
                this::pause,
                new Random(1),
                log());
    }

    private Delivery delivery(Deque<Outcome> outcomes) {
        return new Delivery() {
            @Override
            public Outcome deliver(Notification notification) {
                ids.add(notification.id());
                return outcomes.remove();
            }

            @Override
            public void close() {}
        };
    }

    private static Receiver receiver(Map<String, String> options) {
        return new Receiver("r", ReceiverKind.WEBHOOK, "https://a.example/", options, true);
    }

    private void pause(Instant until) {
        pauses.add(Duration.between(clock.now, until));
        clock.now = until;
    }

    private TellingLog log() {
        return new TellingLog() {
            @Override
            public void delivered(Receiver receiver) {
                said.add("delivered");
            }

            @Override
            public void retried(Receiver receiver, String reason, int attempts, Instant next) {
                said.add("retried " + attempts);
            }

            @Override
            public void failed(Receiver receiver, String reason) {
                said.add("failed " + reason);
            }

            @Override
            public void disabled(Receiver receiver, String reason) {
                said.add("disabled");
            }
        };
    }

    private static final class VirtualClock extends Clock {
        private Instant now = NOON;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
