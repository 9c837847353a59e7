package io.earshot.app;

import io.earshot.audio.AudioChunk;
import io.earshot.cluster.KafkaAccess;
import io.earshot.cluster.SourceShare;
import io.earshot.config.EarshotConfig;
import io.earshot.config.Settings;
import io.earshot.ingest.ChunkSink;
import io.earshot.ingest.LastingPublisher;
import io.earshot.listen.ListenSettings;
import io.earshot.listen.Listeners;
import io.earshot.metrics.SourceMeters;
import io.earshot.source.SourceStatus;
import io.earshot.stream.StreamOpener;
import io.earshot.topology.Topics;
import io.earshot.wire.Decoded;
import io.earshot.wire.WireSerdes;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens to this process' part of the sources in their topic, writes their audio and how listening goes. Processes with the
 * same application id share the sources.
 */
public final class ListeningService implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ListeningService.class);

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Closing closing;
    private final HeldListening held;
    private final SourceShare share;

    private ListeningService(
            Closing closing,
            EarshotConfig config,
            KafkaAccess kafka,
            StreamOpener opener,
            SourceBoard board,
            SourceMeters meters,
            Consumer<RuntimeException> broken) {
        this.closing = closing;
        Topics topics = new Topics(config.string(Settings.TOPIC_PREFIX));
        WireSerdes wire = WireSerdes.of(config.wire());
        Producer<String, AudioChunk> audio = kafka.producer(wire.audioChunks().serializer());
        closing.add("producer of audio", () -> audio.close(Closing.SOON));
        LastingPublisher publisher =
                LastingPublisher.ofService(audio, topics.audioChunks().name(), LOG::warn);
        closing.add("publisher", () -> {
            publisher.awaitWritten(Closing.SOON);
            publisher.close();
        });
        SourceStates states = states(kafka, topics, wire, meters);
        Listeners listeners = new Listeners(
                opener, reporting(publisher, broken), states::noted, ListenSettings.DEFAULT, listenerName());
        closing.add("listeners", listeners);
        held = new HeldListening(source -> listeners.listen(source, board.lastEpoch(source.id(), PATIENCE)), states);
        closing.add("listening", held);
        share = SourceShare.join(
                kafka, group(config), topics.sources().name(), wire.sources().deserializer(), held, broken);
        closing.add("share of the sources", share);
    }

    /**
     * Starts on existing topics.
     *
     * @param kafka its clients read and write
     * @param opener is left open
     * @param board knows which epochs there were
     * @param meters of the sources
     * @param broken gets the failure after which this process listens no more
     * @throws KafkaException if the cluster cannot be used
     */
    static ListeningService start(
            EarshotConfig config,
            KafkaAccess kafka,
            StreamOpener opener,
            SourceBoard board,
            SourceMeters meters,
            Consumer<RuntimeException> broken) {
        Closing closing = new Closing();
        try {
            return new ListeningService(closing, config, kafka, opener, board, meters, broken);
        } catch (RuntimeException e) {
            closing.close();
            throw e;
        }
    }

    private SourceStates states(KafkaAccess kafka, Topics topics, WireSerdes wire, SourceMeters meters) {
        Producer<String, Decoded<SourceStatus>> producer =
                kafka.producer(wire.sourceStates().serializer());
        closing.add("producer of states", () -> producer.close(Closing.SOON));
        SourceStates states = new SourceStates(producer, topics.sourceStates().name(), meters);
        closing.add("states", states);
        return states;
    }

    /** Audio that can never be written any more is a failure of the process, not of a source. */
    private static ChunkSink reporting(ChunkSink sink, Consumer<RuntimeException> broken) {
        return chunk -> {
            try {
                sink.publish(chunk);
            } catch (KafkaException e) {
                broken.accept(e);
                throw e;
            }
        };
    }

    /** The group of the processes that share the sources. */
    static String group(EarshotConfig config) {
        return config.string(Settings.TOPIC_PREFIX) + config.string(Settings.APPLICATION_ID) + "-listen";
    }

    /** Process and host, as states name the listener. */
    private static String listenerName() {
        return ManagementFactory.getRuntimeMXBean().getName();
    }

    /** Whether this process has its part of the sources, which may be none. */
    public boolean isReady() {
        return share.isAssigned();
    }

    /** What it does, in a few words. */
    public String state() {
        return isReady() ? "listening to " + held.size() + " sources" : "listening waits for its part of the sources";
    }

    /** How many sources this process listens to. */
    public int sources() {
        return held.size();
    }

    @Override
    public void close() {
        closing.close();
    }
}
