package io.earshot.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Every meter, with its name and tags. Query texts and audio never appear in one. */
public final class TaggingMetrics implements AutoCloseable {
    /** Outcomes of chunks that lose no audio. */
    private static final Set<String> LISTENED_TO = Set.of("accepted", "duplicate", "ignored");

    private static final String HEARD = "earshot.source.heard";
    private static final String MISSING = "earshot.source.missing";

    private final CoveredSources covered;
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics gc = new JvmGcMetrics();
    private final Map<String, Lag> lags = new ConcurrentHashMap<>();
    private final RecentRate heardLately;
    private final LongSupplier nanoTime;
    private final Timer features = stage("features");
    private final Timer local = stage("local");
    private final Timer context = stage("context");
    private final Timer match = stage("match");
    private final Timer fits;
    private final SourceMeters sources = new SourceMeters(registry);
    private final NotificationMeters notifications = new NotificationMeters(registry);
    private final EvidenceMeters evidence = new EvidenceMeters(registry);
    private final ForgettingMeters forgetting = new ForgettingMeters(registry);
    private final LifeMeters life = new LifeMeters(registry);
    private final List<LongSupplier> decoderRestarts = new CopyOnWriteArrayList<>();
    private final Counter heard = Counter.builder("earshot.audio.heard")
            .description("Seconds of audio that were tagged.")
            .baseUnit("seconds")
            .register(registry);

    /**
     * How far a task was behind when it last decided.
     *
     * @param micros wall clock minus audio time
     * @param notedNanos when that was, of the clock that only runs forward
     */
    private record Lag(long micros, long notedNanos) {}

    public TaggingMetrics() {
        this(System::nanoTime);
    }

