package io.earshot.evidence;

import io.earshot.audio.GapReason;

/** Why a part of a clip is silence, or not there: the reasons of gaps, and those of the topic. */
public enum MissingReason {
    UNKNOWN,
    NOT_STARTED,
    SAMPLES_MISSING,
    CHUNKS_MISSING,
    BAD_RECORDS,
    STREAM_LOST,
    SOURCE_DOWN,
    PAUSED,
    OVERLOAD,
    LATE,
    HAND_OVER,
    /** The topic has dropped it, because it keeps audio for a limited time. */
    NO_LONGER_KEPT,
    /** It has not been published yet. */
    NOT_YET_THERE,
    /** The epoch had ended. */
    ENDED,
    /** A clip may not be longer. */
    TOO_LONG;

    static MissingReason of(GapReason reason) {
        return valueOf(reason.name());
    }
}
