package io.earshot.audio;

/** Where the audio of an epoch comes from. */
public enum AudioOrigin {
    /** Captured now. The phase of its grid comes from the source's id, so that sources do not all fire together. */
    LIVE,
    /** A file or a pipe. Its grid begins with its first sample, so that its name does not change its events. */
    RECORDING
}
