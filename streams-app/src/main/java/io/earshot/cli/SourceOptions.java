package io.earshot.cli;

import io.earshot.source.AudioSource;
import io.earshot.source.Channel;
import io.earshot.source.SourceForm;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** What can be said of a source beside its address. */
final class SourceOptions {
    @Option(
            names = "--channel",
            paramLabel = "CHANNEL",
            description = "mix (default), left, right, or a number from 1.")
    private String channel;

    @Option(names = "--track", paramLabel = "N", description = "Which of several audio tracks, from 1.")
    private Integer track;

    @Option(
            names = "--option",
            paramLabel = "NAME=VALUE",
            description = "How it is opened and watched; docs/sources.md lists the names. May be repeated.")
    private Map<String, String> options = new LinkedHashMap<>();

    @Option(names = "--label", paramLabel = "NAME=VALUE", description = "A note about the source. May be repeated.")
    private Map<String, String> labels = new LinkedHashMap<>();

    /** Whether nothing is given. */
    boolean isEmpty() {
        return channel == null && track == null && options.isEmpty() && labels.isEmpty();
    }

    /**
     * A source with what is given changed. An option or label without a value takes it away.
     *
     * @throws WrongUseException if a value is wrong
     */
    AudioSource on(AudioSource source) {
        try {
            return SourceForm.checked(new AudioSource(
                    source.id(),
                    source.address(),
                    channel == null ? source.channel() : Channel.of(channel.strip()),
                    track == null ? source.track() : track,
                    source.paused(),
                    Merged.of(source.options(), options),
                    Merged.of(source.labels(), labels)));
        } catch (IllegalArgumentException e) {
            throw new WrongUseException(Printed.of(e.getMessage()));
        }
    }
}
