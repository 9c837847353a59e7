package io.earshot.cli;

import io.earshot.cluster.SourceCatalog;
import io.earshot.source.AudioSource;
import io.earshot.source.WrittenAddress;
import io.earshot.wire.Decoded;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Adds a source, or a file of them. */
@Command(
        name = "add",
        mixinStandardHelpOptions = true,
        description =
                "Adds a live source by its address, or changes the one with its id; with --file, many. Shows whether it can be heard.")
final class SourceAddCommand extends SourceWritingCommand {
    @Parameters(
            arity = "0..1",
            paramLabel = "ADDRESS",
            description =
                    "A URL, a file or folder, or a sound card (docs/sources.md). Write passwords as $${env:NAME} or $${file:PATH}.")
    private String address;

    @Option(names = "--id", paramLabel = "ID", description = "Id of the source (default: made from the address).")
    private String id;

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description =
                    "Adds every source of a table (id,address,channel,track,paused,options,labels) or of JSON lines, as source ls --json prints them; - reads standard input. Adds none if one is wrong.")
    private String file;

    @Mixin
    private SourceOptions options;

    @Option(names = "--paused", description = "Keep it, but do not listen to it yet.")
    private boolean paused;

    private List<AudioSource> ofFile = List.of();

    @Override
    void requireValid() throws IOException {
        if ((address == null) == (file == null)) {
            throw new WrongUseException("give one ADDRESS, or the --file of the sources");
        }
        if (file != null) {
            if (id != null || paused || !options.isEmpty()) {
                throw new WrongUseException("--file defines its sources completely; it takes no options of a source");
            }
            ofFile = SourceFile.read(file, System.in);
        } else {
            address = WrittenAddress.absolute(address);
            source(id == null ? WrittenAddress.id(address) : id);
        }
    }

    @Override
    List<AudioSource> sources(SourceCatalog known) {
        return file != null ? ofFile : List.of(source(id == null ? freeId(known) : id));
    }

    private AudioSource source(String called) {
        return options.on(AudioSource.of(called, address).withPaused(paused));
    }

    /** Two addresses may make one id; the same address twice is one source. */
    private String freeId(SourceCatalog known) {
        Set<String> taken = new HashSet<>(known.ids());
        taken.removeIf(other -> known.find(other)
                .flatMap(Decoded::value)
                .map(AudioSource::address)
                .filter(address::equals)
                .isPresent());
        Optional<String> same = known.ids().stream()
                .filter(other -> !taken.contains(other) && other.startsWith(WrittenAddress.id(address)))
                .findFirst();
        return same.orElseGet(() -> Ids.free(WrittenAddress.id(address), taken));
    }
}
