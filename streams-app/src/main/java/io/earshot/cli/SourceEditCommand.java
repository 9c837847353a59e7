package io.earshot.cli;

import io.earshot.cluster.SourceCatalog;
import io.earshot.source.AudioSource;
import io.earshot.wire.Decoded;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Changes a source. */
@Command(
        name = "edit",
        mixinStandardHelpOptions = true,
        description =
                "Changes what is given of a source and nothing else; only this source is opened anew. NAME= takes an option or label away.")
final class SourceEditCommand extends SourceWritingCommand {
    @Parameters(paramLabel = "ID", description = "Id of the source.")
    private String id;

    @Option(names = "--address", paramLabel = "ADDRESS", description = "Another address.")
    private String address;

    @Mixin
    private SourceOptions options;

    @Override
    void requireValid() {
        if (address == null && options.isEmpty()) {
            throw new WrongUseException("say what to change: --address, --channel, --track, --option or --label");
        }
    }

    @Override
    List<AudioSource> sources(SourceCatalog known) {
        Optional<Decoded<AudioSource>> found = known.find(id);
        AudioSource source = found.flatMap(Decoded::value)
                .orElseThrow(() -> new FailedException(Printed.of(id)
                        + (found.isPresent() ? ": it cannot be read; add it anew" : ": no such source")));
        return List.of(options.on(new AudioSource(
                id,
                address == null ? source.address() : address,
                source.channel(),
                source.track(),
                source.paused(),
                source.options(),
                source.labels())));
    }
}
