package io.earshot.http;

import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The sources. Whoever changes one sees the change in all that he asks afterwards. Throws {@code UncheckedIOException} where
 * the topic cannot be read, {@code KafkaException} where it cannot be written.
 */
public interface SourceBook {
    /** The sources whose ids follow one, in order of ids. */
    Stream<SourceEntry> after(String id) throws InterruptedException;

    Optional<SourceEntry> find(String id) throws InterruptedException;

    /**
     * Changes a configured source, or configures one, while nobody else does through this process.
     *
     * @param by name of who asks
     * @param wanted decides, of what is there now; what it throws is thrown, and nothing is changed
     */
    Written<SourceEntry> change(String id, String by, Function<Optional<SourceEntry>, SourceChange> wanted)
            throws InterruptedException;

    /**
     * Has the place of a source in its audio forgotten, configured or not.
     *
     * @param by name of who asks
     */
    void reset(String id, String by) throws InterruptedException;
}
