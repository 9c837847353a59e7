package io.earshot.evidence;

import java.nio.file.Path;
import java.util.Map;

/**
 * A file of an event's evidence, as it lies on disk.
 *
 * @param path where it is; it may be deleted while it is read, which on POSIX systems does not matter
 * @param mediaType as in {@code Content-Type}
 * @param bytes its length
 * @param sha256 of its bytes, in hex
 * @param notes what stands beside it in a header, by name: where in its epoch it begins, what is missing
 */
public record EvidenceFile(Path path, String mediaType, long bytes, String sha256, Map<String, String> notes) {
    public EvidenceFile {
        notes = Map.copyOf(notes);
    }
}
