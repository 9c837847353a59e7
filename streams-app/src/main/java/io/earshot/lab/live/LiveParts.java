package io.earshot.lab.live;

import io.earshot.audio.AudioChunk;
import io.earshot.broker.EmbeddedBroker;
import io.earshot.cluster.KafkaAccess;
import io.earshot.config.EarshotConfig;
import io.earshot.config.Settings;
import io.earshot.ingest.AudioFiles;
import io.earshot.ingest.ChunkPublisher;
import io.earshot.topology.Topics;
import io.earshot.wire.WireSerdes;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.Producer;

/** What the processes do that the bench starts beside the service. Each says when it is ready, and ends when its input does. */
public final class LiveParts {
    private LiveParts() {}

    /** A broker on loopback. */
    public static void broker(Path folder, InputStream in, PrintWriter out) throws IOException {
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder)) {
            say(out, "broker on " + broker.bootstrapServers());
            awaitEnd(in);
        }
    }

    /**
     * Players.
     *
     * @param recordings that they play, taken in turns
     * @param backlogSeconds that are published at once; 0: in the audio's own time until the end
     */
    public static void players(
            EarshotConfig config,
            AudioFiles files,
            List<Path> recordings,
            int sources,
            int chunkMillis,
            long backlogSeconds,
            InputStream in,
            PrintWriter out)
            throws IOException, InterruptedException {
        WireSerdes wire = WireSerdes.of(config.wire());
        String topic =
                new Topics(config.string(Settings.TOPIC_PREFIX)).audioChunks().name();
        try (Producer<String, AudioChunk> producer =
                new KafkaAccess(config).producer(wire.audioChunks().serializer())) {
            Players players = new Players(new ChunkPublisher(producer, topic), files, recordings, chunkMillis);
            if (backlogSeconds > 0) {
                players.publish(sources, backlogSeconds);
                say(out, "players ready");
                awaitEnd(in);
            } else {
                AtomicBoolean isOver = new AtomicBoolean();
                Thread waiting = new Thread(() -> end(in, isOver), "end of input");
                waiting.setDaemon(true);
                waiting.start();
                say(out, "players ready");
                players.play(sources, isOver::get);
            }
        }
    }

    private static void end(InputStream in, AtomicBoolean isOver) {
        try {
            awaitEnd(in);
        } catch (IOException broken) {
            // It is over, too.
        } finally {
            isOver.set(true);
        }
    }

    private static void say(PrintWriter out, String line) {
        out.println(line);
        out.flush();
    }

    private static void awaitEnd(InputStream in) throws IOException {
        byte[] buffer = new byte[64];
        int read = 0;
        while (read != -1) {
            read = in.read(buffer);
        }
    }
}
