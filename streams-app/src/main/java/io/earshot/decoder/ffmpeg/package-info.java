/**
 * The decoder process: FFmpeg's libraries, and nothing else of the program.
 *
 * <p>{@link io.earshot.decoder.ffmpeg.DecoderMain} is started once beside the program and decodes all of its sources, one
 * connection and one thread each. It loads {@code avformat}, {@code avcodec} and {@code swresample} alone: they need no
 * library that a server lacks, which the {@code ffmpeg} executable of the same package does. What breaks native code ends
 * this process, never the program; {@code io.earshot.decoder} starts it again.
 *
 * <p>Both ends exchange {@link io.earshot.decoder.ffmpeg.MessageChannel}'s messages over a socket in a private folder. They
 * ship together, so the messages have no version. Of files and streams FFmpeg opens nothing by itself: it reads through
 * callbacks what this process opened, and no protocol is allowed to it. An address it opens with the protocols that are given
 * for it, and gives up when the program closes its connection.
 */
package io.earshot.decoder.ffmpeg;
