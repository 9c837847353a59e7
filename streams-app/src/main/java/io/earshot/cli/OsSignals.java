package io.earshot.cli;

import java.lang.reflect.Proxy;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Handlers of the system's signals. Java has them in its module {@code jdk.unsupported} only, for which no compiler flag
 * silences the warning; so they are reached by name.
 */
final class OsSignals {
    private static final Logger LOG = LoggerFactory.getLogger(OsSignals.class);

    private OsSignals() {}

    /**
     * Calls the handler with the signal's number each time it comes; where that cannot be had, the platform's own way stays.
     *
     * @param name without SIG
     */
    static void handle(String name, IntConsumer handler) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> signalHandler = Class.forName("sun.misc.SignalHandler");
            Object proxy = Proxy.newProxyInstance(
                    OsSignals.class.getClassLoader(), new Class<?>[] {signalHandler}, (self, method, arguments) -> {
                        handler.accept((int) signal.getMethod("getNumber").invoke(arguments[0]));
                        return null;
                    });
            signal.getMethod("handle", signal, signalHandler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
        } catch (ReflectiveOperationException e) {
            LOG.debug("signal {} cannot be handled: {}", name, e.toString());
        }
    }
}
