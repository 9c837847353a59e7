package io.earshot.app;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/**
 * Whether tagging gets on: how long a thread has not come back to ask the broker, and how fast what waits becomes less. Asks no
 * broker. Safe for several threads.
 */
final class Progress {
    /**
     * A commit waits so long for a broker that is away, and a thread asks the broker between any two of its commits. What takes
     * longer is not the broker.
     */
    static final Duration SLOW = Duration.ofSeconds(90);

    /** After so long the group gives the thread's partitions to another one: what it does is lost (max.poll.interval.ms). */
    static final Duration HUNG = Duration.ofMinutes(5);

    /** Fewer records wait now and then where nothing is behind: some polls of each thread. */
    private static final long FEW = 500;

    private static final Duration LOOKED_BACK = Duration.ofSeconds(60);
    private static final Duration KEPT = Duration.ofSeconds(1);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);
    private static final String POLLED = "last-poll-seconds-ago";

    private final Supplier<OptionalLong> waiting;
    private final Supplier<? extends Collection<? extends Metric>> metrics;
    private final LongSupplier nanoTime;
    private final Deque<Look> looks = new ArrayDeque<>();
    private OptionalDouble silentSeconds = OptionalDouble.empty();
    private OptionalLong lookedNanos = OptionalLong.empty();

    private record Look(long nanos, long waiting) {}

    /**
     * @param waiting how many records wait; empty: not known
     * @param metrics what Kafka measures of the application
     * @param nanoTime a clock that only runs forward
     */
    Progress(
            Supplier<OptionalLong> waiting,
            Supplier<? extends Collection<? extends Metric>> metrics,
            LongSupplier nanoTime) {
        this.waiting = waiting;
        this.metrics = metrics;
        this.nanoTime = nanoTime;
    }

    /** How long the thread that is furthest behind has not asked the broker; empty before any has. Looks once a second. */
    synchronized OptionalDouble silentSeconds() {
        long now = nanoTime.getAsLong();
        if (lookedNanos.isEmpty() || now - lookedNanos.getAsLong() >= KEPT.toNanos()) {
            silentSeconds = measured();
            lookedNanos = OptionalLong.of(now);
        }
        return silentSeconds;
    }

    private OptionalDouble measured() {
        return metrics.get().stream()
                .filter(metric -> isOfAThread(metric.metricName()))
                .filter(metric -> metric.metricValue() instanceof Double)
                .mapToDouble(metric -> (Double) metric.metricValue())
                .filter(seconds -> seconds >= 0)
                .max();
    }

    /** Restores are read by consumers that rest at other times. */
    private static boolean isOfAThread(MetricName name) {
        String client = name.tags().getOrDefault("client-id", "");
        return name.name().equals(POLLED) && !client.endsWith("-restore-consumer");
    }

    /** Whether a thread takes longer than any broker makes it wait. */
    boolean isSlow() {
        return silentSeconds().orElse(0) > SLOW.toSeconds();
    }

    /** Whether a thread will not come back. */
    boolean isHung() {
        return silentSeconds().orElse(0) > HUNG.toSeconds();
    }

    /** What there is to say; empty where all is well. */
    Optional<String> sentence() {
        if (isSlow()) {
            return Optional.of(String.format(
                    Locale.ROOT,
                    "a thread that tags has not finished what it is doing for %s",
                    time(silentSeconds().orElse(0))));
        }
        long now = look();
        return now < FEW ? Optional.empty() : Optional.of(behind(now));
    }

    private synchronized long look() {
        long nanos = nanoTime.getAsLong();
        long now = waiting.get().orElse(0);
        if (looks.isEmpty() || nanos - looks.peekLast().nanos() >= BETWEEN_LOOKS.toNanos()) {
            looks.addLast(new Look(nanos, now));
        }
        while (looks.size() > 1 && nanos - looks.peekFirst().nanos() > LOOKED_BACK.toNanos()) {
            looks.removeFirst();
        }
        return now;
    }

    private synchronized String behind(long now) {
        Look first = looks.peekFirst();
        double seconds = (nanoTime.getAsLong() - first.nanos()) / 1e9;
        String waits = String.format(Locale.ROOT, "%,d records wait", now);
        if (seconds < BETWEEN_LOOKS.toSeconds()) {
            return waits;
        }
        double fewerPerSecond = (first.waiting() - now) / seconds;
        if (fewerPerSecond <= 0) {
            return "falling behind: " + waits + ", and not fewer than " + time(seconds) + " ago";
        }
        return "catching up: " + waits + ", at this rate " + time(now / fewerPerSecond);
    }

    private static String time(double seconds) {
        long whole = Math.round(seconds);
        if (whole < 60) {
            return whole + " s";
        }
        return whole < 3600
                ? whole / 60 + " min " + whole % 60 + " s"
                : whole / 3600 + " h " + whole % 3600 / 60 + " min";
    }
}
