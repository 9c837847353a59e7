package io.earshot.app;

import io.earshot.metrics.NotificationMeters;
import io.earshot.notify.Receiver;
import io.earshot.notify.TellingLog;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what becomes of notifications, and logs what somebody should know: the first failure of each, not every attempt. */
final class CountedTelling implements TellingLog {
    private static final Logger LOG = LoggerFactory.getLogger(CountedTelling.class);

    private final NotificationMeters meters;

    CountedTelling(NotificationMeters meters) {
        this.meters = meters;
    }

    @Override
    public void delivered(Receiver receiver) {
        meters.count(receiver.kind().name(), "delivered");
    }

    @Override
    public void retried(Receiver receiver, String reason, int attempts, Instant next) {
        meters.count(receiver.kind().name(), "retried");
        if (attempts == 1) {
            LOG.warn("Receiver {} was not told, and is tried again until it is: {}", receiver.id(), reason);
        }
    }

    @Override
    public void failed(Receiver receiver, String reason) {
        meters.count(receiver.kind().name(), "failed");
        LOG.warn("Receiver {} was not told of an event, which is kept among the dead: {}", receiver.id(), reason);
    }

    @Override
    public void disabled(Receiver receiver, String reason) {
        meters.count(receiver.kind().name(), "disabled");
        LOG.warn("Receiver {} is disabled: {}", receiver.id(), reason);
    }
}
