package io.earshot.cli;

import io.earshot.app.AudioOpening;
import io.earshot.config.EarshotConfig;
import io.earshot.ingest.AudioFiles;
import java.io.IOException;
import picocli.CommandLine.Option;

/** What is heard of audio files. */
final class AudioOptions {
    @Option(
            names = "--track",
            defaultValue = "1",
            paramLabel = "N",
            description = "Which audio track to hear where a file has several (default: ${DEFAULT-VALUE}).")
    private int track;

    /** To be closed. */
    AudioFiles files(EarshotConfig config) throws IOException {
        if (track < 1) {
            throw new WrongUseException("--track " + track + ": tracks are counted from 1");
        }
        return AudioOpening.files(config, track);
    }
}
