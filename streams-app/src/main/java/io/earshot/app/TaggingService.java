package io.earshot.app;

import io.earshot.calibration.LiveCalibrations;
import io.earshot.cluster.AudioEnds;
import io.earshot.cluster.KafkaAccess;
import io.earshot.cluster.KeptSegments;
import io.earshot.cluster.QueryCoverage;
import io.earshot.cluster.RecordedOutcomes;
import io.earshot.config.EarshotConfig;
import io.earshot.config.Settings;
import io.earshot.decide.DecisionStages;
import io.earshot.http.CalibrationResource;
import io.earshot.http.ExplainResource;
import io.earshot.http.HttpEndpoint;
import io.earshot.http.ModelResource;
import io.earshot.http.PreviewResource;
import io.earshot.http.ReceiversResource;
import io.earshot.http.Resource;
import io.earshot.metrics.TaggingMetrics;
import io.earshot.query.LiveQueryTable;
import io.earshot.scratch.ScratchFolder;
import io.earshot.stream.StreamOpener;
import io.earshot.topology.TaggingStages;
import io.earshot.topology.Topics;
import io.earshot.wire.QueryRecord;
import io.earshot.wire.WireSerdes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** The service in one process: tags audio, encodes queries, fits them to sources, serves the console. */
public final class TaggingService implements RunningService {
    private final EarshotConfig config;
    private final LoadedModel model;
    private final Topics topics;
    private final WireSerdes wire;
    private final KafkaAccess kafka;
    private final Closing closing = new Closing();
    private final TaggingMetrics metrics = new TaggingMetrics();
    private final LiveQueryTable queries = new LiveQueryTable();
    private final LiveCalibrations calibrations = new LiveCalibrations();
    private final StatusBoard board = new StatusBoard();
    private final Applications applications;
    private final TaggingTopologies topologies;
    private final QueryCoverage coverage;
    private final Backlog backlog;
    private final Progress progress;
    private volatile SourceBoard listened;
    private volatile Optional<ListeningService> listening = Optional.empty();
    private volatile NotificationService notifications;
    private volatile HttpEndpoint http;

    private TaggingService(EarshotConfig config, LoadedModel model) {
        this.config = config;
        this.model = model;
        this.topics = new Topics(config.string(Settings.TOPIC_PREFIX));
        this.wire = WireSerdes.of(config.wire());
        this.kafka = new KafkaAccess(config, new CountedReaders(metrics.life()));
        this.applications = new Applications(metrics.life(), kafka);
        this.topologies =
                new TaggingTopologies(config, model, topics, wire, queries, calibrations, metrics, applications);
        this.backlog = new Backlog(topics.audioChunks().name(), topologies::measured, System::nanoTime);
        this.progress = new Progress(backlog::records, topologies::measured, System::nanoTime);
        this.coverage =
                new QueryCoverage(topics.queries().name(), wire.queries().deserializer());
        metrics.readyGauge(this::isReady);
        metrics.queriesGauge(() -> queries.current().size());
    }

    /**
     * Starts the service on existing topics; it is not ready at once.
     *
     * @param model left open; used until the service is closed
     * @throws org.apache.kafka.common.KafkaException if the cluster cannot be used
     * @throws IOException if local state has no place, or the console's port is taken
     */
    public static TaggingService start(EarshotConfig config, LoadedModel model) throws IOException {
        TaggingService service = new TaggingService(config, model);
        try {
            service.open();
            return service;
        } catch (IOException | RuntimeException e) {
            service.close();
            throw e;
        }
    }

    /**
     * Listens to a part of the sources, too; it is not ready again at once.
     *
     * @param opener is closed with this
     * @throws org.apache.kafka.common.KafkaException if the cluster cannot be used
     */
    public void listen(StreamOpener opener) {
        closing.add("opener of streams", opener);
        if (opener instanceof StreamOpening opening) {
            countDecoderRestarts(opening::decoderRestarts);
        }
        ListeningService started = ListeningService.start(
                config, kafka, opener, listened, metrics.sources(), e -> applications.fail("listening to sources", e));
        closing.add("listening", started);
        listening = Optional.of(started);
    }

    /** Cheap parts that may fail come first. */
    private void open() throws IOException {
        closing.add("metrics", metrics);
        Path stateFolder = stateFolder();
        AudioEnds ends = AudioEnds.follow(kafka, topics.audioChunks().name());
        closing.add("ends of audio", ends);
        TaggingStages stages = topologies.stages(board::heard, ends);
        listened = SourceBoard.follow(
                kafka, topics, wire, Clock.systemUTC(), e -> applications.fail("reading of source states", e));
        closing.add("source states", listened);
        notifications = NotificationService.start(
                config, kafka, Deliveries.of(config, System.getenv()), metrics.notifications());
        closing.add("notifications", notifications);
        openPage(stages.tagger().decision());
        coverage.follow(kafka, e -> applications.fail("reading of queries", e));
        closing.add("query tail", coverage);
        closing.add("hanging transactions", HangingSweep.start(kafka, topics, config.string(Settings.APPLICATION_ID)));
        closing.add("applications", applications);
        topologies.start(stages, stateFolder, this::isReady);
    }

