package io.earshot.app;

import java.time.Duration;
import java.util.List;

/** A service in one process, whatever its role. */
public interface RunningService extends AutoCloseable {
    /** Waits until it is ready; false if it takes longer, or has failed. */
    boolean awaitReady(Duration most) throws InterruptedException;

    /** Whether it works or may still come to work; false: it has failed for good. */
    boolean isLive();

    /** Whether it does all that its role is. */
    boolean isReady();

    /** Its state in a few words. */
    String state();

    /** What this process does. */
    Role role();

    /** The options of a command line that reaches the same topics. */
    List<String> commandOptions();

    /** Port of the console. */
    int httpPort();

    @Override
    void close();
}
