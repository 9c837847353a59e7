/**
 * From outside into the topics: audio files and streams become chunks.
 *
 * <pre>{@code
 * try (PcmStream pcm = AudioFiles.bundled().open("dog.mp3")) {          // "-" is standard input
 *     ChunkCutter cutter = new ChunkCutter(pcm, "hall-3", epochId, epochStartMicros, 320);
 *     for (Optional<AudioChunk> c = cutter.next(); c.isPresent(); c = cutter.next()) { ... }
 * }
 * }</pre>
 *
 * <p>Plain WAVE files are read here; all else is decoded by an ffmpeg executable in a child process, so that a broken file
 * cannot break this one. Nothing is fetched: ffmpeg comes with the program, and it may read that file only.
 */
package io.earshot.ingest;
