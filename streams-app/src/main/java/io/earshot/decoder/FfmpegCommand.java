package io.earshot.decoder;

import io.earshot.audio.PcmStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

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
    public PcmStream open(Path file, int track) throws IOException {
        return FfmpegCommandStream.open(executable, file, track);
    }

    @Override
    public PcmStream open(InputStream in, String name, int track) throws IOException {
        return FfmpegCommandStream.open(executable, in, name, track);
    }

    @Override
    public void close() {
        // Each process ends with its stream.
    }
}
