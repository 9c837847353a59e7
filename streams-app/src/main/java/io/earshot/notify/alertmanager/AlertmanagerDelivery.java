package io.earshot.notify.alertmanager;

import io.earshot.decide.Event;
import io.earshot.notify.Delivery;
import io.earshot.notify.Notification;
import io.earshot.notify.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Posts each event as an alert, and those that last again and again, three times in the time for which one is valid. */
final class AlertmanagerDelivery implements Delivery {
    private static final Logger LOG = LoggerFactory.getLogger(AlertmanagerDelivery.class);
    private static final int TIMES = 3;

    private final Delivery posts;
    private final OpenAlerts open;
    private final Clock clock;
    private final ScheduledExecutorService timer;
    private volatile String problem;

    /**
     * @param posts tells of one event
     * @param lasts how long an alert is valid
     * @param forgetAfter how long one may last without news
     */
    AlertmanagerDelivery(Delivery posts, Duration lasts, Duration forgetAfter, Clock clock) {
        this.posts = posts;
        this.open = new OpenAlerts(forgetAfter);
        this.clock = clock;
        this.timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "alertmanager");
            thread.setDaemon(true);
            return thread;
        });
        long millis = lasts.toMillis() / TIMES;
        var unused = timer.scheduleWithFixedDelay(this::tellAgain, millis, millis, TimeUnit.MILLISECONDS);
    }

    @Override
    public Outcome deliver(Notification notification) throws InterruptedException {
        if (notification.events().isEmpty() || notification.isTest()) {
            return posted(notification);
        }
        Outcome outcome = new Outcome.Delivered();
        for (Event event : notification.events()) {
            Outcome one = deliver(notification, event);
            if (one instanceof Outcome.Later || one instanceof Outcome.Gone) {
                return one;
            }
            outcome = one instanceof Outcome.Refused ? one : outcome;
        }
        return outcome;
    }

    /** Nothing may be told again between an end's leaving the list and its being told. */
    private synchronized Outcome deliver(Notification notification, Event event) throws InterruptedException {
        return posted(open.take(only(notification, event), clock.instant()));
    }

    private synchronized Outcome posted(Notification notification) throws InterruptedException {
        Outcome outcome = posts.deliver(notification);
        problem = outcome instanceof Outcome.Later later ? later.reason() : null;
        return outcome;
    }

    private static Notification only(Notification notification, Event event) {
        return new Notification(
                notification.id(), List.of(event), 1, notification.link(), false, notification.isLate());
    }

    private void tellAgain() {
        try {
            for (List<String> key : keys()) {
                if (!isToldAgain(key)) {
                    // Alertmanager is away: the others can wait, too.
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("Alerts that last could not be told again", e);
        }
    }

    private synchronized List<List<String>> keys() {
        return open.keys(clock.instant());
    }

    private synchronized boolean isToldAgain(List<String> key) throws InterruptedException {
        Optional<Notification> lasting = open.at(key);
        return lasting.isEmpty() || !(posted(lasting.get()) instanceof Outcome.Later);
    }

    @Override
    public synchronized void lasting(List<Event> events) {
        List<Notification> all = events.stream()
                .map(event -> new Notification(event.eventId(), List.of(event), "", false))
                .toList();
        open.replace(all, clock.instant());
    }

    @Override
    public Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    @Override
    public void close() {
        timer.shutdownNow();
        posts.close();
    }
}
