package io.earshot.lab.live;

import io.earshot.cluster.KafkaAccess;
import io.earshot.cluster.TopicCreation;
import io.earshot.config.EarshotConfig;
import io.earshot.config.Settings;
import io.earshot.lab.ProcessStatus;
import io.earshot.query.StandingQuery;
import io.earshot.scratch.ScratchFolder;
import io.earshot.segment.HopGrid;
import io.earshot.topology.Topics;
import io.earshot.wire.Decoded;
import io.earshot.wire.QueryRecord;
import io.earshot.wire.WireSerdes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/** Measures the service under a load, with everything in processes of their own that end with the measurement. */
public final class LiveBench {
    /** Of a backlog: more than is measured could be heard in that time. */
    private static final double MOST_TIMES_REAL_TIME = 400;

    private static final Pattern ADDRESS = Pattern.compile("status on (http://\\S+)");
    private static final Pattern LISTENING = Pattern.compile("earshot: listening");
    private static final Pattern BROKER = Pattern.compile("broker on (\\S+)");
    private static final Pattern READY = Pattern.compile("players ready");

    private final Build players = Build.ofThis();
    private final HopGrid grid;
    private final List<String> audio;
    private final List<String> texts;
    private final Consumer<String> progress;

    /** What is read of a service and its broker at one moment. */
    private record Reading(long nanos, Scrape scrape, double serviceSeconds, double brokerSeconds, long brokerBytes) {}

    /**
     * @param grid of the model
     * @param audio folder of recordings; null: the bundled ones
     * @param texts of queries; more are made from them
     * @param progress gets a line now and then
     */
    public LiveBench(HopGrid grid, Path audio, List<String> texts, Consumer<String> progress) {
        this.grid = grid;
        this.audio = audio == null ? List.of() : List.of("--audio", audio.toString());
        this.texts = List.copyOf(texts);
        this.progress = progress;
    }

    /** Measures the service of a build. */
    public LivePoint measure(Build build, LiveLoad load) throws IOException, InterruptedException {
        progress.accept(build.name() + ": " + load.sources() + " sources, " + load.queries() + " queries");
        try (ScratchFolder folder = ScratchFolder.make("live")) {
            try (Part broker = Part.start(
                    folder.path(),
                    "broker",
                    players.with(List.of(
                            "bench",
                            "live-part",
                            "broker",
                            folder.path().resolve("broker").toString())))) {
                String bootstrap = broker.await(BROKER).group(1);
                EarshotConfig config = EarshotConfig.of(Map.of(Settings.BOOTSTRAP_SERVERS, bootstrap));
                TopicCreation.prepare(config);
                register(config, load.queries());
                return load.isBacklog()
                        ? backlog(build, load, folder.path(), config, broker)
                        : live(build, load, folder.path(), config, broker);
            }
        }
    }

    private LivePoint live(Build build, LiveLoad load, Path folder, EarshotConfig config, Part broker)
            throws IOException, InterruptedException {
        KafkaAccess kafka = new KafkaAccess(config);
        Topics topics = new Topics(config.string(Settings.TOPIC_PREFIX));
        WireSerdes wire = WireSerdes.of(config.wire());
        long start = System.nanoTime();
        try (Part service = serve(build, folder, config)) {
            String address = service.await(ADDRESS).group(1);
            service.await(LISTENING);
            double readySeconds = (System.nanoTime() - start) / 1e9;
            try (Latencies latencies = Latencies.follow(
                            kafka,
                            grid,
                            topics.segments().name(),
                            wire.segments().deserializer(),
                            load.chunkMillis());
                    Part playing = play(folder, config, load, 0)) {
                playing.await(READY);
                TimeUnit.MILLISECONDS.sleep(load.warmUp().toMillis());
                Reading before = read(address, service, broker, kafka);
                latencies.begin();
                TimeUnit.MILLISECONDS.sleep(load.span().toMillis());
                Reading after = read(address, service, broker, kafka);
                playing.requireAlive();
                return point(build, load, before, after, latencies.end(), service, readySeconds);
            }
        }
    }

    /** All is on the broker before the service starts; what is measured begins when it is warm, and ends before the audio does. */
    private LivePoint backlog(Build build, LiveLoad load, Path folder, EarshotConfig config, Part broker)
            throws IOException, InterruptedException {
        KafkaAccess kafka = new KafkaAccess(config);
        long measured = load.warmUp().plus(load.span()).toSeconds();
        long seconds = (long) Math.ceil(measured * MOST_TIMES_REAL_TIME / load.sources());
        try (Part playing = play(folder, config, load, seconds)) {
            playing.await(READY);
        }
        long start = System.nanoTime();
        try (Part service = serve(build, folder, config)) {
            String address = service.await(ADDRESS).group(1);
            service.await(LISTENING);
            double readySeconds = (System.nanoTime() - start) / 1e9;
            TimeUnit.MILLISECONDS.sleep(load.warmUp().toMillis());
            Reading before = read(address, service, broker, kafka);
            TimeUnit.MILLISECONDS.sleep(load.span().toMillis());
            Reading after = read(address, service, broker, kafka);
            if (after.scrape().values().getOrDefault("earshot_audio_heard_seconds_total", 0.)
                    >= .99 * seconds * load.sources()) {
                throw new IOException("all audio was heard before the end of the measurement: more than "
                        + MOST_TIMES_REAL_TIME + " times real time");
            }
            return point(build, load, before, after, List.of(), service, readySeconds);
        }
    }

