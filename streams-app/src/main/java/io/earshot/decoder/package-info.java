/**
 * Compressed audio becomes samples, in processes of their own.
 *
 * <pre>{@code
 * try (AudioDecoder decoder = new SharedDecoder()) {
 *     PcmStream pcm = decoder.open(Path.of("dog.mp3"), AudioDecoder.FIRST_TRACK);
 * }
 * }</pre>
 *
 * <p>{@link io.earshot.decoder.SharedDecoder} keeps one process for all sources ({@code decoder.ffmpeg}); it starts with the
 * first of them. When it ends unexpectedly it is started again, and files go on at the sample where they were: that is
 * counted and logged, and the samples do not change. A file that ends it twice at the same place is decoded in a process of
 * its own, and rejected if it ends that too, so that it cannot stop the others.
 *
 * <p>{@link io.earshot.decoder.FfmpegCommand} decodes with an ffmpeg of the user's choice instead, a process a source.
 */
package io.earshot.decoder;
