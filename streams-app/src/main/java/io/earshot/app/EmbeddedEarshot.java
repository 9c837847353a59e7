package io.earshot.app;

import io.earshot.broker.EmbeddedBroker;
import io.earshot.cluster.KafkaAccess;
import io.earshot.cluster.TopicCreation;
import io.earshot.cluster.TopicTail;
import io.earshot.config.EarshotConfig;
import io.earshot.config.Settings;
import io.earshot.decide.Event;
import io.earshot.source.SourceStatus;
import io.earshot.topology.Topics;
import io.earshot.wire.WireSerdes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;

/** Broker, model and service in this process: nothing outside the JVM is needed. */
public final class EmbeddedEarshot implements AutoCloseable {
    private static final Duration STARTUP = Duration.ofSeconds(60);

    private final Closing closing = new Closing();
    private final EarshotConfig config;
    private final LoadedModel model;
    private final KafkaAccess kafka;

    /** Makes the settings in force; fixed settings win over the user's. */
    @FunctionalInterface
    public interface Configuration {
        EarshotConfig with(Map<String, String> fixed) throws IOException;
    }

    /**
     * Starts the broker and creates the topics while the model loads.
     *
     * @param folder of the broker's data
     * @param brokerPort 0: a free one
     * @param fixed settings that win over the user's
     * @throws IOException if another program has the broker's port, or the folder cannot be used
     */
    public EmbeddedEarshot(Path folder, int brokerPort, Configuration configuration, Map<String, String> fixed)
            throws IOException, InterruptedException {
        EarshotConfig ofModel = configuration.with(fixed);
        CompletableFuture<LoadedModel> loading = CompletableFuture.supplyAsync(() -> LoadedModel.open(ofModel));
        try {
            EmbeddedBroker broker = EmbeddedBroker.start(folder, brokerPort);
            closing.add("broker", broker);
            config = configuration.with(settings(broker, fixed));
            model = result(loading);
            closing.add("model", model);
            kafka = new KafkaAccess(config);
            TopicCreation.prepare(config);
        } catch (IOException | InterruptedException | RuntimeException e) {
            closing.close();
            throw e;
        }
    }

    /** Starts the service and waits until it is ready; closed with this. */
    public TaggingService startService() throws IOException, InterruptedException {
        TaggingService service = TaggingService.start(config, model);
        closing.add("service", service);
        if (!service.awaitReady(STARTUP)) {
            throw new KafkaException(
                    "the service is not ready after " + STARTUP.toSeconds() + " s: " + service.state());
        }
        return service;
    }

    /** Passes each event to the sink, from now on until this is closed. */
    public void listen(Consumer<Event> sink) {
        closing.add(
                "events",
                TopicTail.fromNow(
                        kafka, topics().events().name(), wire().events().deserializer(), sink));
    }

    /** Passes each state of a source to the sink, from now on until this is closed. */
    public void listenToStates(Consumer<SourceStatus> sink) {
        closing.add(
                "source states",
                TopicTail.fromNow(
                        kafka,
                        topics().sourceStates().name(),
                        wire().sourceStates().deserializer(),
                        noted -> noted.value().ifPresent(sink)));
    }

    public EarshotConfig config() {
        return config;
    }

    public KafkaAccess kafka() {
        return kafka;
    }

    public Topics topics() {
        return new Topics(config.string(Settings.TOPIC_PREFIX));
    }

    public WireSerdes wire() {
        return WireSerdes.of(config.wire());
    }

    @Override
    public void close() {
        closing.close();
    }

    private static Map<String, String> settings(EmbeddedBroker broker, Map<String, String> fixed) {
        Map<String, String> settings = new HashMap<>(fixed);
        settings.put(Settings.BOOTSTRAP_SERVERS, broker.bootstrapServers());
        settings.put(Settings.TOPIC_PARTITIONS, "4");
        settings.put(Settings.TOPIC_REPLICATION, "1");
        return settings;
    }

    private static LoadedModel result(CompletableFuture<LoadedModel> loading) {
        try {
            return loading.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }
}
