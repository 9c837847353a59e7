/**
 * From outside into the topics: audio files and streams become chunks.
 *
 * <pre>{@code
 * try (AudioFiles files = AudioFiles.bundled();
 *         PcmStream pcm = files.open("dog.mp3")) {          // "-" is standard input
 *     ChunkCutter cutter = new ChunkCutter(pcm, "hall-3", epochId, epochStartMicros, AudioOrigin.RECORDING, 320);
 *     for (Optional<AudioChunk> c = cutter.next(); c.isPresent(); c = cutter.next()) { ... }
 * }
 * }</pre>
 *
 * <p>Plain WAVE files are read here; all else is decoded by {@code decoder}, in a process of its own, so that a broken file
 * cannot break this one. Nothing is fetched, and only that file is read.
 */
package io.earshot.ingest;
