package io.earshot.evidence;

import io.earshot.audio.AudioChunk;
import java.util.Optional;

/** Makes a clip of the chunks of a topic, which come in any order. One thread at a time. */
public interface Cutter {
    /** Takes the next chunk; those of other sources are passed over. */
    void take(AudioChunk chunk);

    /** Nothing more of the span will come, though nothing said that it ends. */
    void giveUp();

    /** Whether nothing more of the span is awaited. */
    boolean isFinal();

    /** Whether something came that the clip could be made of. */
    boolean knowsEpoch();

    /** Whether everything from the span's first sample on came, or cannot come. */
    boolean reachesBack();

    /**
     * The clip of what came so far; empty if no sample of the span did.
     *
     * @param isFrontDropped whether the topic has dropped its oldest records: what is missing before the first chunk was among
     *     them
     */
    Optional<Clip> clip(boolean isFrontDropped);

    /** What was said of the span instead of its audio. */
    Optional<MissingReason> excuse();
}
