package io.earshot.chaos;

import io.earshot.cluster.KafkaAccess;
import io.earshot.cluster.TopicCreation;
import io.earshot.config.EarshotConfig;
import io.earshot.config.Settings;
import io.earshot.ingest.QueryPublisher;
import io.earshot.query.StandingQuery;
import io.earshot.topology.Topics;
import io.earshot.wire.Decoded;
import io.earshot.wire.QueryRecord;
import io.earshot.wire.WireSerdes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.utils.Utils;

/** An installation that troubles may strike: brokers, two services and a spare one, a player and two readers. */
final class Rig implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofMinutes(3);
    static final int PARTITIONS = 4;
    static final String PREFIX = "chaos.";
    private static final List<String> PLACES = List.of("A", "B", "C", "CALM");
    private static final int MOST_TRIED_NAMES = 100_000;

    private final Path folder;
    private final ChaosPlan plan;
    private final List<String> moreSettings;
    private final Brokers brokers;
    private final Map<String, Service> services = new TreeMap<>();
    private final List<String> moved = new ArrayList<>();
    private Started player;
    private Readings reader;
    private Readings slowReader;

    Rig(Path folder, ChaosPlan plan) throws IOException {
        this(folder, plan, List.of());
    }

    /** @param moreSettings of the services, {@code key=value} */
    Rig(Path folder, ChaosPlan plan, List<String> moreSettings) throws IOException {
        this.folder = folder;
        this.plan = plan;
        this.moreSettings = moreSettings;
        this.brokers = new Brokers(folder, plan.brokers(), plan.sweepMillis(), PLACES);
        boolean ownDisk = plan.troubles().contains(Trouble.DISK_FULL);
        for (String place : PLACES) {
            boolean calm = place.equals("CALM");
            services.put(place, service(place, calm ? calmPrefix() : PREFIX, ownDisk && !calm));
        }
    }

    /** Of the undisturbed run. */
    static String calmPrefix() {
        return "calm.";
    }

    private Service service(String place, String prefix, boolean ownDisk) {
        List<String> settings = new ArrayList<>(moreSettings);
        settings.add("http.port=0");
        settings.add("topic.prefix=" + prefix);
        settings.add("topic.partitions=" + PARTITIONS);
        settings.add("topic.replication.factor=" + plan.brokers());
        return new Service(folder, place, brokers.bootstrap(place), plan.classPath(), settings, ownDisk);
    }

    /** Starts all, and returns when audio is played. */
    void start() throws IOException, InterruptedException {
        brokers.start();
        prepare(PREFIX);
        service(0).start();
        service(1).start();
        reader = Readings.start(folder, "reader", brokers.bootstrap(), PREFIX, 0);
        slowReader = Readings.start(folder, "slow-reader", brokers.bootstrap(), PREFIX, 2_000);
        service(0).awaitListening();
        service(1).awaitListening();
        List<String> arguments = new ArrayList<>(List.of(brokers.bootstrap(), PREFIX, Long.toString(plan.seed())));
        arguments.addAll(sourceIds(plan.sources()));
        player = Started.start(folder, "player", Programs.ofTests(PlayerProgram.class, 192, arguments));
        player.await("playing", PATIENCE);
    }

    /** Starts a broker, one service and a reader: nothing plays. */
    void startIdle() throws IOException, InterruptedException {
        brokers.start();
        prepare(PREFIX);
        service(0).start();
        reader = Readings.start(folder, "reader", brokers.bootstrap(), PREFIX, 0);
        service(0).awaitListening();
    }

    /** Makes the topics of an installation and registers its queries. */
    void prepare(String prefix) throws InterruptedException {
        EarshotConfig config = config(prefix);
        TopicCreation.prepare(config);
        try (Producer<String, Decoded<QueryRecord>> producer = new KafkaAccess(config)
                .producer(WireSerdes.of(Map.of()).queries().serializer())) {
            QueryPublisher publisher =
                    new QueryPublisher(producer, new Topics(prefix).queries().name());
            for (StandingQuery query : PlantedAudio.queries()) {
                publisher.put(QueryRecord.of(query));
            }
        }
    }

    /** For clients of this process, past all relays. */
    EarshotConfig config(String prefix) {
        return EarshotConfig.of(Map.of(
                Settings.BOOTSTRAP_SERVERS, brokers.bootstrap(),
                Settings.TOPIC_PREFIX, prefix,
                Settings.TOPIC_PARTITIONS, Integer.toString(PARTITIONS),
                Settings.TOPIC_REPLICATION, Integer.toString(plan.brokers())));
    }

    /** Names of sources, one partition after the other. */
    static List<String> sourceIds(int count) {
        List<String> ids = new ArrayList<>();
        for (int n = 0; ids.size() < count && n < MOST_TRIED_NAMES; n++) {
            String id = "studio-" + n;
            int partition = Utils.toPositive(Utils.murmur2(Utils.utf8(id))) % PARTITIONS;
            if (partition == ids.size() * PARTITIONS / count) {
                ids.add(id);
            }
        }
        return ids;
    }

    Path folder() {
        return folder;
    }

    Brokers brokers() {
        return brokers;
    }

    Service service(int number) {
        return services.get(PLACES.get(number));
    }

    Service anyService(Random random) {
        return service(random.nextInt(2));
    }

    Service spareService() {
        return services.get("C");
    }

    Service calmService() {
        return services.get("CALM");
    }

    Started player() {
        return player;
    }

    Readings reader() {
        return reader;
    }

    Readings slowReader() {
        return slowReader;
    }

    String otherBuild(String build) {
        String before = plan.before().orElseThrow();
        return build.equals(before) ? plan.classPath() : before;
    }

    /** Which member of the taggers' group has which partitions. */
    Map<String, Set<String>> assignment() throws IOException, InterruptedException {
        try (Admin admin = new KafkaAccess(config(PREFIX)).admin()) {
            return Group.named(admin, PREFIX).assignment();
        }
    }

    /** Keeps what moved though it should not have. */
    void noteMoves(Map<String, Set<String>> before, Map<String, Set<String>> after) {
        if (!before.equals(after)) {
            moved.add(before + " -> " + after);
        }
    }

    /** What moved though it should not have. */
    List<String> moved() {
        return moved;
    }

    /** Processes that ended though nobody ended them, each with what it said last. */
    List<Started> endedByThemselves() {
        List<Started> ended = new ArrayList<>();
        services.values().forEach(service -> ended.addAll(service.endedByThemselves()));
        Stream.of(
                        Optional.ofNullable(player),
                        Optional.ofNullable(reader).map(Readings::process),
                        Optional.ofNullable(slowReader).map(Readings::process))
                .flatMap(Optional::stream)
                .filter(Started::hasEndedByItself)
                .forEach(ended::add);
        ended.addAll(brokers.endedByThemselves());
        return ended;
    }

    @Override
    public void close() throws IOException {
        services.values().forEach(Service::close);
        if (player != null) {
            player.close();
        }
        if (reader != null) {
            reader.close();
        }
        if (slowReader != null) {
            slowReader.close();
        }
        brokers.close();
    }
}
