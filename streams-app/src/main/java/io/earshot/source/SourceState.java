package io.earshot.source;

/** How listening to a source goes. */
public enum SourceState {
    /** It is being opened for the first time. */
    CONNECTING,
    /** Audio comes, and there is sound in it. */
    HEALTHY,
    /** Audio comes, and all samples are zero. */
    SILENT,
    /** Audio comes, and its level is below the source's limit. */
    QUIET,
    /** Audio comes, and too much of it is at full scale. */
    CLIPPING,
    /** The connection stands, and no audio comes. */
    STALLED,
    /** The connection broke, or could not be made, and is tried again. */
    RECONNECTING,
    /** The address cannot be opened as it is, and is tried again rarely. */
    REFUSED,
    /** The user paused it. */
    PAUSED,
    /** It came to its end. */
    ENDED
}
