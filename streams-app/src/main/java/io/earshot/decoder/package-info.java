/**
 * Compressed audio becomes samples, in processes of their own.
 *
 * <pre>{@code
 * try (AudioDecoder decoder = new SharedDecoder()) {
 *     PcmStream pcm = decoder.open(Path.of("dog.mp3"), DecodeOptions.DEFAULT);
 * }
 * }</pre>
 *
 * <p>{@link io.earshot.decoder.SharedDecoder} keeps one process for all sources ({@code decoder.ffmpeg}); it starts with the
 * first of them. When it ends unexpectedly it is started again, and files go on at the sample where they were: that is
 * counted and logged, and the samples do not change. A file that ends it twice at the same place is decoded in a process of
 * its own, and rejected if it ends that too, so that it cannot stop the others.
 *
 * <p>Samples come with what the container tells of them: how many are missing before the next ones, by its time stamps; which
 * channel is heard; what the stream says that it plays. An address is opened once; when its connection ends, so does the audio.
 *
 * <p>{@link io.earshot.decoder.FfmpegCommand} decodes with an ffmpeg of the user's choice instead, a process a source; it
 * tells none of that, and opens no addresses.
 */
package io.earshot.decoder;
