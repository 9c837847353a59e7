package io.earshot.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The meters of notifications, by the kinds of receivers: there are few of them. */
public final class NotificationMeters {
    private final MeterRegistry registry;
    private final Map<String, Reading> newest = new HashMap<>();

    NotificationMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /**
     * How telling the receivers of a kind goes, in this process.
     *
     * @param untold events that are left to tell
     * @param failing receivers of which the last attempt failed
     */
    public record Reading(long untold, int failing) {}

    /** A notification was "delivered", or an attempt at one "retried", or it "failed" for good, or its receiver was "disabled". */
    public void count(String kind, String outcome) {
        Counter.builder("earshot.notifications")
                .description("Notifications by what became of them.")
                .tag("kind", kind.toLowerCase(Locale.ROOT))
                .tag("outcome", outcome)
                .register(registry)
                .increment();
    }

    /** Takes the newest readings by kind; kinds that are not named have no receivers. */
    public synchronized void read(Map<String, Reading> byKind) {
        newest.replaceAll((kind, old) -> new Reading(0, 0));
        byKind.forEach((kind, reading) -> {
            if (newest.put(kind, reading) == null) {
                gauges(kind);
            }
        });
    }

    private void gauges(String kind) {
        Gauge.builder(
                        "earshot.notifications.untold",
                        this,
                        self -> self.of(kind).untold())
                .description("Events that receivers have not been told of.")
                .tag("kind", kind.toLowerCase(Locale.ROOT))
                .register(registry);
        Gauge.builder("earshot.receivers.failing", this, self -> self.of(kind).failing())
                .description("Receivers of which the last attempt to tell them failed.")
                .tag("kind", kind.toLowerCase(Locale.ROOT))
                .register(registry);
    }

    private synchronized Reading of(String kind) {
        return newest.getOrDefault(kind, new Reading(0, 0));
    }
}
