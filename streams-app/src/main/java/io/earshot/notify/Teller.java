package io.earshot.notify;

import io.earshot.decide.Event;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells one receiver of one notification after the other, until each is told or given up. For one thread. */
public final class Teller {
    private static final Logger LOG = LoggerFactory.getLogger(Teller.class);

    /** How long to wait before the receiver's settings are tried again, if it cannot be told by them. */
    private static final Duration REOPEN = Duration.ofMinutes(1);

    private final Receiver receiver;
    private final DeliveryOpener opener;
    private final RetryPolicy policy;
    private final Clock clock;
    private final Pause pause;
    private final RandomGenerator random;
    private final TellingLog log;
    private volatile ReceiverState state = ReceiverState.NEW;
    private volatile Delivery delivery;

    /** Waits, on a real or another clock. */
    @FunctionalInterface
    public interface Pause {
        /** Returns when that time has come. */
        void until(Instant time) throws InterruptedException;
    }

    /** What became of a notification. */
    public sealed interface Told {
        /** The receiver has it. */
        record Delivered() implements Told {}

        /**
         * The receiver never took it.
         *
         * @param reason for people
         * @param attempts at it
         */
        record GivenUp(String reason, int attempts) implements Told {}

        /**
         * The receiver wants nothing any more; this was not told.
         *
         * @param reason for people
         */
        record Gone(String reason) implements Told {}
    }

    /** @param pause waits between attempts, by the clock */
    public Teller(
            Receiver receiver,
            DeliveryOpener opener,
            RetryPolicy policy,
            Clock clock,
            Pause pause,
            RandomGenerator random,
            TellingLog log) {
        this.receiver = receiver;
        this.opener = opener;
        this.policy = policy.with(receiver.options());
        this.clock = clock;
        this.pause = pause;
        this.random = random;
        this.log = log;
    }

    /** How it goes. Safe to ask from any thread. */
    public ReceiverState state() {
        return state;
    }

    /** What keeps the receiver from being told now, as far as its delivery knows; empty: nothing is known to. */
    public Optional<String> problem() {
        return Optional.ofNullable(delivery).flatMap(Delivery::problem);
    }

    /** Tries until that is decided, however long it takes. */
    public Told tell(Notification notification) throws InterruptedException {
        Instant begun = clock.instant();
        for (int attempts = 1; ; attempts++) {
            Outcome outcome = attempt(notification);
            Instant now = clock.instant();
            if (outcome instanceof Outcome.Delivered) {
                state = state.succeeded(now);
                log.delivered(receiver);
                return new Told.Delivered();
            }
            if (outcome instanceof Outcome.Gone gone) {
                state = state.gaveUp(gone.reason(), now);
                return new Told.Gone(gone.reason());
            }
            if (outcome instanceof Outcome.Refused refused) {
                return giveUp(refused.reason(), attempts, now);
            }
            Outcome.Later later = (Outcome.Later) outcome;
            if (Duration.between(begun, now).compareTo(policy.patience()) >= 0) {
                return giveUp(
                        "not delivered within " + policy.patience().toHours() + " h: " + later.reason(), attempts, now);
            }
            Instant next = now.plus(policy.pause(attempts, later.after(), random));
            state = state.failed(later.reason(), now, next);
            log.retried(receiver, later.reason(), attempts, next);
            pause.until(next);
        }
    }

    /** Has the way to the receiver show the events that last; a receiver that cannot be told yet is told so with the next event. */
    public void lasting(List<Event> open) {
        try {
            opened().lasting(open.stream().filter(receiver.route()::concerns).toList());
        } catch (ReceiverRefusedException e) {
            LOG.debug("Receiver {} shows nothing yet: {}", receiver.id(), e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("Receiver {} could not be told what lasts", receiver.id(), e);
        }
    }

    private Delivery opened() throws ReceiverRefusedException {
        if (delivery == null) {
            delivery = opener.open(receiver);
        }
        return delivery;
    }

    private Told giveUp(String reason, int attempts, Instant now) {
        state = state.gaveUp(reason, now);
        log.failed(receiver, reason);
        return new Told.GivenUp(reason, attempts);
    }

    /** A receiver that this process cannot tell is not the receiver's fault: a secret may come later. */
    private Outcome attempt(Notification notification) throws InterruptedException {
        Delivery opened;
        try {
            opened = opened();
        } catch (ReceiverRefusedException e) {
            return new Outcome.Later(String.valueOf(e.getMessage()), Optional.of(REOPEN));
        }
        try {
            return opened.deliver(notification);
        } catch (RuntimeException e) {
            // Whatever it is, the events must not be lost, nor the others wait for ever.
            LOG.error("Telling receiver {} failed unexpectedly", receiver.id(), e);
            return new Outcome.Later("an error in Earshot, which its log has", Optional.empty());
        }
    }

    /** Closes the way to the receiver; may be called from any thread. */
    public void close() {
        Delivery opened = delivery;
        if (opened != null) {
            opened.close();
        }
    }
}
