package io.earshot.app;

import io.earshot.cluster.DeadNotifications;
import io.earshot.cluster.KafkaAccess;
import io.earshot.cluster.ReceiverFeed;
import io.earshot.cluster.ReceiverGroups;
import io.earshot.cluster.ReceiverQueue;
import io.earshot.cluster.ReceiverStore;
import io.earshot.cluster.TopicTail;
import io.earshot.config.EarshotConfig;
import io.earshot.config.Settings;
import io.earshot.metrics.NotificationMeters;
import io.earshot.notify.DeliveryOpener;
import io.earshot.notify.Receiver;
import io.earshot.notify.ReceiverState;
import io.earshot.notify.RetryPolicy;
import io.earshot.notify.Teller;
import io.earshot.topology.Topics;
import io.earshot.wire.Decoded;
import io.earshot.wire.WireSerdes;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the receivers in their topic of events, as they are added, changed and removed. Processes share the work. */
public final class NotificationService implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NotificationService.class);
    private static final long LOOK_MILLIS = 200;
    private static final String LINK = "/api/events/";
    private static final String SELF = "earshot";

    private final KafkaAccess kafka;
    private final ReceiverGroups groups;
    private final Topics topics;
    private final WireSerdes wire;
    private final String link;
    private final DeliveryOpener opener;
    private final RetryPolicy policy;
    private final NotificationMeters meters;
    private final ReceiverStore store;
    private final DeadNotifications dead;
    private final Map<String, Receiver> wanted = new ConcurrentHashMap<>();
    private final Set<String> removed = ConcurrentHashMap.newKeySet();
    private final Map<String, Told> running = new ConcurrentHashMap<>();
    private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "receivers");
        thread.setDaemon(true);
        return thread;
    });
    private final TopicTail tail;

    private record Told(Receiver receiver, ReceiverFeed feed, ReceiverQueue queue) {}

    private NotificationService(
            EarshotConfig config,
            KafkaAccess kafka,
            DeliveryOpener opener,
            RetryPolicy policy,
            NotificationMeters meters) {
        this.kafka = kafka;
        this.groups = new ReceiverGroups(config);
        this.topics = new Topics(config.string(Settings.TOPIC_PREFIX));
        this.wire = WireSerdes.of(config.wire());
        String base = config.string(Settings.HTTP_PUBLIC_URL);
        this.link = base.isEmpty() ? "" : base.replaceAll("/+$", "") + LINK;
        this.opener = opener;
        this.policy = policy;
        this.meters = meters;
        this.store = new ReceiverStore(kafka, groups, topics, wire);
        this.dead = new DeadNotifications(
                kafka, topics.notificationDeadLetters().name(), wire.events().deserializer());
        this.tail = TopicTail.fromStart(
                kafka,
                topics.receivers().name(),
                topics.receivers().name(),
                this::noted,
                e -> LOG.error("Receivers can no longer be read; changes take effect after a restart", e));
        var unused = looks.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /**
     * Starts on existing topics.
     *
     * @param kafka its clients read and write
     * @param opener tells receivers
     */
    static NotificationService start(
            EarshotConfig config, KafkaAccess kafka, DeliveryOpener opener, NotificationMeters meters) {
        return new NotificationService(config, kafka, opener, RetryPolicy.DEFAULT, meters);
    }

    /** The same with pauses of one's own. */
    public static NotificationService start(
            EarshotConfig config, DeliveryOpener opener, RetryPolicy policy, NotificationMeters meters) {
        return new NotificationService(config, new KafkaAccess(config), opener, policy, meters);
    }

    /** Writes receivers. */
    public ReceiverStore store() {
        return store;
    }

    /** What receivers never took. */
    public DeadNotifications dead() {
        return dead;
    }

    /** What tells receivers. */
    public DeliveryOpener opener() {
        return opener;
    }

    /** How telling a receiver goes in this process; empty: it does not tell it. */
    public Optional<ReceiverState> state(String id) {
        return Optional.ofNullable(running.get(id)).map(told -> told.queue().state());
    }

    /** What keeps a receiver from being told by this process; empty: nothing is known to. */
    public Optional<String> problem(String id) {
        return Optional.ofNullable(running.get(id)).flatMap(told -> told.queue().problem());
    }

    /** Whether this process tells a receiver, or shares in it. */
    public boolean isTelling(String id) {
        return Optional.ofNullable(running.get(id))
                .filter(told -> told.feed().isAssigned())
                .isPresent();
    }

    /** A record that cannot be read changes nothing; what its receiver was before goes on. */
    private void noted(String id, byte[] value) {
        if (id == null) {
            return;
        }
        if (value == null) {
            wanted.remove(id);
            removed.add(id);
            return;
        }
        Decoded<Receiver> decoded =
                wire.receivers().deserializer().deserialize(topics.receivers().name(), value);
        if (decoded instanceof Decoded.Undecodable<Receiver> undecodable) {
            LOG.warn("Receiver {} is left as it was: {}", id, undecodable.reason());
        }
        decoded.value().ifPresent(receiver -> {
            removed.remove(id);
            wanted.put(id, receiver);
        });
    }

    private void look() {
        try {
            if (tail.isAtEnd()) {
                Set<String> ids = new TreeSet<>(wanted.keySet());
                ids.addAll(running.keySet());
                ids.forEach(this::bringUpToDate);
                endRemoved();
            }
            measure();
        } catch (RuntimeException e) {
            // Otherwise nothing would ever look again.
            LOG.error("Receivers could not be brought up to date", e);
        }
    }

    private void bringUpToDate(String id) {
        Receiver now = wanted.get(id);
        Told told = running.get(id);
        if (told != null && !told.receiver().equals(now)) {
            running.remove(id);
            told.feed().close();
            told = null;
        }
        if (told == null && now != null && now.enabled()) {
            running.put(id, told(now));
        }
    }

    private Told told(Receiver receiver) {
        Clock clock = Clock.systemUTC();
        CountedTelling log = new CountedTelling(meters);
        Teller teller = new Teller(
                receiver,
                opener,
                policy,
                clock,
                time -> pause(Duration.between(clock.instant(), time)),
                RandomGenerator.getDefault(),
                log);
        ReceiverQueue queue =
                new ReceiverQueue(receiver, link, teller, dead, reason -> disable(receiver, reason), log, clock);
        ReceiverFeed feed = ReceiverFeed.start(
                kafka,
                groups.group(receiver.id()),
                topics.events().name(),
                wire.events().deserializer(),
                receiver,
                queue,
                clock);
        return new Told(receiver, feed, queue);
    }

    private static void pause(Duration time) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(Math.max(0, time.toMillis()));
    }

    /** Unless a user has changed it meanwhile. */
    private void disable(Receiver receiver, String reason) {
        if (!receiver.equals(wanted.get(receiver.id()))) {
            return;
        }
        try {
            store.put(receiver.disabled(reason), Optional.of(receiver), SELF);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The last process that told it succeeds. */
    private void endRemoved() {
        if (removed.isEmpty()) {
            return;
        }
        try (Admin admin = kafka.admin()) {
            for (String id : Set.copyOf(removed)) {
                groups.end(admin, id);
                removed.remove(id);
            }
        } catch (KafkaException e) {
            LOG.warn("The groups of removed receivers are still there: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void measure() {
        Map<String, NotificationMeters.Reading> byKind = new HashMap<>();
        running.values().forEach(told -> {
            int failing = told.queue().state().attempts() > 0 ? 1 : 0;
            byKind.merge(
                    told.receiver().kind().name(),
                    new NotificationMeters.Reading(told.feed().lag(), failing),
                    (one, other) -> new NotificationMeters.Reading(
                            one.untold() + other.untold(), one.failing() + other.failing()));
        });
        meters.read(byKind);
    }

    @Override
    public void close() {
        looks.shutdown();
        try {
            if (!looks.awaitTermination(2, TimeUnit.SECONDS)) {
                looks.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        tail.close();
        running.values().parallelStream().forEach(told -> told.feed().close());
        running.clear();
        dead.close();
        store.close();
    }
}
