package io.earshot.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The meters of what keeps a process alive: its applications and the threads that read topics. Safe for several threads. */
public final class LifeMeters {
    private final MeterRegistry registry;
    private final Map<String, Boolean> readers = new ConcurrentHashMap<>();

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

    /** Whether a thread that reads topics does so now; the first call makes its meters. */
    public void reader(String reader, boolean isAlive) {
        if (readers.put(reader, isAlive) == null) {
            Gauge.builder("earshot.reader.alive", readers, all -> all.get(reader) ? 1 : 0)
                    .description("Whether what reads a topic does so: 1 or 0.")
                    .tag("reader", reader)
                    .register(registry);
            skipped(reader);
            restarted(reader);
        }
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
