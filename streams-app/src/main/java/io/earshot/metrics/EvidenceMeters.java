package io.earshot.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** The meters of evidence that is kept. */
public final class EvidenceMeters {
    private final MeterRegistry registry;
    private final Counter keptBytes;
    private final Counter deleted;
    private final Counter deletedBytes;

    EvidenceMeters(MeterRegistry registry) {
        this.registry = registry;
        this.keptBytes = counter("earshot.evidence.kept.bytes", "Bytes of evidence that were kept.");
        this.deleted = counter("earshot.evidence.deleted", "Sets of evidence that retention deleted.");
        this.deletedBytes = counter("earshot.evidence.deleted.bytes", "Bytes of evidence that retention deleted.");
        for (String outcome : new String[] {"kept", "gone", "failed"}) {
            outcome(outcome);
        }
    }

    /** A set was kept. */
    public void kept(long bytes) {
        outcome("kept").increment();
        keptBytes.increment((double) bytes);
    }

    /** The audio was no longer there when it should have been kept. */
    public void gone() {
        outcome("gone").increment();
    }

    /** A set was given up after all tries. */
    public void failed() {
        outcome("failed").increment();
    }

    /** A try failed; another one follows. */
    public void triedInVain() {
        counter("earshot.evidence.retries", "Tries to keep evidence that failed and are repeated.")
                .increment();
    }

    /** Retention deleted a set. */
    public void deleted(long bytes) {
        deleted.increment();
        deletedBytes.increment((double) bytes);
    }

    private Counter outcome(String outcome) {
        return Counter.builder("earshot.evidence.events")
                .description("Closed events whose evidence was asked for, by what became of it.")
                .tag("outcome", outcome)
                .register(registry);
    }

    private Counter counter(String name, String description) {
        return Counter.builder(name).description(description).register(registry);
    }
}
