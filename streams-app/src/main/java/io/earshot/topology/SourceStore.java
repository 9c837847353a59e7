package io.earshot.topology;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** A store that holds several values for each source, under a {@link SourceKey}. */
final class SourceStore<V> {
    private final KeyValueStore<byte[], V> store;

    SourceStore(KeyValueStore<byte[], V> store) {
        this.store = store;
    }

    void put(byte[] key, V value) {
        store.put(key, value);
    }

    void delete(byte[] key) {
        store.delete(key);
    }

    /**
     * The entries of a source, in the order of the keys. Deletes entries of another model or an earlier release, whose
     * values read as null.
     */
    List<KeyValue<byte[], V>> entries(String sourceId) {
        List<KeyValue<byte[], V>> entries = new ArrayList<>();
        List<KeyValue<byte[], V>> foreign = new ArrayList<>();
        try (KeyValueIterator<byte[], V> stored =
                store.prefixScan(SourceKey.prefix(sourceId), new ByteArraySerializer())) {
            stored.forEachRemaining(entry -> (entry.value == null ? foreign : entries).add(entry));
        }
        foreign.forEach(entry -> store.delete(entry.key));
        return entries;
    }

    /** The values of {@link #entries}. */
    List<V> values(String sourceId) {
        return entries(sourceId).stream().map(entry -> entry.value).toList();
    }

    /** Deletes the entries of a source. */
    void deleteAll(String sourceId) {
        entries(sourceId).forEach(entry -> store.delete(entry.key));
    }

    /** The sources with entries. */
    Set<String> sourceIds() {
        Set<String> sourceIds = new TreeSet<>();
        try (KeyValueIterator<byte[], V> all = store.all()) {
            all.forEachRemaining(entry -> sourceIds.add(SourceKey.sourceId(entry.key)));
        }
        return sourceIds;
    }
}
