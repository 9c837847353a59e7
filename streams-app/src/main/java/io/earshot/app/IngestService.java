package io.earshot.app;

import io.earshot.calibration.LiveCalibrations;
import io.earshot.cluster.KafkaAccess;
import io.earshot.config.EarshotConfig;
import io.earshot.config.Settings;
import io.earshot.explain.Explained;
import io.earshot.explain.NothingToExplainException;
import io.earshot.explain.Question;
import io.earshot.http.CalibrationResource;
import io.earshot.http.ExplainResource;
import io.earshot.http.HttpEndpoint;
import io.earshot.http.ModelResource;
import io.earshot.http.PreviewResource;
import io.earshot.http.Resource;
import io.earshot.metrics.TaggingMetrics;
import io.earshot.preview.NothingToPreviewException;
import io.earshot.preview.Preview;
import io.earshot.preview.PreviewRequest;
import io.earshot.register.TextLinter;
import io.earshot.stream.StreamOpener;
import io.earshot.topology.Topics;
import io.earshot.wire.WireSerdes;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The service of a process that listens to sources and tags nothing: no model, no Streams application. */
public final class IngestService implements RunningService {
    private static final String ELSEWHERE = "this process only listens; ask one whose role is tag or all";

    private final Closing closing = new Closing();
    private final KafkaAccess kafka;
    private final Applications applications;
    private final TaggingMetrics metrics = new TaggingMetrics();
    private final EarshotConfig config;
    private volatile ListeningService listening;
    private volatile HttpEndpoint http;

    private IngestService(EarshotConfig config) {
        this.config = config;
        this.kafka = new KafkaAccess(config, new CountedReaders(metrics.life()));
        this.applications = new Applications(metrics.life(), kafka);
    }

    /**
     * Starts the service on existing topics; it is not ready at once.
     *
     * @param opener is closed with it
     * @throws org.apache.kafka.common.KafkaException if the cluster cannot be used
     * @throws IOException if the console's port is taken
     */
    public static IngestService start(EarshotConfig config, StreamOpener opener) throws IOException {
        IngestService service = new IngestService(config);
        service.closing.add("opener of streams", opener);
        try {
            service.open(opener);
            return service;
        } catch (IOException | RuntimeException e) {
            service.close();
            throw e;
        }
    }

    private void open(StreamOpener opener) throws IOException {
        closing.add("metrics", metrics);
        metrics.readyGauge(this::isReady);
        Topics topics = new Topics(config.string(Settings.TOPIC_PREFIX));
        WireSerdes wire = WireSerdes.of(config.wire());
        SourceBoard board = SourceBoard.follow(
                kafka, topics, wire, Clock.systemUTC(), e -> applications.fail("reading of source states", e));
        closing.add("source states", board);
        Doors doors = new Doors(config, kafka, topics, wire, applications);
        closing.add("doors", doors);
        LiveDoors live = LiveDoors.open(config, kafka, topics, wire, segment -> Optional.empty());
        closing.add("live reading", live);
        List<Resource> own = List.of(
                live.resource(),
                ExplainResource.of(IngestService::noExplanation, this::commandOptions),
                PreviewResource.of(IngestService::noPreview),
                ModelResource.of(Optional::empty),
                CalibrationResource.of(new LiveCalibrations()),
                doors.records().queries(new MatchedElsewhere(new TextLinter())),
                doors.records().sources(board, Map::of));
        ProcessFigures figures = new ProcessFigures(config, metrics, OptionalLong::empty);
        http = doors.serve(new IngestStatus(this, figures, board), own, metrics, closing);
        closing.add("live streams", live);
        if (opener instanceof StreamOpening opening) {
            metrics.decoderRestarts(opening::decoderRestarts);
        }
        listening = ListeningService.start(
                config, kafka, opener, board, metrics.sources(), e -> applications.fail("listening to sources", e));
        closing.add("listening", listening);
    }

    private static Explained noExplanation(Question question) {
        throw new NothingToExplainException(ELSEWHERE);
    }

    private static Preview noPreview(PreviewRequest request) {
        throw new NothingToPreviewException(ELSEWHERE);
    }

    @Override
    public boolean awaitReady(Duration most) throws InterruptedException {
        return applications.awaitReady(this, most);
    }

    @Override
    public boolean isLive() {
        return applications.failure().isEmpty();
    }

    @Override
    public boolean isReady() {
        return isLive() && listening != null && listening.isReady();
    }

    @Override
    public String state() {
        return applications
                .failure()
                .map(failure -> "stopped: " + failure.getMessage())
                .orElseGet(() -> listening == null ? "starting" : listening.state());
    }

    @Override
    public Role role() {
        return Role.INGEST;
    }

    @Override
    public List<String> commandOptions() {
        return CommandOptions.of(config);
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