    private static Part serve(Build build, Path folder, EarshotConfig config) throws IOException {
        return Part.start(
                folder,
                "service",
                build.with(List.of(
                        "serve",
                        "--role",
                        "tag",
                        "--bootstrap-servers",
                        config.string(Settings.BOOTSTRAP_SERVERS),
                        "-s",
                        Settings.HTTP_PORT + "=0")));
    }

    /** @param backlogSeconds that are published at once; 0: in the audio's own time, until it is ended */
    private Part play(Path folder, EarshotConfig config, LiveLoad load, long backlogSeconds) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "bench",
                "live-part",
                "players",
                "--bootstrap-servers",
                config.string(Settings.BOOTSTRAP_SERVERS),
                "--sources",
                Integer.toString(load.sources()),
                "--chunk-millis",
                Integer.toString(load.chunkMillis()),
                "--backlog-seconds",
                Long.toString(backlogSeconds)));
        arguments.addAll(audio);
        return Part.start(folder, "players", players.with(arguments));
    }

    private void register(EarshotConfig config, int count) {
        Topics topics = new Topics(config.string(Settings.TOPIC_PREFIX));
        WireSerdes wire = WireSerdes.of(config.wire());
        try (Producer<String, Decoded<QueryRecord>> producer =
                new KafkaAccess(config).producer(wire.queries().serializer())) {
            for (int i = 0; i < count; i++) {
                StandingQuery query = StandingQuery.of("bench-" + i, text(i));
                var unused = producer.send(new ProducerRecord<>(
                        topics.queries().name(), query.id(), new Decoded.Present<>(QueryRecord.of(query))));
            }
            producer.flush();
        }
    }

    /** The texts, then pairs of them, so that all differ and none is strange. */
    private String text(int number) {
        int size = texts.size();
        String text = texts.get(number % size);
        int round = number / size;
        return round == 0
                ? text
                : text + " and " + texts.get((number + round) % size) + (round > size ? " " + round : "");
    }

    private static Reading read(String address, Part service, Part broker, KafkaAccess kafka)
            throws IOException, InterruptedException {
        service.requireAlive();
        return new Reading(
                System.nanoTime(),
                Scrape.of(address),
                new ProcessStatus(service.handle()).cpuSeconds(),
                new ProcessStatus(broker.handle()).cpuSeconds(),
                brokerBytes(kafka));
    }

    /** Of all topics, on all disks. */
    private static long brokerBytes(KafkaAccess kafka) throws InterruptedException {
        try (Admin admin = kafka.admin()) {
            List<Integer> nodes = admin.describeCluster().nodes().get().stream()
                    .map(node -> node.id())
                    .toList();
            return admin.describeLogDirs(nodes).allDescriptions().get().values().stream()
                    .flatMap(folders -> folders.values().stream())
                    .flatMap(folder -> folder.replicaInfos().values().stream())
                    .mapToLong(replica -> replica.size())
                    .sum();
        } catch (ExecutionException e) {
            throw new KafkaException(
                    "the broker does not tell its size: " + e.getCause().getMessage(), e.getCause());
        }
    }

    private LivePoint point(
            Build build,
            LiveLoad load,
            Reading before,
            Reading after,
            List<Double> latencies,
            Part service,
            double readySeconds)
            throws IOException {
        Scrape now = after.scrape();
        double heard = now.since(before.scrape(), "earshot_audio_heard_seconds_total");
        if (heard <= 0) {
            throw new IOException("nothing was heard in " + load.span().toSeconds() + " s");
        }
        return new LivePoint(
                build.name(),
                load.sources(),
                load.queries(),
                load.chunkMillis(),
                load.isBacklog(),
                (after.nanos() - before.nanos()) / 1e9,
                heard,
                heard * grid.sampleRateHz() / grid.hopSamples(),
                after.serviceSeconds() - before.serviceSeconds(),
                after.brokerSeconds() - before.brokerSeconds(),
                now.since(before.scrape(), "earshot_stage_seconds_sum", "stage"),
                quantile(latencies, .5),
                quantile(latencies, .99),
                new ProcessStatus(service.handle()).residentMiB(),
                after.brokerBytes() - before.brokerBytes(),
                readySeconds);
    }

    /** 0 if there is nothing. */
    private static double quantile(List<Double> sorted, double part) {
        return sorted.isEmpty() ? 0 : sorted.get((int) Math.min(sorted.size() - 1, Math.floor(part * sorted.size())));
    }
}
