package io.earshot.segment;

/** Output of the segmenter, in the order of the audio. */
public sealed interface Cut permits Hop, RunEnd {}
