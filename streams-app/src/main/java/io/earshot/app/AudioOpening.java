package io.earshot.app;

import io.earshot.config.EarshotConfig;
import io.earshot.config.Settings;
import io.earshot.decoder.AudioDecoder;
import io.earshot.decoder.FfmpegCommand;
import io.earshot.decoder.SharedDecoder;
import io.earshot.ingest.AudioFiles;
import java.io.IOException;
import java.nio.file.Path;

/** How this process opens audio files, by its settings. */
public final class AudioOpening {
    private AudioOpening() {}

    /** Files whose first audio track is heard; to be closed. */
    public static AudioFiles files(EarshotConfig config) throws IOException {
        return files(config, AudioDecoder.FIRST_TRACK);
    }

    /**
     * Files of which another track is heard; to be closed.
     *
     * @param track from 1
     * @throws IOException if the ffmpeg that is to decode them is not there
     */
    public static AudioFiles files(EarshotConfig config, int track) throws IOException {
        String ffmpeg = config.string(Settings.FFMPEG);
        return new AudioFiles(ffmpeg.isEmpty() ? new SharedDecoder() : new FfmpegCommand(Path.of(ffmpeg)), track);
    }
}
