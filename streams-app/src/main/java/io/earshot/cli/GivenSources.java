package io.earshot.cli;

import io.earshot.app.EmbeddedEarshot;
import io.earshot.cluster.SourceCatalog;
import io.earshot.ingest.SourcePublisher;
import io.earshot.source.AudioSource;
import io.earshot.source.Channel;
import io.earshot.source.SourceForm;
import io.earshot.source.WrittenAddress;
import io.earshot.wire.Decoded;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.Producer;

/** Sources that a command with a broker of its own is given as addresses. */
final class GivenSources {
    private GivenSources() {}

    /**
     * A source for each address, with an id of its own.
     *
     * @param labels of each
     * @throws WrongUseException if an address is wrong
     */
    static List<AudioSource> of(List<String> addresses, Map<String, String> labels) {
        List<AudioSource> sources = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (String given : new LinkedHashSet<>(addresses)) {
            String address = WrittenAddress.absolute(given);
            try {
                String id = Ids.free(WrittenAddress.id(address), ids);
                sources.add(SourceForm.checked(new AudioSource(id, address, Channel.MIX, 1, false, Map.of(), labels)));
                ids.add(id);
            } catch (IllegalArgumentException e) {
                throw new WrongUseException("--source: " + Printed.of(e.getMessage()));
            }
        }
        return sources;
    }

    /** Writes those that are not there yet with the same address; returns when they are written. */
    static void add(EmbeddedEarshot earshot, List<AudioSource> sources) throws InterruptedException {
        SourceCatalog known = SourceCatalog.read(earshot.kafka(), earshot.topics(), earshot.wire());
        try (Producer<String, Decoded<AudioSource>> producer = producer(earshot)) {
            publisher(earshot, producer)
                    .put(sources.stream()
                            .filter(source -> known.find(source.id())
                                    .flatMap(Decoded::value)
                                    .filter(kept -> kept.address().equals(source.address()))
                                    .isEmpty())
                            .toList());
        }
    }

    /** Removes sources; returns when that is written. */
    static void remove(EmbeddedEarshot earshot, Collection<String> ids) throws InterruptedException {
        try (Producer<String, Decoded<AudioSource>> producer = producer(earshot)) {
            publisher(earshot, producer).remove(ids);
        }
    }

    /** Ids of the sources that carry a label. */
    static List<String> labelled(EmbeddedEarshot earshot, Map.Entry<String, String> label) {
        SourceCatalog known = SourceCatalog.read(earshot.kafka(), earshot.topics(), earshot.wire());
        return known.ids().stream()
                .filter(id -> known.find(id)
                        .flatMap(Decoded::value)
                        .filter(source ->
                                label.getValue().equals(source.labels().get(label.getKey())))
                        .isPresent())
                .toList();
    }

    private static Producer<String, Decoded<AudioSource>> producer(EmbeddedEarshot earshot) {
        return earshot.kafka().producer(earshot.wire().sources().serializer());
    }

    private static SourcePublisher publisher(EmbeddedEarshot earshot, Producer<String, Decoded<AudioSource>> producer) {
        return new SourcePublisher(
                producer,
                earshot.topics().sources().name(),
                earshot.topics().sourceStates().name(),
                earshot.topics().audioChunks().name());
    }
}
