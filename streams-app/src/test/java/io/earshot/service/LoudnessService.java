package io.earshot.service;

import com.sun.net.httpserver.HttpServer;
import io.earshot.calibration.LiveCalibrations;
import io.earshot.metrics.TaggingMetrics;
import io.earshot.query.LiveQueryTable;
import io.earshot.story.LoudnessStory;
import io.earshot.topology.AudioMemory;
import io.earshot.topology.AwaitedAudio;
import io.earshot.topology.Forgetting;
import io.earshot.topology.TaggingStages;
import io.earshot.topology.TaggingTopology;
import io.earshot.topology.Topics;
import io.earshot.wire.WireSerdes;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Properties;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;

/**
 * Tags audio as the service does, with an encoder that hears loudness in place of the model: for loads whose question is what
 * is kept, and which the model would make hours long. Serves its metrics.
 */
public final class LoudnessService {
    private LoudnessService() {}

    /**
     * @param arguments as {@link MeasuredService} starts the service: serve --bootstrap-servers HOST:PORT -s http.port=PORT, and
     *     perhaps -s source.rate.most=N
     */
    public static void main(String[] arguments) throws Exception {
        int port = number(arguments[4]);
        TaggingMetrics metrics = new TaggingMetrics();
        LiveQueryTable queries = new LiveQueryTable();
        LiveCalibrations calibrations = new LiveCalibrations();
        Forgetting forgetting = new Forgetting(Duration.ofMinutes(1), Duration.ofDays(7), AudioMemory.ofHeap());
        TaggingStages stages = new TaggingStages(
                LoudnessStory.stages(calibrations),
                queries,
                calibrations,
                Duration.ofSeconds(10),
                forgetting,
                arguments.length > 6 ? number(arguments[6]) : 0,
                segment -> {},
                new AwaitedAudio(partition -> OptionalLong.of(0)),
                metrics);
        KafkaStreams streams = new KafkaStreams(
                TaggingTopology.build(new Topics("earshot."), WireSerdes.of(Map.of()), stages), settings(arguments[2]));
        metrics.readyGauge(() -> streams.state() == KafkaStreams.State.RUNNING);
        streams.start();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/metrics", exchange -> {
            byte[] text = metrics.scrape().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, text.length);
            exchange.getResponseBody().write(text);
            exchange.close();
        });
        server.start();
    }

    private static int number(String setting) {
        return Integer.parseInt(setting.substring(setting.indexOf('=') + 1));
    }

    private static Properties settings(String bootstrapServers) throws Exception {
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "loudness");
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 100);
        settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 2);
        settings.put(
                StreamsConfig.STATE_DIR_CONFIG,
                Files.createTempDirectory("state").toString());
        settings.put("processing.exception.handler.global.enabled", true);
        settings.put(StreamsConfig.consumerPrefix("max.poll.records"), 64);
        return settings;
    }
}
