package io.earshot.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Ctrl-C or SIGTERM, turned into something that a command waits for. It is not a shutdown hook: hooks run side by side, and
 * ONNX Runtime's own frees its environment while the stream threads still use it. So the command closes what it opened
 * first, and only then does the process exit; at the latest after a few seconds it is halted. A command that does not
 * listen, or that is still starting and so has nothing to lose, is halted at once.
 */
final class StopSignal implements AutoCloseable {
    private static final Duration GRACE = Duration.ofMillis(4_500);
    private static final int SIGNALLED = 128;
    private static final int NONE = 0;

    private static final AtomicReference<StopSignal> LISTENER = new AtomicReference<>();
    private static volatile int received = NONE;

    private final CountDownLatch asked = new CountDownLatch(1);
    private final List<Runnable> actions = new ArrayList<>();
    private volatile boolean started;

    private StopSignal() {}

    /** Takes the process' signals over; once, before anything else. */
    static void install() {
        OsSignals.handle("INT", StopSignal::onSignal);
        OsSignals.handle("TERM", StopSignal::onSignal);
    }

    /** Listens, from when {@link #started} is called. */
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

    /** Waits for the signal; false if the time passed before it came. */
    boolean await(Duration most) throws InterruptedException {
        return asked.await(most.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Does something when the signal comes; at once if it has come. */
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
