package io.earshot.cli;

import io.earshot.audio.PcmStream;
import io.earshot.config.EarshotConfig;
import io.earshot.ingest.AudioFiles;
import java.io.IOException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Selects the audio track of files, and the channel that is heard. */
final class AudioOptions {
    @Option(
            names = "--track",
            defaultValue = "1",
            paramLabel = "N",
            description = "Audio track of a file that has several (default: ${DEFAULT-VALUE}).")
    private int track;

    @Mixin
    private ChannelOption channel;

    /** A note on a file, with the option that helps. */
    static String withOption(String note) {
        return note.endsWith(PcmStream.OTHER_TRACKS) ? note + " with --track N" : note;
    }

    /** The caller closes them. */
    AudioFiles files(EarshotConfig config) throws IOException {
        if (track < 1) {
            throw new WrongUseException("--track " + track + ": tracks are counted from 1");
        }
        return channel.files(config, track);
    }
}
