package io.earshot.app;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.TaskCorruptedException;
import org.apache.kafka.streams.errors.TaskMigratedException;

/** What is done about a failure of a Streams application. */
enum Remedy {
    /** A new thread with a new consumer and producer goes on. */
    REPLACE_THREAD,
    /** This application is closed and started anew; the others go on. */
    RESTART_APPLICATION,
    /** The process ends, so that its supervisor starts another. */
    END_PROCESS;

    /** What the broker, the rights or the settings would have to change for. */
    private static final List<Class<?>> LASTING = List.of(
            Error.class,
            AuthenticationException.class,
            AuthorizationException.class,
            ConfigException.class,
            InvalidConfigurationException.class,
            UnsupportedVersionException.class);

    /** What comes again with the record that caused it. */
    private static final List<Class<?>> OF_A_RECORD =
            List.of(SerializationException.class, RecordTooLargeException.class);

    private static final List<Class<?>> OF_A_TASK = List.of(TaskMigratedException.class, TaskCorruptedException.class);

    /**
     * What would cure a failure, were it the first one.
     *
     * @param isVital whether the process is of no use without the application
     * @param isReplaceable whether the thread that failed can be replaced; the global one cannot
     */
    static Remedy of(Throwable failure, boolean isVital, boolean isReplaceable) {
        List<Throwable> chain = chain(failure);
        if (any(chain, cause -> cause instanceof OutOfMemoryError || cause instanceof InternalError)) {
            return END_PROCESS;
        }
        if (any(chain, cause -> isOneOf(LASTING, cause))) {
            return isVital ? END_PROCESS : RESTART_APPLICATION;
        }
        boolean isOfTheMoment = any(chain, Remedy::isOfTheClients) && !any(chain, cause -> isOneOf(OF_A_RECORD, cause));
        return isOfTheMoment && isReplaceable ? REPLACE_THREAD : RESTART_APPLICATION;
    }

    /**
     * Fenced, timed out, aborted, not acknowledged: the clients cannot go on, and new ones can. Streams wraps failures of
     * processors in exceptions that are Kafka's, too; those say nothing.
     */
    private static boolean isOfTheClients(Throwable cause) {
        return cause instanceof KafkaException && (!(cause instanceof StreamsException) || isOneOf(OF_A_TASK, cause));
    }

    private static boolean isOneOf(List<Class<?>> kinds, Throwable cause) {
        return kinds.stream().anyMatch(kind -> kind.isInstance(cause));
    }

    private static boolean any(List<Throwable> chain, Predicate<Throwable> matches) {
        return chain.stream().anyMatch(matches);
    }

    /** A failure and its causes; bounded, as causes may form a ring. */
    private static List<Throwable> chain(Throwable failure) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable cause = failure; cause != null && chain.size() < 20; cause = cause.getCause()) {
            chain.add(cause);
        }
        return chain;
    }
}
