package io.earshot.cluster;

import io.earshot.config.EarshotConfig;
import io.earshot.config.Settings;
import io.earshot.topology.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** Creates missing topics, and rejects existing ones that Earshot cannot work with. */
public final class TopicCreation {
    private static final Duration SPREADING = Duration.ofSeconds(10);
    private static final long BETWEEN_LOOKS_MILLIS = 50;

    private final EarshotConfig config;
    private final List<Topics.Topic> wanted;

    public TopicCreation(EarshotConfig config) {
        this.config = config;
        this.wanted = new Topics(config.string(Settings.TOPIC_PREFIX)).all();
    }

    /**
     * Creates missing topics of a cluster.
     *
     * @throws KafkaException if the cluster cannot be used, or Earshot cannot work with a topic
     */
    public static void prepare(EarshotConfig config) throws InterruptedException {
        try (Admin admin = new KafkaAccess(config).admin()) {
            new TopicCreation(config).createMissing(admin);
        }
    }

    /**
     * Checks the existing topics, then creates the missing ones.
     *
     * @return names of the created topics
     * @throws KafkaException if the cluster cannot be used, or Earshot cannot work with a topic; then nothing is created
     */
    public List<String> createMissing(Admin admin) throws InterruptedException {
        Set<String> there = existing(admin);
        requireRight(admin, there);
        List<NewTopic> missing = wanted.stream()
                .filter(topic -> !there.contains(topic.name()))
                .map(this::newTopic)
                .toList();
        List<String> made = new ArrayList<>();
        for (Map.Entry<String, KafkaFuture<Void>> result :
                new TreeMap<>(admin.createTopics(missing).values()).entrySet()) {
            KafkaFuture<String> name = result.getValue().thenApply(nothing -> result.getKey());
            made(name, result.getKey()).ifPresent(made::add);
        }
        awaitLeaders(admin, missing.stream().map(NewTopic::name).toList());
        return made.stream().sorted().toList();
    }

    /** Empty: another client was faster. */
    private static Optional<String> made(KafkaFuture<String> answer, String topic) throws InterruptedException {
        try {
            return KafkaFailure.get(answer, TopicExistsException.class::isInstance);
        } catch (AuthorizationException e) {
            throw MissingRightException.of(e, "Create", Set.of(topic));
        }
    }

    /**
     * Checks the existing topics and creates none.
     *
     * @throws KafkaException if the cluster cannot be used, or Earshot cannot work with a topic
     */
    public void requireRight(Admin admin) throws InterruptedException {
        requireRight(admin, existing(admin));
    }

    /** Harmless differences from the specification, one line each. */
    public List<String> harmlessDifferences(Admin admin) throws InterruptedException {
        return differences(admin, existing(admin)).stream()
                .filter(difference -> !difference.isHarmful())
                .map(TopicCheck.Difference::inWords)
                .toList();
    }

    private void requireRight(Admin admin, Set<String> there) throws InterruptedException {
        List<String> harmful = differences(admin, there).stream()
                .filter(TopicCheck.Difference::isHarmful)
                .map(TopicCheck.Difference::inWords)
                .toList();
        if (!harmful.isEmpty()) {
            throw new KafkaException("topics on " + config.string(Settings.BOOTSTRAP_SERVERS)
                    + " are not as they must be, others made or changed them: " + String.join("; ", harmful)
                    + ". Delete them and run ./earshot topics create, or change them");
        }
    }

    private List<TopicCheck.Difference> differences(Admin admin, Set<String> there) throws InterruptedException {
        List<Topics.Topic> found =
                wanted.stream().filter(topic -> there.contains(topic.name())).toList();
        Map<String, TopicDescription> descriptions = described(admin, found);
        Map<String, Map<String, String>> configs = configs(admin, descriptions.keySet());
        List<TopicCheck.Difference> differences = new ArrayList<>();
        for (Topics.Topic topic : found) {
            // Another client may have deleted it meanwhile.
            if (descriptions.containsKey(topic.name())) {
                int partitions = descriptions.get(topic.name()).partitions().size();
                differences.addAll(TopicCheck.differences(
                        topic,
                        partitions(topic),
                        new TopicCheck.Found(partitions, configs.getOrDefault(topic.name(), Map.of()))));
            }
        }
        return differences;
    }

    private static Map<String, TopicDescription> described(Admin admin, List<Topics.Topic> topics)
            throws InterruptedException {
        List<String> names = topics.stream().map(Topics.Topic::name).toList();
        Map<String, TopicDescription> descriptions = new TreeMap<>();
        for (KafkaFuture<TopicDescription> one :
                admin.describeTopics(names).topicNameValues().values()) {
            KafkaFailure.get(one, TopicCreation::isGone).ifPresent(found -> descriptions.put(found.name(), found));
        }
        return descriptions;
    }

    /** Without the permission to read configurations, they are left out. */
    private static Map<String, Map<String, String>> configs(Admin admin, Set<String> topics)
            throws InterruptedException {
        List<ConfigResource> resources = topics.stream()
                .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                .toList();
        Map<String, Map<String, String>> configs = new HashMap<>();
        for (Map.Entry<ConfigResource, KafkaFuture<Config>> one :
                admin.describeConfigs(resources).values().entrySet()) {
            KafkaFailure.get(
                            one.getValue(),
                            cause -> isGone(cause)
                                    || cause instanceof AuthorizationException
                                    || cause instanceof UnsupportedVersionException)
                    .ifPresent(config -> configs.put(one.getKey().name(), values(config)));
        }
        return configs;
    }

    private static boolean isGone(Throwable cause) {
        return cause instanceof UnknownTopicOrPartitionException;
    }

    private static Map<String, String> values(Config config) {
        return config.entries().stream()
                .filter(entry -> entry.value() != null)
                .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value));
    }

    /** Read first, so that a user without the permission to create topics can start where they exist. */
    private Set<String> existing(Admin admin) throws InterruptedException {
        try {
            return admin.listTopics().names().get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TimeoutException) {
                throw new KafkaException(
                        "what listens at " + config.string(Settings.BOOTSTRAP_SERVERS)
                                + " does not answer as a Kafka broker; is that its port, and kafka.security.protocol right?",
                        e.getCause());
            }
            throw KafkaFailure.of(e);
        }
    }

    /** Brokers learn of a new topic one after the other; before that, they answer that it does not exist. */
    private static void awaitLeaders(Admin admin, List<String> made) throws InterruptedException {
        long end = System.nanoTime() + SPREADING.toNanos();
        while (!made.isEmpty() && !haveLeaders(admin, made) && System.nanoTime() < end) {
            Thread.sleep(BETWEEN_LOOKS_MILLIS);
        }
    }

    private static boolean haveLeaders(Admin admin, List<String> names) throws InterruptedException {
        return KafkaFailure.get(admin.describeTopics(names).allTopicNames(), TopicCreation::isGone)
                .filter(topics -> topics.values().stream()
                        .flatMap(topic -> topic.partitions().stream())
                        .map(TopicPartitionInfo::leader)
                        .allMatch(leader -> leader != null && !leader.isEmpty()))
                .isPresent();
    }

    private int partitions(Topics.Topic topic) {
        return topic.bySource() ? config.integer(Settings.TOPIC_PARTITIONS) : 1;
    }

    private NewTopic newTopic(Topics.Topic topic) {
        int replication = config.integer(Settings.TOPIC_REPLICATION);
        return new NewTopic(
                        topic.name(),
                        Optional.of(partitions(topic)),
                        replication == -1 ? Optional.empty() : Optional.of((short) replication))
                .configs(topic.config());
    }
}
