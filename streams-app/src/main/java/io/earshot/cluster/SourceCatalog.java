package io.earshot.cluster;

import io.earshot.source.AudioSource;
import io.earshot.source.SourceStatus;
import io.earshot.topology.Topics;
import io.earshot.wire.Decoded;
import io.earshot.wire.WireSerdes;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The sources in their topic, and how listening to each went when it was last noted. */
public final class SourceCatalog {
    private final Map<String, Decoded<AudioSource>> byId;
    private final Map<String, Decoded<SourceStatus>> states;

    private SourceCatalog(Map<String, Decoded<AudioSource>> byId, Map<String, Decoded<SourceStatus>> states) {
        this.byId = byId;
        this.states = states;
    }

    /** Reads both topics as they are now. */
    public static SourceCatalog read(KafkaAccess kafka, Topics topics, WireSerdes wire) {
        return new SourceCatalog(
                TopicRead.newest(kafka, topics.sources().name(), wire.sources().deserializer()),
                TopicRead.newest(
                        kafka, topics.sourceStates().name(), wire.sourceStates().deserializer()));
    }

    /** Ids of all sources, in order. */
    public List<String> ids() {
        return List.copyOf(byId.keySet());
    }

    /** The latest record of an id. */
    public Optional<Decoded<AudioSource>> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** The newest state of a source; empty if no process has noted one that can be read. */
    public Optional<SourceStatus> status(String id) {
        return Optional.ofNullable(states.get(id)).flatMap(Decoded::value);
    }
}