    private void openPage(DecisionStages decision) throws IOException {
        KeptSegments kept = new KeptSegments(
                kafka, topics.segments().name(), wire.segments().deserializer());
        RecordedOutcomes outcomes = new RecordedOutcomes(kafka, topics, wire);
        Doors doors = new Doors(config, kafka, topics, wire, applications);
        closing.add("doors", doors);
        Evidence evidence = Evidence.open(config, kafka, topics, wire, doors.events());
        closing.add("evidence", evidence);
        LiveDoors live = LiveDoors.open(config, kafka, topics, wire, LiveDoors.scores(model, decision, queries));
        closing.add("live reading", live);
        List<Resource> own = List.of(
                live.resource(),
                ExplainResource.of(
                        new ExplanationDesk(model, decision, queries, kept, outcomes)::explain, this::commandOptions),
                PreviewResource.of(new PreviewDesk(model, decision, queries, kept, Clock.systemUTC())::preview),
                ReceiversResource.of(new ReceiverBook(notifications)),
                ModelResource.of(() -> Optional.of(ModelInfo.of(model.bundle()).passport())),
                CalibrationResource.of(calibrations),
                doors.records().queries(new MatchedHere(queries, model.registrar(queries::current))),
                doors.records().sources(listened, board::sources),
                evidence.resource());
        ProcessFigures figures = new ProcessFigures(config, metrics, backlog::records);
        http = doors.serve(new LiveStatus(this, figures, board, listened), own, metrics, closing);
        closing.add("live streams", live);
        evidence.keep(
                metrics.evidence(), EvidenceKeeper.Pace.DEFAULT, e -> applications.fail("keeping of evidence", e));
    }

    private Path stateFolder() throws IOException {
        String named = config.string(Settings.STATE_DIR);
        if (!named.isEmpty()) {
            return Path.of(named);
        }
        ScratchFolder scratch = ScratchFolder.make("state");
        closing.add("state folder", scratch);
        return scratch.path();
    }

    /** Waits until audio is matched against all queries. */
    @Override
    public boolean awaitReady(Duration most) throws InterruptedException {
        return applications.awaitReady(this, most);
    }

    @Override
    public boolean isLive() {
        return applications.failure().isEmpty() && !progress.isHung();
    }

    /** Whether audio is matched against every query written so far, and this process has its part of the sources. */
    @Override
    public boolean isReady() {
        return isLive()
                && topologies.areRunning()
                && !progress.isSlow()
                && coverage.isComplete(queries)
                && listening.map(ListeningService::isReady).orElse(true);
    }

    @Override
    public Role role() {
        return listening.isPresent() ? Role.ALL : Role.TAG;
    }

    @Override
    public String state() {
        return applications
                .failure()
                .map(failure -> "stopped: " + failure.getMessage())
                .orElseGet(() -> topologies.state() + ", queries " + coverage.state(queries)
                        + topologies.calibrationTrouble()
                        + progress.sentence().map(said -> ", " + said).orElse("")
                        + listening.map(part -> ", " + part.state()).orElse(""));
    }

    /** The queries that are kept but not matched. */
    List<QueryRecord> disabledQueries() {
        return coverage.disabled();
    }

    @Override
    public List<String> commandOptions() {
        return CommandOptions.of(config);
    }

    public LoadedModel model() {
        return model;
    }

    /** The standing queries of this process. */
    public LiveQueryTable queries() {
        return queries;
    }

    /** The published calibrations of the sources. */
    public LiveCalibrations calibrations() {
        return calibrations;
    }

    /** How many sources this process listens to. */
    public int listenedSources() {
        return listening.map(ListeningService::sources).orElse(0);
    }

    /** Seconds of audio that this process has tagged. */
    public double heardSeconds() {
        return metrics.heardSeconds();
    }

    /** Chunks of audio that this process rejected. */
    public long refusedChunks() {
        return metrics.refusedChunks();
    }

    /** Adds the decoder's restarts to the service's meters. */
    public void countDecoderRestarts(LongSupplier restarts) {
        metrics.decoderRestarts(restarts);
    }

    @Override
    public int httpPort() {
        return http.port();
    }

    @Override
    public void close() {
        closing.close();
    }
}
