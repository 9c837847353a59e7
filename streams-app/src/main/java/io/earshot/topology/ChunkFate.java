package io.earshot.topology;

import io.earshot.audio.AudioChunk;
import io.earshot.segment.Disposition;

/**
 * A chunk, and what became of it.
 *
 * @param chunk as it came
 * @param disposition of it
 */
record ChunkFate(AudioChunk chunk, Disposition disposition) {}
