package io.earshot.http;

import io.earshot.evidence.ClipFormat;
import io.earshot.evidence.EvidenceFile;
import io.earshot.evidence.Roll;
import java.util.Map;

/**
 * The evidence of events. Every method reads topics, which may take seconds, and throws {@code UnknownEventException} if there is no
 * such event, {@code AudioGoneException} if its audio is no longer there, {@code UncheckedIOException} if it cannot be read now.
 */
public interface ClipLibrary {
    /** The sound of an event. */
    EvidenceFile audio(String eventId, ClipFormat format, Roll roll);

    /** A picture of it. */
    EvidenceFile picture(String eventId, Roll roll);

    /** What is known of both. */
    Map<String, Object> facts(String eventId, Roll roll);
}
