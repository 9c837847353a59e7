package io.earshot.app;

import io.earshot.config.EarshotConfig;
import io.earshot.config.Settings;
import io.earshot.topology.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicExistsException;

/** Makes the topics that are not there yet. */
public final class TopicCreation {
    private final EarshotConfig config;

    public TopicCreation(EarshotConfig config) {
        this.config = config;
    }

    /**
     * Makes what is missing and leaves the rest as it is.
     *
     * @return names of the topics that were made
     */
    public List<String> createMissing(Admin admin) throws InterruptedException {
        Set<String> there = existing(admin);
        List<NewTopic> wanted = new Topics(config.string(Settings.TOPIC_PREFIX))
                .all().stream()
                        .filter(topic -> !there.contains(topic.name()))
                        .map(this::newTopic)
                        .toList();
        List<String> made = new ArrayList<>();
        for (Map.Entry<String, KafkaFuture<Void>> result :
                admin.createTopics(wanted).values().entrySet()) {
            if (isMade(result.getValue())) {
                made.add(result.getKey());
            }
        }
        return made.stream().sorted().toList();
    }

    /** Looked up first, so that who may not make topics can start where another has made them. */
    private static Set<String> existing(Admin admin) throws InterruptedException {
        try {
            return admin.listTopics().names().get();
        } catch (ExecutionException e) {
            throw KafkaFailure.of(e);
        }
    }

    private static boolean isMade(KafkaFuture<Void> result) throws InterruptedException {
        try {
            result.get();
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TopicExistsException) {
                return false;
            }
            throw KafkaFailure.of(e);
        }
    }

    private NewTopic newTopic(Topics.Topic topic) {
        int replication = config.integer(Settings.TOPIC_REPLICATION);
        return new NewTopic(
                        topic.name(),
                        Optional.of(topic.bySource() ? config.integer(Settings.TOPIC_PARTITIONS) : 1),
                        replication == -1 ? Optional.empty() : Optional.of((short) replication))
                .configs(topic.config());
    }
}
