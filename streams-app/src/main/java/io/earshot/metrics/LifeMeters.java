package io.earshot.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The meters of what keeps a process alive: its applications and the threads that read topics. Safe for several threads. */
public final class LifeMeters {
    private final MeterRegistry registry;
    private final Map<String, AtomicInteger> dead = new ConcurrentHashMap<>();

    LifeMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** An application is known, so that its first restart is an increase. */
    public void know(String application) {
        recoveries(application, "thread");
        recoveries(application, "application");
    }

    /** A thread of an application was replaced by a new one. */
    public void threadReplaced(String application) {
        recoveries(application, "thread").increment();
    }

    /** An application was ended, to be started anew. */
    public void applicationRestarted(String application) {
        recoveries(application, "application").increment();
    }

    private Counter recoveries(String application, String what) {
        return Counter.builder("earshot.application.recoveries")
                .description("Failures that a new thread or a new start of one application cured.")
                .tag("application", application)
                .tag("by", what)
                .register(registry);
    }

    /** A thread begins to read a topic; the first of its name makes the meters. */
    public void readerBegins(String reader) {
        if (dead.putIfAbsent(reader, new AtomicInteger()) == null) {
            Gauge.builder("earshot.reader.alive", dead.get(reader), count -> count.get() == 0 ? 1 : 0)
                    .description("Whether all that reads a topic does so: 1 or 0.")
                    .tag("reader", reader)
                    .register(registry);
            skipped(reader);
            restarted(reader);
        }
    }

    /** A thread of a reader cannot read now. */
    public void readerDied(String reader) {
        dead.get(reader).incrementAndGet();
    }

    /** A thread that died reads again, or is over. */
    public void readerRevived(String reader) {
        dead.get(reader).decrementAndGet();
    }

    /** A reader passed over a record that it could not use. */
    public void recordSkipped(String reader) {
        skipped(reader).increment();
    }

    /** A reader failed and begins again where it was. */
    public void readerRestarted(String reader) {
        restarted(reader).increment();
    }

    private Counter skipped(String reader) {
        return Counter.builder("earshot.reader.skipped")
                .description("Records that a reader could not use and passed over.")
                .tag("reader", reader)
                .register(registry);
    }

    private Counter restarted(String reader) {
        return Counter.builder("earshot.reader.restarts")
                .description("Failures after which a reader began again where it was.")
                .tag("reader", reader)
                .register(registry);
    }
}
