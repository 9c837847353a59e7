package io.earshot.decoder;

import io.earshot.audio.InvalidAudioException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Decodes with an ffmpeg executable of the user's choice: one process a source, which ends with it. */
public final class FfmpegCommand implements AudioDecoder {
    private final Path executable;

    /**
     * @param executable an ffmpeg of version 4 or newer
     * @throws IOException if there is none; the message names it
     */
    public FfmpegCommand(Path executable) throws IOException {
        if (!Files.isExecutable(executable)) {
            throw new IOException(executable + " is no executable (setting ffmpeg.executable)");
        }
        this.executable = executable;
    }

    @Override
    public DecodedAudio open(Path file, DecodeOptions options) throws IOException {
        return FfmpegCommandStream.open(executable, file, options);
    }

    @Override
    public DecodedAudio open(InputStream in, String name, DecodeOptions options) throws IOException {
        return FfmpegCommandStream.open(executable, in, name, options);
    }

    @Override
    public DecodedAudio openRecording(InputStream in, String name, DecodeOptions options) throws IOException {
        return open(in, name, options);
    }

    /** Not done: an executable does not tell what a live source's state is made of, and shows its arguments to all users. */
    @Override
    public DecodedAudio openAddress(
            String address, String protocols, Map<String, String> formatOptions, String name, DecodeOptions options) {
        throw new InvalidAudioException(
                name + ": is opened by the libraries that come with the program only; leave the setting"
                        + " ffmpeg.executable empty");
    }

    @Override
    public void close() {
        // Each process ends with its stream.
    }
}
