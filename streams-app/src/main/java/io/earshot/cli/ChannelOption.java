package io.earshot.cli;

import io.earshot.app.AudioOpening;
import io.earshot.config.EarshotConfig;
import io.earshot.ingest.AudioFiles;
import io.earshot.source.Channel;
import java.io.IOException;
import picocli.CommandLine.Option;

/** Selects the channel that is heard. */
final class ChannelOption {
    @Option(
            names = "--channel",
            defaultValue = "mix",
            paramLabel = "CHANNEL",
            description =
                    "Channel that is heard: left, right, its number from 1, or mix, which takes the louder one where"
                            + " the channels cancel each other (default: ${DEFAULT-VALUE}).")
    private String channel;

    /**
     * The channel of files; the caller closes them.
     *
     * @param track from 1
     */
    AudioFiles files(EarshotConfig config, int track) throws IOException {
        try {
            return AudioOpening.files(config, track, Channel.of(channel).number());
        } catch (IllegalArgumentException e) {
            throw new WrongUseException("--channel: " + e.getMessage());
        }
    }
}
