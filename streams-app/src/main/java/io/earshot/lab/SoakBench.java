package io.earshot.lab;

import io.earshot.app.AudioOpening;
import io.earshot.app.EmbeddedEarshot;
import io.earshot.app.TaggingService;
import io.earshot.audio.AudioChunk;
import io.earshot.audio.PcmStream;
import io.earshot.config.EarshotConfig;
import io.earshot.config.Settings;
import io.earshot.ingest.AudioFiles;
import io.earshot.ingest.ChunkCutter;
import io.earshot.ingest.ChunkPublisher;
import io.earshot.ingest.LimitedStream;
import io.earshot.ingest.LoopedStream;
import io.earshot.ingest.QueryPublisher;
import io.earshot.ingest.SourcePlayer;
import io.earshot.query.StandingQuery;
import io.earshot.scratch.ScratchFolder;
import io.earshot.topology.TaggingTopology;
import io.earshot.topology.Topics;
import io.earshot.wire.Decoded;
import io.earshot.wire.QueryRecord;
import io.earshot.wire.WireSerdes;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;

/**
 * Plays recordings as fast as a broker in this process accepts them, and measures the whole service: speed, changelog
 * volume, memory, and how soon a new query is matched meanwhile.
 */
public final class SoakBench {
    private static final Duration BETWEEN_QUERIES = Duration.ofMillis(500);
    private static final int PAUSE_MILLIS = 1_000;
    private static final double MIB = 1 << 20;

    private final List<Path> recordings;
    private final long secondsPerSource;
    private final Consumer<String> report;

    /**
     * @param recordings each is played as a source
     * @param audioMinutes of all sources together
     * @param report gets each measurement as a line
     */
    public SoakBench(List<Path> recordings, int audioMinutes, Consumer<String> report) {
        this.recordings = recordings;
        this.secondsPerSource = 60L * audioMinutes / recordings.size();
        this.report = report;
    }

    /** Runs and reports. */
    public void run() throws IOException, InterruptedException {
        try (ScratchFolder folder = ScratchFolder.make("soak");
                EmbeddedEarshot earshot =
                        new EmbeddedEarshot(folder.path(), 0, EarshotConfig::of, Map.of(Settings.HTTP_PORT, "0"))) {
            measure(earshot, earshot.startService());
        }
    }

    private void measure(EmbeddedEarshot earshot, TaggingService service) throws IOException, InterruptedException {
        Topics topics = earshot.topics();
        WireSerdes wire = earshot.wire();
        report.accept("before           " + memory());
        long start = System.nanoTime();
        try (AudioFiles audioFiles = AudioOpening.files(earshot.config());
                Producer<String, AudioChunk> audio =
                        earshot.kafka().producer(wire.audioChunks().serializer());
                Producer<String, Decoded<QueryRecord>> queries =
                        earshot.kafka().producer(wire.queries().serializer())) {
            List<Double> delays = flood(
                    audioFiles,
                    new ChunkPublisher(audio, topics.audioChunks().name()),
                    new QueryPublisher(queries, topics.queries().name()),
                    service);
            reportSpeed(service.heardSeconds(), (System.nanoTime() - start) / 1e9);
            reportDelays(delays);
            report.accept(
                    "calibrations     of " + service.calibrations().size() + " pairs of query and source by then");
        }
        reportTraffic(earshot.config(), topics);
        report.accept("after            " + memory());
    }

