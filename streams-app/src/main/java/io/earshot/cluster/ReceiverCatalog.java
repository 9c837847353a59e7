package io.earshot.cluster;

import io.earshot.notify.Receiver;
import io.earshot.topology.Topics;
import io.earshot.wire.Decoded;
import io.earshot.wire.WireSerdes;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The receivers in their topic. */
public final class ReceiverCatalog {
    private final Map<String, Decoded<Receiver>> byId;

    private ReceiverCatalog(Map<String, Decoded<Receiver>> byId) {
        this.byId = byId;
    }

    /** Reads the topic as it is now. */
    public static ReceiverCatalog read(KafkaAccess kafka, Topics topics, WireSerdes wire) {
        return new ReceiverCatalog(TopicRead.newest(
                kafka, topics.receivers().name(), wire.receivers().deserializer()));
    }

    /** Ids of all receivers, in order. */
    public List<String> ids() {
        return List.copyOf(byId.keySet());
    }

    /** The latest record of an id. */
    public Optional<Decoded<Receiver>> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }
}
