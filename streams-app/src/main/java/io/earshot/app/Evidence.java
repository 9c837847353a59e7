package io.earshot.app;

import io.earshot.cluster.EvidenceWishes;
import io.earshot.cluster.KafkaAccess;
import io.earshot.cluster.KeptAudioChunks;
import io.earshot.cluster.ReaderLife;
import io.earshot.config.EarshotConfig;
import io.earshot.config.Settings;
import io.earshot.decide.Event;
import io.earshot.evidence.store.BucketOptions;
import io.earshot.evidence.store.BucketStore;
import io.earshot.evidence.store.EvidenceStore;
import io.earshot.evidence.store.FolderStore;
import io.earshot.history.EventLog;
import io.earshot.http.ClipResource;
import io.earshot.http.Resource;
import io.earshot.metrics.EvidenceMeters;
import io.earshot.topology.Topics;
import io.earshot.wire.WireSerdes;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Everything about evidence in one process: who cuts it on request, and who keeps it. */
public final class Evidence implements AutoCloseable {
    private final EarshotConfig config;
    private final KafkaAccess kafka;
    private final Topics topics;
    private final WireSerdes wire;
    private final EventLog events;
    private final Closing closing = new Closing();
    private final ClipEncoding encoder = new ClipEncoding();
    private final KeptAudioChunks chunks;
    private Optional<EvidenceStore> store = Optional.empty();
    private EvidenceDesk desk;
    private SoundDesk sounds;

    private Evidence(EarshotConfig config, KafkaAccess kafka, Topics topics, WireSerdes wire, EventLog events) {
        this.events = events;
        this.config = config;
        this.kafka = kafka;
        this.topics = topics;
        this.wire = wire;
        this.chunks = new KeptAudioChunks(
                kafka, topics.audioChunks().name(), wire.audioChunks().deserializer());
    }

    /**
     * Opens the store, where there is one.
     *
     * @param events where events are looked up
     * @throws IOException if nothing can be kept there
     */
    public static Evidence open(
            EarshotConfig config, KafkaAccess kafka, Topics topics, WireSerdes wire, EventLog events)
            throws IOException {
        Evidence evidence = new Evidence(config, kafka, topics, wire, events);
        try {
            evidence.open();
            return evidence;
        } catch (IOException | RuntimeException e) {
            evidence.close();
            throw e;
        }
    }

    private void open() throws IOException {
        closing.add("encoder of clips", encoder);
        store = store(config);
        store.ifPresent(opened -> closing.add("store of evidence", opened));
        EvidenceCache cache = new EvidenceCache(Clock.systemUTC());
        closing.add("cache of clips", cache);
        int mostSeconds = config.integer(Settings.EVIDENCE_MAX_SECONDS);
        desk = new EvidenceDesk(this::newest, chunks, store, encoder, cache, mostSeconds);
        sounds = new SoundDesk(chunks, encoder, cache, mostSeconds);
    }

    private Optional<Event> newest(String eventId) {
        List<Event> records = events.find(eventId);
        return records.isEmpty() ? Optional.empty() : Optional.of(records.get(records.size() - 1));
    }

    /** The resource that serves it. */
    public Resource resource() {
        return ClipResource.of(desk, sounds);
    }

    /**
     * Starts keeping, if there is a store.
     *
     * @param broken gets the failure that ends it
     */
    public void keep(EvidenceMeters meters, EvidenceKeeper.Pace pace, Consumer<RuntimeException> broken) {
        if (store.isEmpty()) {
            return;
        }
        EvidenceWishes wishes = new EvidenceWishes(kafka, topics.queries().name(), wire, broken);
        closing.add("wishes for evidence", wishes);
        EvidenceKeeping keeping = new EvidenceKeeping(
                wishes,
                chunks,
                store.get(),
                encoder,
                meters,
                config.integer(Settings.EVIDENCE_MAX_SECONDS),
                Clock.systemUTC());
        closing.add(
                "keeping of evidence",
                new EvidenceKeeper(
                        keeping,
                        wishes,
                        meters,
                        () -> kafka.follower(config.string(Settings.APPLICATION_ID) + "-evidence"),
                        ReaderLife.waitingForRights("evidence-keeper", kafka.notes()),
                        topics.events().name(),
                        wire.events().deserializer(),
                        pace,
                        Clock.systemUTC(),
                        broken));
    }

    @Override
    public void close() {
        closing.close();
    }

    private static Optional<EvidenceStore> store(EarshotConfig config) throws IOException {
        String place = config.string(Settings.EVIDENCE_STORE);
        if (place.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(BucketOptions.names(place) ? bucket(config, place) : FolderStore.open(Path.of(place)));
    }

    private static EvidenceStore bucket(EarshotConfig config, String place) throws IOException {
        Optional<URI> endpoint = Optional.of(config.string(Settings.EVIDENCE_S3_ENDPOINT))
                .filter(address -> !address.isEmpty())
                .map(URI::create);
        String pathStyle = config.string(Settings.EVIDENCE_S3_PATH_STYLE);
        try {
            return new BucketStore(BucketOptions.of(
                    place,
                    endpoint,
                    Optional.of(config.string(Settings.EVIDENCE_S3_REGION)).filter(region -> !region.isEmpty()),
                    pathStyle.equals("auto") ? endpoint.isPresent() : Boolean.parseBoolean(pathStyle)));
        } catch (RuntimeException e) {
            throw new IOException("evidence cannot be kept in " + place + ": " + e.getMessage(), e);
        }
    }
}
