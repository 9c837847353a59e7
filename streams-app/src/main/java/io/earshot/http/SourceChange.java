package io.earshot.http;

import io.earshot.source.AudioSource;

/** What is wanted of a source. */
public sealed interface SourceChange {
    /** It is to be so. */
    record Put(AudioSource source, String what) implements SourceChange {}

    /** It is to go. */
    record Remove() implements SourceChange {}
}
