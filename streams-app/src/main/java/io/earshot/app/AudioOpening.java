package io.earshot.app;

import io.earshot.config.EarshotConfig;
import io.earshot.config.Settings;
import io.earshot.decoder.AudioDecoder;
import io.earshot.decoder.DecodeOptions;
import io.earshot.decoder.FfmpegCommand;
import io.earshot.decoder.SharedDecoder;
import io.earshot.ingest.AudioFiles;
import java.io.IOException;
import java.nio.file.Path;

/** Opens audio files by the settings. */
public final class AudioOpening {
    private AudioOpening() {}

    /** The first audio track of files, mixed; the caller closes it. */
    public static AudioFiles files(EarshotConfig config) throws IOException {
        return files(config, 1, DecodeOptions.MIX);
    }

    /**
     * Another audio track or channel of files; the caller closes it.
     *
     * @param track from 1
     * @param channel from 1; 0 for a mix of all
     * @throws IOException if the configured ffmpeg does not exist
     */
    public static AudioFiles files(EarshotConfig config, int track, int channel) throws IOException {
        return new AudioFiles(decoder(config), new DecodeOptions(track, channel));
    }

    /** The decoder that is configured; the caller closes it. */
    static AudioDecoder decoder(EarshotConfig config) throws IOException {
        String ffmpeg = config.string(Settings.FFMPEG);
        return ffmpeg.isEmpty() ? new SharedDecoder() : new FfmpegCommand(Path.of(ffmpeg));
    }
}
