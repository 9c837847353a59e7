package io.earshot.notify;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How a receiver that does not answer well is tried again.
 *
 * @param first pause after the first attempt; each later one is twice as long
 * @param longest pause, unless the receiver asks for a longer one
 * @param mostAsked longest pause that a receiver may ask for
 * @param patience after which a notification is given up, since its first attempt
 */
public record RetryPolicy(Duration first, Duration longest, Duration mostAsked, Duration patience) {
    /** The option of a receiver that sets the patience, in whole hours. */
    public static final String GIVE_UP_HOURS = "give.up.hours";

    /** Three days, so that a receiver may be down over a weekend. */
    public static final RetryPolicy DEFAULT =
            new RetryPolicy(Duration.ofSeconds(1), Duration.ofMinutes(5), Duration.ofHours(1), Duration.ofHours(72));

    private static final int MOST_DOUBLINGS = 20;
    private static final double JITTER = 0.2;
    private static final int MOST_HOURS = 24 * 30;

    /**
     * That of a receiver by its options.
     *
     * @throws IllegalArgumentException if the option is no number of hours
     */
    public RetryPolicy with(Map<String, String> options) {
        String hours = options.get(GIVE_UP_HOURS);
        if (hours == null) {
            return this;
        }
        if (!hours.matches("[1-9][0-9]{0,3}") || Integer.parseInt(hours) > MOST_HOURS) {
            throw new IllegalArgumentException(
                    "option " + GIVE_UP_HOURS + " is a whole number of hours, 1 to " + MOST_HOURS);
        }
        return new RetryPolicy(first, longest, mostAsked, Duration.ofHours(Integer.parseInt(hours)));
    }

    /**
     * The pause after an attempt. What the receiver asks for is kept to, within the limit, and never undercut.
     *
     * @param attempts so far, from 1
     * @param asked by the receiver
     * @param random spreads receivers that one outage took
     */
    public Duration pause(int attempts, Optional<Duration> asked, RandomGenerator random) {
        double doubled = (double) first.toMillis() * Math.pow(2, Math.min(attempts - 1, MOST_DOUBLINGS));
        double millis = Math.min(doubled, (double) longest.toMillis()) * (1 + JITTER * (random.nextDouble() - 1));
        Duration own = Duration.ofMillis(Math.max(1, Math.round(millis)));
        Duration wanted = asked.filter(time -> !time.isNegative()).orElse(Duration.ZERO);
        Duration limited = wanted.compareTo(mostAsked) > 0 ? mostAsked : wanted;
        return limited.compareTo(own) > 0 ? limited : own;
    }
}
