package io.earshot.evidence;

import io.earshot.decide.Event;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/** The files of an event's evidence, and what is said beside them. Safe for use by several threads. */
public final class EvidenceSet {
    /** Name of the picture. */
    public static final String PICTURE = ClipFiles.PICTURE;

    /** Name of the facts. */
    public static final String FACTS = "evidence.json";

    /** Name of the digests, as {@code sha256sum} writes and checks them. */
    public static final String DIGESTS = "evidence.sha256";

    private final Event event;
    private final ClipFiles files;

    /** @param files of this event alone */
    public EvidenceSet(Event event, ClipFiles files) {
        this.event = event;
        this.files = files;
    }

    /** The sound in a format. */
    public EvidenceFile audio(ClipFormat format) throws IOException {
        return files.audio(format);
    }

    /** The picture, with a bar above the event. */
    public EvidenceFile picture() throws IOException {
        return files.picture(event.onsetMicros(), event.offsetMicros());
    }

    /** What is known of the event, the clip and the files that were made so far. */
    public Map<String, Object> facts() {
        return EvidenceFacts.of(
                event,
                files.clip(),
                files.made().entrySet().stream()
                        .map(file -> new EvidenceFacts.FileFacts(
                                file.getKey(),
                                file.getValue().mediaType(),
                                file.getValue().bytes(),
                                file.getValue().sha256()))
                        .toList());
    }

    /** The lines of {@link #DIGESTS}. */
    public String digests() {
        return files.made().entrySet().stream()
                .map(file -> file.getValue().sha256() + "  " + file.getKey() + "\n")
                .collect(Collectors.joining());
    }

    /** SHA-256 of a file, in hex. */
    public static String sha256(Path file) throws IOException {
        return ClipFiles.sha256(file);
    }
}
