package io.earshot.segment;

/** What the segmenter puts out, in the order of the audio. */
public sealed interface Cut permits Hop, RunEnd {}
