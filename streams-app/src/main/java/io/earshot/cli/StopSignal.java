package io.earshot.cli;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ctrl-C or SIGTERM, turned into something that a command waits for. It is not a shutdown hook: hooks run side by side, and
 * ONNX Runtime's own frees its environment while the stream threads still use it. So the command first closes what it
 * opened, and then the process exits; after a few seconds it halts in any case. A command that does not listen, or that is
 * still starting and has nothing to lose, halts at once.
 */
final class StopSignal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StopSignal.class);
    private static final Duration GRACE = Duration.ofMillis(4_500);
    private static final int SIGNALLED = 128;
    private static final int NONE = 0;

    private static final AtomicReference<StopSignal> LISTENER = new AtomicReference<>();
    private static volatile int received = NONE;

    private final CountDownLatch asked = new CountDownLatch(1);
    private final List<Runnable> actions = new ArrayList<>();
    private volatile boolean started;

    private StopSignal() {}

    /** Replaces the process' signal handlers; once, before anything else. */
    static void install() {
        handle("INT");
        handle("TERM");
    }

    /**
     * Java has handlers of signals in its module {@code jdk.unsupported} only, for which no compiler flag silences the
     * warning; so they are reached by name. Without them, the platform's own way stays.
     *
     * @param name without SIG
     */
    private static void handle(String name) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> signalHandler = Class.forName("sun.misc.SignalHandler");
            Object proxy = Proxy.newProxyInstance(
                    StopSignal.class.getClassLoader(), new Class<?>[] {signalHandler}, (self, method, arguments) -> {
                        onSignal((int) signal.getMethod("getNumber").invoke(arguments[0]));
                        return null;
                    });
            signal.getMethod("handle", signal, signalHandler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
        } catch (ReflectiveOperationException e) {
            LOG.debug("signal {} cannot be handled: {}", name, e.toString());
        }
    }

    /** Listens once {@link #started} is called. */
    static StopSignal listen() {
        StopSignal signal = new StopSignal();
        LISTENER.set(signal);
        return signal;
    }

    static boolean isReceived() {
        return received != NONE;
    }

    /** The process' exit code: that of the signal, as shells expect it, or the command's own. */
    static int exitCode(int ofCommand) {
        return isReceived() ? SIGNALLED + received : ofCommand;
    }

    /** From now on the command waits for the signal itself. */
    void started() {
        started = true;
    }

    /** Waits for the signal; false if the time passes first. */
    boolean await(Duration most) throws InterruptedException {
        return asked.await(most.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Runs an action when the signal comes; at once if it has come. */
    synchronized void onAsked(Runnable action) {
        if (asked.getCount() == 0) {
            action.run();
        } else {
            actions.add(action);
        }
    }

    /** The command has closed everything. */
    @Override
    public void close() {
        LISTENER.compareAndSet(this, null);
    }

    private static void onSignal(int number) {
        StopSignal listener = LISTENER.get();
        boolean again = isReceived();
        received = number;
        if (listener == null || !listener.started || again) {
            Runtime.getRuntime().halt(SIGNALLED + number);
        } else {
            haltAfterGrace(number);
            listener.ask();
        }
    }

    private synchronized void ask() {
        asked.countDown();
        actions.forEach(Runnable::run);
    }

    private static void haltAfterGrace(int number) {
        Thread halt = new Thread(
                () -> {
                    try {
                        Thread.sleep(GRACE.toMillis());
                        Runtime.getRuntime().halt(SIGNALLED + number);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "halt-after-grace");
        halt.setDaemon(true);
        halt.start();
    }
}
