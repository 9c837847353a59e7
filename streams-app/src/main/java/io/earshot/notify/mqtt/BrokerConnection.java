package io.earshot.notify.mqtt;

import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a connection to a broker, and says why there is none. The client's own way of reconnecting is not used: it would
 * drop what is under way without a word, or keep it without an end. Thread-safe.
 */
final class BrokerConnection implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerConnection.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration STABLE = Duration.ofSeconds(10);
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private final MqttSettings settings;
    private final BrokerClients clients;
    private final Supplier<List<MqttMessage>> retained;
    private final ScheduledExecutorService executor;
    private CompletableFuture<Session> current;
    private String problem;
    private int failures;
    private ScheduledFuture<?> retry;
    private boolean closed;

    /** @param retained what the broker is told after each connect, because it may have lost what it kept */
    BrokerConnection(MqttSettings settings, BrokerClients clients, Supplier<List<MqttMessage>> retained) {
        this.settings = settings;
        this.clients = clients;
        this.retained = retained;
        this.executor = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "mqtt-" + settings.server().host());
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Connects in the background, and again whenever the connection breaks. */
    void start() {
        var unused = connecting();
    }

    /**
     * The connection, which is made if there is none.
     *
     * @throws IOException if there is none within the time that connecting may take; the message names the broker and the
     *     reason
     */
    Session session() throws IOException, InterruptedException {
        try {
            return connecting().get(settings.connectTimeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IOException(settings.server() + ": " + Reasons.of(e.getCause()));
        } catch (TimeoutException e) {
            String waited = "no connection within " + settings.connectTimeout().toSeconds() + " s";
            throw new IOException(settings.server() + ": " + problem().orElse(waited));
        }
    }

    /** What keeps it from being connected. */
    synchronized Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    /** A connection that is of no use any more. */
    void giveUp(Session session, String reason) {
        if (forget(session)) {
            failed(reason);
            session.abandon();
        }
    }

    private synchronized boolean forget(Session session) {
        if (session == null || established() != session) {
            return false;
        }
        current = null;
        if (session.age().compareTo(STABLE) > 0) {
            failures = 0;
        }
        return true;
    }

    /** The connection if there is one now, else null. */
    private synchronized Session established() {
        return current == null || current.isCompletedExceptionally() ? null : current.getNow(null);
    }

    private synchronized CompletableFuture<Session> connecting() {
        if (closed) {
            return CompletableFuture.failedFuture(new IOException("is closed"));
        }
        if (current == null || current.isCompletedExceptionally()) {
            current = CompletableFuture.supplyAsync(this::connected, executor);
        }
        return current;
    }

    /** Runs on the thread of this connection. */
    private Session connected() {
        try {
            Session session = clients.connect(this::ended);
            sayRetained(session);
            succeeded();
            return session;
        } catch (IOException e) {
            failed(Reasons.of(e));
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new InterruptedIOException("is closed"));
        }
    }

    private void sayRetained(Session session) throws IOException, InterruptedException {
        try {
            session.publishAll(retained.get());
        } catch (IOException | InterruptedException e) {
            session.abandon();
            throw e;
        }
    }

    private synchronized void succeeded() {
        if (problem != null) {
            LOG.info("MQTT: connected to {}", settings.server());
        }
        problem = null;
    }

    /** Says so once, and tries again after a pause that grows. */
    private synchronized void failed(String reason) {
        if (closed) {
            return;
        }
        if (!reason.equals(problem)) {
            LOG.warn("MQTT: not connected to {}: {}", settings.server(), reason);
        }
        problem = reason;
        failures++;
        long millis = Math.min(LONGEST_PAUSE.toMillis(), FIRST_PAUSE.toMillis() << Math.min(10, failures - 1));
        try {
            if (retry != null) {
                retry.cancel(false);
            }
            retry = executor.schedule(this::start, millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("MQTT: closed while it reconnected", e);
        }
    }

    /** A connection has ended, by whomever. */
    private void ended(Mqtt5AsyncClient client, String reason) {
        Session session = established();
        if (session != null && session.isOf(client) && forget(session)) {
            failed(reason);
        }
    }

    @Override
    public void close() {
        Session last;
        synchronized (this) {
            closed = true;
            last = established();
            current = null;
        }
        executor.shutdownNow();
        try {
            if (last != null) {
                last.leave(FAREWELL);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
