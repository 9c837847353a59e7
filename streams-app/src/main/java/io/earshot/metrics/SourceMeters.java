package io.earshot.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The meters of the sources that this process listens to; of at most so many of them as a Prometheus server bears. */
public final class SourceMeters {
    /** Each has six series. */
    private static final int MOST_SOURCES = 1_000;

    private final MeterRegistry registry;
    private final Map<String, Followed> followed = new HashMap<>();

    SourceMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /**
     * What is known of a source.
     *
     * @param state in lower case
     * @param heardSeconds of audio published since this process took it
     * @param missedSeconds that were to be heard and were not since then
     * @param levelDbfs of the last seconds; NaN: there is none
     * @param driftPpm how much faster its clock runs; NaN: not known
     * @param tries attempts to open it since it was last heard
     */
    public record Reading(
            String state, double heardSeconds, double missedSeconds, double levelDbfs, double driftPpm, int tries) {}

    /** Takes the newest reading of a source. */
    public synchronized void read(String sourceId, Reading reading) {
        Followed source = followed.get(sourceId);
        if (source != null) {
            source.take(reading);
        } else if (followed.size() < MOST_SOURCES) {
            followed.put(sourceId, new Followed(sourceId, reading));
        }
    }

    /** This process listens to the source no more. */
    public synchronized void forget(String sourceId) {
        Followed source = followed.remove(sourceId);
        if (source != null) {
            source.meters.forEach(registry::remove);
            registry.remove(source.state);
        }
    }

    private final class Followed {
        private final String sourceId;
        private final List<Meter> meters = new ArrayList<>();
        private volatile Reading newest;
        private Meter state;

        private Followed(String sourceId, Reading first) {
            this.sourceId = sourceId;
            this.newest = first;
            this.state = stateMeter(first.state());
            counter(
                    "earshot.source.published",
                    "Seconds of a source's audio that were published.",
                    Reading::heardSeconds);
            counter(
                    "earshot.source.down",
                    "Seconds of a source that its listener could not publish.",
                    Reading::missedSeconds);
            gauge(
                    "earshot.source.level.dbfs",
                    "Level of a source's last seconds, dB relative to full scale.",
                    Reading::levelDbfs);
            gauge(
                    "earshot.source.clock.drift.ppm",
                    "How much faster than the listener's clock the source's runs, parts per million.",
                    Reading::driftPpm);
            gauge(
                    "earshot.source.tries",
                    "Attempts to open a source since it was last heard.",
                    reading -> reading.tries());
        }

        private void take(Reading reading) {
            boolean isSame = reading.state().equals(newest.state());
            newest = reading;
            if (!isSame) {
                registry.remove(state);
                state = stateMeter(reading.state());
            }
        }

        /** There is one series of a source at a time: an alert on a state ends when another one begins. */
        private Meter stateMeter(String name) {
            return Gauge.builder("earshot.source.state", () -> 1)
                    .description("1 for the state in which a source is.")
                    .tag("source", sourceId)
                    .tag("state", name)
                    .register(registry);
        }

        private void counter(String name, String description, ToDoubleFunction<Reading> value) {
            meters.add(FunctionCounter.builder(name, this, self -> value.applyAsDouble(self.newest))
                    .description(description)
                    .baseUnit("seconds")
                    .tag("source", sourceId)
                    .register(registry));
        }

        private void gauge(String name, String description, ToDoubleFunction<Reading> value) {
            meters.add(Gauge.builder(name, this, self -> value.applyAsDouble(self.newest))
                    .description(description)
                    .tag("source", sourceId)
                    .register(registry));
        }
    }
}
