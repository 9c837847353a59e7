package io.earshot.http;

import io.earshot.query.StandingQuery;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The standing queries. Whoever changes one sees the change in all that he asks afterwards. Throws
 * {@code UncheckedIOException} where the topic cannot be read, {@code KafkaException} where it cannot be written.
 */
public interface QueryBook {
    /** The queries whose ids follow one, in order of ids; read as far as they are needed. */
    Stream<QueryEntry> after(String id) throws InterruptedException;

    Optional<QueryEntry> find(String id) throws InterruptedException;

    /**
     * Changes a query while nobody else does through this process.
     *
     * @param by name of who asks
     * @param wait how long to wait until the change is in force
     * @param wanted decides, of what is there now; what it throws is thrown, and nothing is changed
     */
    Written<QueryEntry> change(String id, String by, Duration wait, Function<Optional<QueryEntry>, QueryChange> wanted)
            throws InterruptedException;

    /** Who changed a query, oldest first, as far as the compacted topic holds it still. */
    List<Changed> history(String id);

    /** What is to be said of a query; nothing is written. */
    QueryLint lint(StandingQuery query);
}
