package io.earshot.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToLongFunction;

/** What is kept of sources, and what was given up because they are silent. Safe for several threads. */
public final class ForgettingMeters {
    private final MeterRegistry registry;
    private final Map<String, Kept> byTask = new ConcurrentHashMap<>();

    /**
     * What a task keeps.
     *
     * @param sources of which it knows anything
     * @param withAudio lanes of them whose audio is not used up
     * @param audioBytes of that audio
     */
    public record Kept(long sources, long withAudio, long audioBytes) {}

    ForgettingMeters(MeterRegistry registry) {
        this.registry = registry;
        gauge("earshot.sources.known", "Sources of which a place in their audio is kept.", null, Kept::sources);
        gauge("earshot.sources.audio", "Sources whose audio is not used up.", null, Kept::withAudio);
        gauge("earshot.sources.audio.size", "Audio that is kept because it is not used up.", "bytes", Kept::audioBytes);
        for (String what : new String[] {"audio", "memory", "cursor", "coverage", "reset"}) {
            counter(what);
        }
    }

    /** What a task keeps now. */
    public void keeps(String task, Kept kept) {
        byTask.put(task, kept);
    }

    /** A task went to another process or thread. */
    public void gone(String task) {
        byTask.remove(task);
    }

    /**
     * Something of a source was given up.
     *
     * @param what audio: it was silent for minutes; memory: it was silent for longest when room ran out; cursor: it was silent
     *     for days; coverage: too many others are silent; reset: somebody asked for it
     */
    public void forgot(String what) {
        counter(what).increment();
    }

    private Counter counter(String what) {
        return Counter.builder("earshot.sources.forgotten")
                .description(
                        "Times that something of a source was given up, by what: audio, memory, cursor, coverage, reset.")
                .tag("what", what)
                .register(registry);
    }

    private void gauge(String name, String description, String unit, ToLongFunction<Kept> of) {
        Gauge.builder(
                        name,
                        byTask,
                        tasks -> tasks.values().stream().mapToLong(of).sum())
                .description(description)
                .baseUnit(unit)
                .register(registry);
    }
}