    /** @param nanoTime a clock that only runs forward */
    TaggingMetrics(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.heardLately = new RecentRate(nanoTime);
        this.covered = new CoveredSources(nanoTime, this::forgetCoverage);
        this.fits = Timer.builder("earshot.calibration.slice")
                .description("Time that a slice of queries takes to be fitted to a source.")
                .register(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        gc.bindTo(registry);
        Gauge.builder("earshot.lag", this::greatestLagSeconds)
                .description(
                        "Wall clock minus audio time of the newest decided segment, of the task that is furthest behind.")
                .baseUnit("seconds")
                .register(registry);
    }

    /** The meters of the sources that this process listens to. */
    public SourceMeters sources() {
        return sources;
    }

    /** The meters of notifications. */
    public NotificationMeters notifications() {
        return notifications;
    }

    /** The meters of evidence that is kept. */
    public EvidenceMeters evidence() {
        return evidence;
    }

    /** The meters of what is kept of sources. */
    public ForgettingMeters forgetting() {
        return forgetting;
    }

    /** The meters of applications and readers. */
    public LifeMeters life() {
        return life;
    }

    /** A chunk was processed; the outcome is a disposition or "undecodable". */
    public void chunk(String outcome) {
        counter("earshot.chunks", "Chunks by what became of them.", "outcome", outcome);
    }

    /** A source sent a chunk more than it may. */
    public void overload(String sourceId) {
        Counter.builder("earshot.source.overload")
                .description("Chunks of a source that were more than it may send.")
                .tag("source", covered.nameOf(sourceId))
                .register(registry)
                .increment();
    }

    /** A record of a topic was set aside, because a processor failed on it or nothing would take what came of it. */
    public void setAside(String topic) {
        counter("earshot.records.set.aside", "Records that Earshot failed on and set aside.", "topic", topic);
    }

    /** Rejected chunks since the start. */
    public long refusedChunks() {
        return registry.find("earshot.chunks").counters().stream()
                .filter(counter -> !LISTENED_TO.contains(counter.getId().getTag("outcome")))
                .mapToLong(counter -> Math.round(counter.count()))
                .sum();
    }

    /** A query record was processed: "registered", "refused" or "removed". */
    public void query(String outcome) {
        counter("earshot.query.records", "Query records by what became of them.", "outcome", outcome);
    }

    /** An event was emitted in this phase. */
    public void event(String phase) {
        counter("earshot.events", "Match events by phase.", "phase", phase);
    }

    /** A near miss was emitted, rejected by this rule. */
    public void nearMiss(String rule) {
        counter("earshot.near.misses", "Near misses by the rule that rejected them.", "rule", rule);
    }

    /** Queries could not be scored on a segment. */
    public void matchErrors(int errors) {
        if (errors > 0) {
            Counter.builder("earshot.match.errors")
                    .description("Queries that could not be scored on a segment.")
                    .register(registry)
                    .increment(errors);
        }
    }

    /** Adds the unexpected ends of a decoder process; one process may have several decoders. */
    public void decoderRestarts(LongSupplier restarts) {
        if (decoderRestarts.isEmpty()) {
            // A meter holds its object weakly.
            FunctionCounter.builder("earshot.decoder.restarts", this, TaggingMetrics::restartsOfDecoders)
                    .description("Times that the decoder process ended unexpectedly and was started again.")
                    .register(registry);
        }
        decoderRestarts.add(restarts);
    }

    private double restartsOfDecoders() {
        return decoderRestarts.stream().mapToLong(LongSupplier::getAsLong).sum();
    }

    /** A calibration was "published", "unchanged", "removed", or found "undecodable". */
    public void calibration(String outcome) {
        counter("earshot.calibrations", "Calibrations by what became of them.", "outcome", outcome);
    }

    /** A slice of queries is fitted to a source. */
    public <T> T timeFits(Supplier<T> work) {
        return fits.record(work);
    }

    /** Seconds of new audio were tagged. */
    public void heard(double seconds) {
        heard.increment(seconds);
        heardLately.add(seconds);
    }

    /** Seconds of audio that were tagged per second, over the last minute. */
    public double realTimeFactor() {
        return heardLately.perSecond();
    }

    /** Seconds of audio tagged since the start. */
    public double heardSeconds() {
        return heard.count();
    }

    /** A source is known, so that its first missing minute is an increase. */
    public void knowSource(String sourceId) {
        coverage(sourceId, 0, 0);
    }

    /** What was heard and missed of a minute of a source, in seconds. */
    public void coverage(String sourceId, double heardSeconds, double missingSeconds) {
        String source = covered.nameOf(sourceId);
        seconds(HEARD, "Seconds of a source that were heard, by closed minutes.", "source", source)
                .increment(heardSeconds);
        seconds(MISSING, "Seconds of a source that were expected and not heard, by closed minutes.", "source", source)
                .increment(missingSeconds);
    }

    private void forgetCoverage(String sourceId) {
        for (String name : new String[] {HEARD, MISSING, "earshot.source.overload"}) {
            registry.find(name).tag("source", sourceId).counters().forEach(registry::remove);
        }
    }

    /** Seconds of any source were expected and not heard, for a reason. */
    public void missing(String reason, double seconds) {
        seconds(
                        "earshot.missing",
                        "Seconds that were expected and not heard, by reason.",
                        "reason",
                        reason.toLowerCase(Locale.ROOT))
                .increment(seconds);
    }

    /** How far the newest audio that a task decided is behind the wall clock. */
    public void lag(String task, long micros) {
        lags.put(task, new Lag(micros, nanoTime.getAsLong()));
    }

    /** A task has no playing source. */
    public void noLag(String task) {
        lags.remove(task);
    }

    private double greatestLagSeconds() {
        return lags.values().stream().mapToLong(Lag::micros).max().orElse(0) / 1e6;
    }

    /**
     * How far the task that is furthest behind is now: also one that has stopped deciding falls behind. Empty where no source
     * plays.
     */
    public OptionalDouble lagSeconds() {
        long now = nanoTime.getAsLong();
        return lags.values().stream()
                .mapToDouble(lag -> lag.micros() / 1e6 + (now - lag.notedNanos()) / 1e9)
                .max();
    }

    public <T> T timeFeatures(Supplier<T> work) {
        return features.record(work);
    }

    public <T> T timeLocal(Supplier<T> work) {
        return local.record(work);
    }

    public <T> T timeContext(Supplier<T> work) {
        return context.record(work);
    }

    public <T> T timeMatch(Supplier<T> work) {
        return match.record(work);
    }

    /** Registers the number of queries that can be matched. */
    public void queriesGauge(Supplier<Number> size) {
        Gauge.builder("earshot.queries", size)
                .description("Queries that can be matched.")
                .register(registry);
    }

    /** Registers whether the service is ready: 1 or 0. */
    public void readyGauge(Supplier<Boolean> ready) {
        Gauge.builder("earshot.ready", () -> ready.get() ? 1 : 0)
                .description("Whether audio is tagged and every registered query is matched.")
                .register(registry);
    }

    /** All meters in Prometheus' text format. */
    public String scrape() {
        return registry.scrape();
    }

    /** All meters, for the test of their names. */
    PrometheusMeterRegistry registry() {
        return registry;
    }

    @Override
    public void close() {
        gc.close();
        registry.close();
    }

    private Timer stage(String name) {
        return Timer.builder("earshot.stage")
                .description("Time that a stage takes: local for some hops at once, the others for one.")
                .tag("stage", name)
                .register(registry);
    }

    private Counter seconds(String name, String description, String tag, String value) {
        return Counter.builder(name)
                .description(description)
                .baseUnit("seconds")
                .tag(tag, value)
                .register(registry);
    }

    private void counter(String name, String description, String tag, String value) {
        Counter.builder(name)
                .description(description)
                .tag(tag, value.toLowerCase(Locale.ROOT))
                .register(registry)
                .increment();
    }
}
