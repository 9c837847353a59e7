package io.earshot.evidence.store;

import io.earshot.evidence.ClipFormat;
import io.earshot.evidence.EvidenceSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Keeps sets of files. A set is there as a whole or not at all for its readers. Safe for use by several threads. */
public interface EvidenceStore extends AutoCloseable {
    /** The names that files of a set can have. Nothing else is ever read, listed or deleted. */
    Set<String> FILES = Stream.concat(
                    Arrays.stream(ClipFormat.values()).map(ClipFormat::fileName),
                    Stream.of(EvidenceSet.PICTURE, EvidenceSet.DIGESTS, EvidenceSet.FACTS))
            .collect(Collectors.toUnmodifiableSet());

    /**
     * Keeps a set; leaves one that is there as it is.
     *
     * @param files each with one of the names of {@link #FILES}, the facts among them
     * @throws IOException if it cannot be kept now; the message is the reason
     */
    void keep(SetName name, List<Path> files) throws IOException;

    /** Whether a set is there. */
    boolean has(SetName name) throws IOException;

    /** The set of an event, whatever its query. */
    Optional<SetName> find(String eventPart) throws IOException;

    /** Copies a file of a set; false if the set has no such file. */
    boolean read(SetName name, String file, Path to) throws IOException;

    /** Parts of the queries of which something is kept. */
    List<String> queries() throws IOException;

    /** The sets of a query, in no order. */
    List<KeptSet> list(String queryPart) throws IOException;

    /** Deletes the files of a set. */
    void delete(SetName name) throws IOException;

    /** Where it is, for messages; without secrets. */
    String place();

    @Override
    void close();
}
