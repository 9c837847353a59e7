package io.earshot.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.slf4j.Marker;

/**
 * Shows what the Kafka clients warn of once, and then once a minute how often more. While a broker is away, each of some thirty
 * clients says so with every attempt to reach it, thousands of lines in a minute. Lines are alike that differ by client and
 * numbers only, addresses apart. Installed by logback.xml. Safe for several threads.
 */
public final class RepeatedWarnings extends TurboFilter {
    private static final String CLIENTS = "org.apache.kafka";
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final Pattern CLIENT =
            Pattern.compile("^(\\[[^\\]]*\\] ?)+|^(stream-client|stream-thread) \\[[^\\]]*\\] ?");
    /** Not those of addresses: each broker is named. */
    private static final Pattern NUMBER = Pattern.compile("(?<![.:/\\d])-?\\d+(?![.:\\d])");

    private static final int KEY_CHARS = 160;

    /** Beyond so many different ones, all are shown. */
    private static final int MOST = 1_000;

    private final LongSupplier nanoTime;
    private final Map<String, Line> lines = new ConcurrentHashMap<>();
    private ScheduledFuture<?> telling;

    private static final class Line {
        private final long sinceNanos;
        private final String first;
        private final AtomicLong more = new AtomicLong();

        Line(long sinceNanos, String first) {
            this.sinceNanos = sinceNanos;
            this.first = first;
        }
    }

    public RepeatedWarnings() {
        this(System::nanoTime);
    }

    /** @param nanoTime a clock that only runs forward */
    RepeatedWarnings(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    @Override
    public void start() {
        telling = getContext()
                .getScheduledExecutorService()
                .scheduleWithFixedDelay(this::tell, WINDOW.toMillis(), WINDOW.toMillis(), TimeUnit.MILLISECONDS);
        super.start();
    }

    @Override
    public void stop() {
        if (telling != null) {
            telling.cancel(false);
        }
        super.stop();
    }

    @Override
    public FilterReply decide(
            Marker marker, Logger logger, Level level, String format, Object[] arguments, Throwable thrown) {
        boolean isAsked = format == null;
        if (isAsked || !level.isGreaterOrEqual(Level.WARN) || !logger.getName().startsWith(CLIENTS)) {
            return FilterReply.NEUTRAL;
        }
        return level.isGreaterOrEqual(logger.getEffectiveLevel()) ? decide(logger, format) : FilterReply.NEUTRAL;
    }

    private FilterReply decide(Logger logger, String message) {
        String alike = NUMBER.matcher(CLIENT.matcher(message).replaceFirst("")).replaceAll("#");
        String key = logger.getName() + alike.substring(0, Math.min(KEY_CHARS, alike.length()));
        if (lines.size() >= MOST) {
            return FilterReply.NEUTRAL;
        }
        Line fresh = new Line(nanoTime.getAsLong(), message);
        Line known = lines.putIfAbsent(key, fresh);
        if (known == null) {
            return FilterReply.NEUTRAL;
        }
        known.more.incrementAndGet();
        return FilterReply.DENY;
    }

    /** Tells how often each line came again, and begins anew with those that a minute has passed for. */
    void tell() {
        long now = nanoTime.getAsLong();
        lines.forEach((key, line) -> {
            if (now - line.sinceNanos >= WINDOW.toNanos() && lines.remove(key, line) && line.more.get() > 0) {
                ((LoggerContext) getContext())
                        .getLogger(RepeatedWarnings.class)
                        .warn("{} more lines in the last minutes like: {}", line.more.get(), line.first);
            }
        });
    }
}
