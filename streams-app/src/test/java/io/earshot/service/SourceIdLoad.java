package io.earshot.service;

import io.earshot.audio.AudioChunk;
import io.earshot.audio.PcmFormat;
import io.earshot.audio.SampleEncoding;
import io.earshot.cluster.KafkaAccess;
import io.earshot.ingest.ChunkPublisher;
import io.earshot.topology.Topics;
import io.earshot.wire.WireSerdes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;

/**
 * Many source ids, each of which sends a second of audio and never says that it ends, against a {@link MeasuredService}.
 * Prints a line of JSON every ten seconds: ids that were sent, the process's memory, and what it keeps of sources.
 */
public final class SourceIdLoad {
    private static final PcmFormat FORMAT = new PcmFormat(16_000, 1, SampleEncoding.S16);
    private static final int HALF_SECOND = 8_000;
    private static final int MOST_WAITING = 4_000;

    private final MeasuredService service;
    private final long startNanos = System.nanoTime();
    private long lastLineNanos = startNanos;

    private SourceIdLoad(MeasuredService service) {
        this.service = service;
    }

    /** @param arguments how many ids, and an empty folder */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[1]);
        try (Cluster cluster = new Cluster(folder.resolve("broker"), Map.of());
                MeasuredService service = new MeasuredService(folder, cluster.bootstrapServers())) {
            service.awaitReady();
            new SourceIdLoad(service).run(cluster, Integer.parseInt(arguments[0]));
        }
    }

    private void run(Cluster cluster, int ids) throws Exception {
        Topics topics = new Topics(cluster.config().string("topic.prefix"));
        try (Producer<String, AudioChunk> producer = new KafkaAccess(cluster.config())
                .producer(WireSerdes.of(Map.of()).audioChunks().serializer())) {
            ChunkPublisher publisher =
                    new ChunkPublisher(producer, topics.audioChunks().name());
            int sent = 0;
            for (; sent < ids && service.isAlive(); sent++) {
                publish(publisher, sent);
                if (sent % 100 == 99) {
                    publisher.flush();
                    awaitRoom(2L * sent);
                    tell(sent + 1, false);
                }
            }
            settle(sent);
        }
    }

    private static void publish(ChunkPublisher publisher, int number) {
        byte[] noise = new byte[2 * HALF_SECOND];
        new Random(number).nextBytes(noise);
        String id = "id-" + number;
        long start = System.currentTimeMillis() * 1000;
        for (int half = 0; half < 2; half++) {
            publisher.publish(AudioChunk.audio(id, 1, (long) half * HALF_SECOND, start, FORMAT, noise));
        }
    }

    private void awaitRoom(long chunks) throws InterruptedException {
        while (service.isAlive() && chunks - service.metric("earshot_chunks_total\\{[^}]*\\}") > MOST_WAITING) {
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    /** Until what was sent is used up, and a collection of garbage. */
    private void settle(int sent) throws Exception {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(4);
        while (service.isAlive() && service.metric("earshot_sources_audio") > 0 && System.nanoTime() < end) {
            TimeUnit.SECONDS.sleep(1);
            tell(sent, false);
        }
        if (service.isAlive()) {
            service.collectGarbage();
        }
        tell(sent, true);
    }

    private void tell(int sent, boolean now) throws IOException {
        if (!now && System.nanoTime() - lastLineNanos < TimeUnit.SECONDS.toNanos(10)) {
            return;
        }
        lastLineNanos = System.nanoTime();
        System.out.printf(
                Locale.ROOT,
                "{\"seconds\": %d, \"ids\": %d, \"alive\": %b, \"rss_mb\": %d, \"anonymous_mb\": %d, \"heap_mb\": %.0f,"
                        + " \"known\": %.0f, \"with_audio\": %.0f, \"forgot_for_memory\": %.0f}%n",
                TimeUnit.NANOSECONDS.toSeconds(lastLineNanos - startNanos),
                sent,
                service.isAlive(),
                service.megabytes("VmRSS:"),
                service.megabytes("RssAnon:"),
                service.metric("jvm_memory_used_bytes\\{area=\"heap\"[^}]*\\}") / 1e6,
                service.metric("earshot_sources_known"),
                service.metric("earshot_sources_audio"),
                service.metric("earshot_sources_forgotten_total\\{what=\"memory\"\\}"));
    }
}
