package io.earshot.app;

import io.earshot.cluster.KafkaAccess;
import io.earshot.cluster.StaleTransactions;
import java.time.Duration;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.StreamsConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * While an application's group shares its partitions out anew, ends what killed processes of the group left open, rather than
 * wait for the brokers to look for it.
 */
final class TransactionSweep {
    private static final Logger LOG = LoggerFactory.getLogger(TransactionSweep.class);
    private static final long LOOK_MILLIS = 500;
    /** By then the brokers have looked themselves. */
    private static final Duration MOST = Duration.ofSeconds(30);

    private final KafkaAccess kafka;
    private final StaleTransactions stale;
    private final AtomicBoolean isUnderWay = new AtomicBoolean();

    TransactionSweep(KafkaAccess kafka, String application) {
        this.kafka = kafka;
        this.stale = new StaleTransactions(application, StreamsSettings.TRANSACTION_TIMEOUT_MILLIS);
    }

    /** Members are known by the names that Streams gives to their clients. */
    static boolean isPossible(Properties settings) {
        return !settings.containsKey(StreamsConfig.CLIENT_ID_CONFIG);
    }

    /** Begins to look, until the sharing is over. */
    void begin(ScheduledExecutorService work, BooleanSupplier isRebalancing) {
        if (isUnderWay.compareAndSet(false, true)) {
            try {
                work.execute(() -> look(work, isRebalancing));
            } catch (RejectedExecutionException e) {
                LOG.debug("The process is ending", e);
            }
        }
    }

    private void look(ScheduledExecutorService work, BooleanSupplier isRebalancing) {
        long end = System.nanoTime() + MOST.toNanos();
        try (Admin admin = kafka.admin()) {
            while (isRebalancing.getAsBoolean() && System.nanoTime() < end && !work.isShutdown()) {
                Set<String> ended = stale.end(admin);
                if (!ended.isEmpty()) {
                    LOG.info("Ended the open transactions of processes that are gone: {}", ended);
                }
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            }
        } catch (KafkaException e) {
            LOG.debug("Transactions of processes that are gone are left to the brokers: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            isUnderWay.set(false);
        }
    }
}
