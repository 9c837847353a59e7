package io.earshot.app;

import io.earshot.cluster.HangingTransactions;
import io.earshot.cluster.KafkaAccess;
import io.earshot.topology.Topics;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.internals.Topic;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks from time to time whether a transaction hangs in what the applications of this installation write, the offsets of their groups
 * included, and ends it.
 */
final class HangingSweep implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HangingSweep.class);

    /** Two looks must agree; a transaction that lives is hardly ever as old. */
    private static final Duration LOOK = Duration.ofMillis(StreamsSettings.TRANSACTION_TIMEOUT_MILLIS + 1_000);

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread looking = new Thread(task, "hanging-transactions");
        looking.setDaemon(true);
        return looking;
    });
    private final Admin admin;
    private final HangingTransactions hanging;

    private HangingSweep(Admin admin, HangingTransactions hanging) {
        this.admin = admin;
        this.hanging = hanging;
    }

    /** @param applicationId begins the names of changelogs and transactions */
    static HangingSweep start(KafkaAccess kafka, Topics topics, String applicationId) {
        Set<String> written = topics.all().stream().map(Topics.Topic::name).collect(Collectors.toSet());
        String prefix = applicationId + "-";
        HangingTransactions hanging = new HangingTransactions(
                topic -> written.contains(topic)
                        || topic.equals(Topic.GROUP_METADATA_TOPIC_NAME)
                        || (topic.startsWith(prefix) && topic.endsWith("-changelog")),
                id -> id.startsWith(prefix));
        HangingSweep sweep = new HangingSweep(kafka.admin(), hanging);
        var unused = sweep.thread.scheduleWithFixedDelay(
                sweep::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
        return sweep;
    }

    private void look() {
        try {
            Set<String> freed = hanging.end(admin);
            if (!freed.isEmpty()) {
                LOG.warn("Transactions that had ended hung in {}: they are ended there, too, and readers go on", freed);
            }
        } catch (KafkaException e) {
            LOG.debug("Whether transactions hang is asked again: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        admin.close(Duration.ZERO);
    }
}