    /** Seconds from writing a query until it is matched, for each query, while audio arrives as fast as it can. */
    private List<Double> flood(
            AudioFiles audioFiles, ChunkPublisher audio, QueryPublisher queries, TaggingService service)
            throws IOException, InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(recordings.size());
        try {
            List<Future<Long>> playing = new ArrayList<>();
            for (Path recording : recordings) {
                playing.add(threads.submit(() -> play(recording, audioFiles, audio)));
            }
            List<Double> delays = new ArrayList<>();
            double expected = 0.999 * secondsPerSource * recordings.size();
            while (service.heardSeconds() < expected) {
                delays.add(addQuery("something new, number " + delays.size(), queries, service));
                throwFailure(playing, service);
                Thread.sleep(BETWEEN_QUERIES.toMillis());
            }
            return delays;
        } finally {
            threads.shutdownNow();
        }
    }

    private long play(Path recording, AudioFiles files, ChunkPublisher publisher)
            throws IOException, InterruptedException {
        try (PcmStream stream =
                new LimitedStream(new LoopedStream(() -> files.open(recording), PAUSE_MILLIS), secondsPerSource)) {
            return new SourcePlayer(publisher, false, ChunkCutter.DEFAULT_MILLIS)
                    .play(stream, recording.getFileName().toString(), Instant.EPOCH);
        }
    }

    private static double addQuery(String text, QueryPublisher queries, TaggingService service)
            throws InterruptedException {
        StandingQuery query = StandingQuery.of(text.replaceAll("\\W+", "-"), text);
        long start = System.nanoTime();
        queries.put(QueryRecord.of(query));
        while (service.queries().current().find(query.id()).isEmpty() && service.isLive()) {
            Thread.sleep(1);
        }
        return (System.nanoTime() - start) / 1e9;
    }

    private static void throwFailure(List<Future<Long>> playing, TaggingService service)
            throws IOException, InterruptedException {
        if (!service.isLive()) {
            throw new KafkaException("the service " + service.state());
        }
        for (Future<Long> source : playing) {
            try {
                if (source.isDone()) {
                    source.get();
                }
            } catch (ExecutionException e) {
                throw new IOException("a source broke off: " + e.getCause().getMessage(), e.getCause());
            }
        }
    }

    private void reportSpeed(double heardSeconds, double wallSeconds) {
        report.accept(format(
                "audio            %.0f s of %d sources in %.0f s: %.0f times real time",
                heardSeconds, recordings.size(), wallSeconds, heardSeconds / wallSeconds));
    }

    private void reportDelays(List<Double> delays) {
        Collections.sort(delays);
        report.accept(format(
                "new query        matched after %.2f s (median of %d, greatest %.2f s) while audio came as fast as it could",
                delays.get(delays.size() / 2), delays.size(), delays.get(delays.size() - 1)));
    }

    private void reportTraffic(EarshotConfig config, Topics topics) {
        double audio = bytesIn(topics.audioChunks().name());
        double all = 0;
        for (String store : TaggingTopology.STORES) {
            double bytes = bytesIn(config.string(Settings.APPLICATION_ID) + "-" + store + "-changelog");
            report.accept(format("changelog        %-17s %.3f bytes per byte of audio", store, bytes / audio));
            all += bytes;
        }
        report.accept(
                format("changelogs       %.3f bytes per byte of audio (%.0f MB of audio)", all / audio, audio / 1e6));
    }

    /** Bytes written to a topic since the broker started, by its own meters; 0 if none. */
    private static long bytesIn(String topic) {
        try {
            MBeanServer meters = ManagementFactory.getPlatformMBeanServer();
            ObjectName name = new ObjectName("kafka.server:type=BrokerTopicMetrics,name=BytesInPerSec,topic=" + topic);
            return meters.isRegistered(name) ? ((Number) meters.getAttribute(name, "Count")).longValue() : 0;
        } catch (JMException e) {
            throw new IllegalStateException("the broker's meters cannot be read: " + e.getMessage(), e);
        }
    }

    /** Live objects after a collection, the whole process with its native memory, and direct buffers. */
    private static String memory() throws IOException {
        System.gc();
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        long direct = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
        return format(
                "heap %.0f MiB live, process %.0f MiB resident, direct buffers %.0f MiB",
                heap / MIB, new ProcessStatus(ProcessHandle.current()).residentMiB(), direct / MIB);
    }

    private static String format(String form, Object... values) {
        return String.format(Locale.ROOT, form, values);
    }
}
