package io.earshot.http;

import io.earshot.evidence.AudioSpan;
import io.earshot.evidence.ClipFormat;
import io.earshot.evidence.EvidenceFile;

/**
 * The sound of sources. Every method reads topics, which may take seconds, and throws {@code IllegalArgumentException} if the span
 * is too long, {@code NoAudioException} if there is nothing of it, {@code AudioGoneException} if it is no longer there, {@code
 * UncheckedIOException} if it cannot be read now.
 */
public interface SoundLibrary {
    /** The sound of a span. */
    EvidenceFile audio(AudioSpan span, ClipFormat format);

    /** A picture of it. */
    EvidenceFile picture(AudioSpan span);
}
