package io.earshot.cli;

import io.earshot.cluster.KafkaAccess;
import io.earshot.cluster.ReceiverGroups;
import io.earshot.cluster.ReceiverStore;
import io.earshot.cluster.TopicCreation;
import io.earshot.config.EarshotConfig;
import io.earshot.config.Settings;
import io.earshot.topology.Topics;
import io.earshot.wire.WireSerdes;

/** The topic of receivers, for the commands that work on them. */
final class ReceiverCluster {
    /** Who changes receivers by the command line. */
    static final String BY = "command-line";

    private ReceiverCluster() {}

    /** Creates all topics first, before a broker creates them in its own way; the caller closes it. */
    static ReceiverStore open(EarshotConfig config) throws InterruptedException {
        TopicCreation.prepare(config);
        return new ReceiverStore(
                new KafkaAccess(config),
                new ReceiverGroups(config),
                new Topics(config.string(Settings.TOPIC_PREFIX)),
                WireSerdes.of(config.wire()));
    }
}
