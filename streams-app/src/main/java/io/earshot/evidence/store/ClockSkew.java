package io.earshot.evidence.store;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * Tells once when the store's clock and ours differ. The SDK corrects its signatures in silence, but retention counts by the
 * store's times.
 */
final class ClockSkew implements ExecutionInterceptor {
    private static final Logger LOG = LoggerFactory.getLogger(ClockSkew.class);
    private static final Duration TOLERATED = Duration.ofMinutes(5);

    private final AtomicBoolean isTold = new AtomicBoolean();
    private final Clock clock;

    /** @param clock of this machine */
    ClockSkew(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes attributes) {
        context.httpResponse().firstMatchingHeader("Date").ifPresent(this::compare);
    }

    private void compare(String date) {
        try {
            Instant theirs = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            Duration ahead = Duration.between(clock.instant(), theirs);
            if (ahead.abs().compareTo(TOLERATED) > 0 && isTold.compareAndSet(false, true)) {
                LOG.warn(
                        "The store's clock is {} s ahead of this machine's; times of kept evidence are the store's",
                        ahead.toSeconds());
            }
        } catch (DateTimeException e) {
            LOG.debug("The store's date cannot be read: {}", date);
        }
    }

    boolean isTold() {
        return isTold.get();
    }
}
