package io.earshot.app;

import io.earshot.calibration.LiveCalibrations;
import io.earshot.config.EarshotConfig;
import io.earshot.config.Settings;
import io.earshot.decide.DecisionStages;
import io.earshot.http.HttpEndpoint;
import io.earshot.metrics.TaggingMetrics;
import io.earshot.query.LiveQueryTable;
import io.earshot.scratch.ScratchFolder;
import io.earshot.topology.CalibrationStages;
import io.earshot.topology.CalibrationTopology;
import io.earshot.topology.QueryTopology;
import io.earshot.topology.TaggingStages;
import io.earshot.topology.TaggingTopology;
import io.earshot.topology.Topics;
import io.earshot.wire.WireSerdes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The service in one process: audio is tagged, queries are encoded and fitted to sources, the page is served. */
public final class TaggingService implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TaggingService.class);
    /** Leaves the group, so that the others, or the next start, need not wait for this member's session to time out. */
    private static final CloseOptions CLOSE = CloseOptions.timeout(Duration.ofSeconds(3))
            .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP);

    private final LoadedModel model;
    private final TaggingMetrics metrics = new TaggingMetrics();
    private final LiveQueryTable queries;
    private final StatusBoard board = new StatusBoard();
    private final Closing closing = new Closing();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final KafkaStreams encoding;
    private final KafkaStreams tagging;
    private final Optional<KafkaStreams> calibrating;
    private final LiveCalibrations calibrations = new LiveCalibrations();
    private final QueryCoverage coverage;
    private final HttpEndpoint http;

    private TaggingService(EarshotConfig config, LoadedModel model) throws IOException {
        this.model = model;
        Topics topics = new Topics(config.string(Settings.TOPIC_PREFIX));
        WireSerdes wire = WireSerdes.of(config.wire());
        KafkaAccess kafka = new KafkaAccess(config);
        StreamsSettings settings = new StreamsSettings(config, stateFolder(config));
        String digest = model.bundle().space().modelDigest();
        closing.add("metrics", metrics);
        this.coverage = new QueryCoverage(
                new TopicReader(kafka), topics.queries().name(), wire.queries().deserializer());
        this.queries = new LiveQueryTable(coverage::deleted);
        metrics.readyGauge(this::isReady);
        metrics.queriesGauge(() -> queries.current().size());
        this.encoding = new KafkaStreams(
                QueryTopology.build(topics, wire, model.registrar(queries::current), metrics),
                settings.queries(digest));
        TaggingStages stages = stages(config);
        this.tagging = new KafkaStreams(TaggingTopology.build(topics, wire, stages), settings.tagging(threads(config)));
        closing.add(
                "event feed",
                RecordFeed.start(kafka, topics.events().name(), wire.events().deserializer(), board::happened));
        closing.add(
                "near miss feed",
                RecordFeed.start(
                        kafka, topics.nearMisses().name(), wire.nearMisses().deserializer(), board::missed));
        this.calibrating = calibrating(config, topics, wire, settings);
        this.http = HttpEndpoint.start(
                new LiveStatus(this, board),
                explanations(kafka, topics, wire, stages.tagger().decision()),
                new PreviewDesk(
                        model,
                        stages.tagger().decision(),
                        queries,
                        new SegmentArchive(
                                kafka, topics.segments().name(), wire.segments().deserializer()),
                        Clock.systemUTC()),
                metrics,
                config.string(Settings.HTTP_HOST),
                config.integer(Settings.HTTP_PORT));
        closing.add("status page", http);
        start(encoding, "query encoding");
        start(tagging, "tagging");
        calibrating.ifPresent(streams -> start(streams, "calibration"));
    }

    /**
     * Starts the service; it is not ready at once.
     *
     * @param model is used until the service is closed, and left open
     * @throws org.apache.kafka.common.KafkaException if the cluster cannot be used
     * @throws IOException if there is no place for local state
     */
    public static TaggingService start(EarshotConfig config, LoadedModel model)
            throws IOException, InterruptedException {
        try (Admin admin = new KafkaAccess(config).admin()) {
            new TopicCreation(config).createMissing(admin);
        }
        return new TaggingService(config, model);
    }

    /** Waits until audio is tagged against all queries. */
    public boolean awaitReady(Duration most) throws InterruptedException {
        long end = System.nanoTime() + most.toNanos();
        while (!isReady() && System.nanoTime() < end && !stopped.await(50, TimeUnit.MILLISECONDS)) {
            LOG.debug("waiting: {}", state());
        }
        return isReady();
    }

    /** Waits until something broke; returns only by throwing its cause or by interruption. */
    public void awaitFailure() throws InterruptedException {
        stopped.await();
        throw new IllegalStateException("the service stopped: " + failure.get().getMessage(), failure.get());
    }

    public boolean isLive() {
        return failure.get() == null;
    }

    public boolean isReady() {
        return isLive()
                && tagging.state() == KafkaStreams.State.RUNNING
                && encoding.state() == KafkaStreams.State.RUNNING
                && coverage.isComplete(queries);
    }

    /** What the service is doing, in a few words. */
    public String state() {
        if (!isLive()) {
            return "stopped: " + failure.get().getMessage();
        }
        return "tagging is " + tagging.state() + ", query encoding is " + encoding.state() + ", queries "
                + (coverage.isComplete(queries) ? "are all matched" : "are being encoded");
    }

    public LoadedModel model() {
        return model;
    }

    /** The standing queries of this process. */
    public LiveQueryTable queries() {
        return queries;
    }

    /** What was published of the sources. */
    public LiveCalibrations calibrations() {
        return calibrations;
    }

    /** Seconds of audio that this process has tagged. */
    public double heardSeconds() {
        return metrics.heardSeconds();
    }

    /** Port of the status page. */
    public int httpPort() {
        return http.port();
    }

    @Override
    public void close() {
        closing.close();
    }

    private TaggingStages stages(EarshotConfig config) {
        return new TaggingStages(
                model.stages(calibrations),
                queries,
                calibrations,
                config.seconds(Settings.STALL_SECONDS),
                board::heard,
                metrics);
    }

    private Optional<KafkaStreams> calibrating(
            EarshotConfig config, Topics topics, WireSerdes wire, StreamsSettings settings) {
        int mostSources = config.integer(Settings.CALIBRATION_SOURCES);
        if (mostSources == 0) {
            return Optional.empty();
        }
        String digest = model.bundle().space().modelDigest();
        CalibrationStages stages = new CalibrationStages(
                digest,
                model.calibrator(),
                queries,
                calibrations,
                this::isReady,
                Duration.ofMinutes(config.integer(Settings.CALIBRATION_EPOCH_MINUTES)),
                mostSources,
                metrics);
        return Optional.of(
                new KafkaStreams(CalibrationTopology.build(topics, wire, stages), settings.calibration(digest)));
    }

    private ExplanationDesk explanations(KafkaAccess kafka, Topics topics, WireSerdes wire, DecisionStages decision) {
        return new ExplanationDesk(
                model,
                decision,
                queries,
                new SegmentHistory(
                        kafka, topics.segments().name(), wire.segments().deserializer()),
                new RecordedOutcomes(
                        kafka,
                        topics.events().name(),
                        wire.events().deserializer(),
                        topics.nearMisses().name(),
                        wire.nearMisses().deserializer()),
                new QueryAge(kafka, topics.queryEmbeddings().name()));
    }

    private void start(KafkaStreams streams, String name) {
        streams.setUncaughtExceptionHandler(e -> {
            if (failure.compareAndSet(null, e)) {
                LOG.error("{} failed: {}", name, e.getMessage());
            }
            stopped.countDown();
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
        closing.add(name, () -> streams.close(CLOSE));
        streams.start();
    }

    private static int threads(EarshotConfig config) {
        int threads = config.integer(Settings.STREAM_THREADS);
        return threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
    }

    private Path stateFolder(EarshotConfig config) throws IOException {
        String named = config.string(Settings.STATE_DIR);
        if (!named.isEmpty()) {
            return Path.of(named);
        }
        ScratchFolder scratch = ScratchFolder.make("state");
        closing.add("state folder", scratch);
        return scratch.path();
    }
}
