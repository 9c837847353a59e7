package io.earshot.app;

import io.earshot.config.EarshotConfig;
import io.earshot.config.Settings;
import io.earshot.decoder.AudioDecoder;
import io.earshot.decoder.FfmpegCommand;
import io.earshot.decoder.SharedDecoder;
import io.earshot.ingest.AudioFiles;
import java.io.IOException;
import java.nio.file.Path;

/** Opens audio files by the settings. */
public final class AudioOpening {
    private AudioOpening() {}

    /** The first audio track of files; the caller closes it. */
    public static AudioFiles files(EarshotConfig config) throws IOException {
        return files(config, AudioDecoder.FIRST_TRACK);
    }

    /**
     * Another audio track of files; the caller closes it.
     *
     * @param track from 1
     * @throws IOException if the configured ffmpeg does not exist
     */
    public static AudioFiles files(EarshotConfig config, int track) throws IOException {
        String ffmpeg = config.string(Settings.FFMPEG);
        return new AudioFiles(ffmpeg.isEmpty() ? new SharedDecoder() : new FfmpegCommand(Path.of(ffmpeg)), track);
    }
}
