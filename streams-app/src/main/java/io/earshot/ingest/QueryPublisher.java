package io.earshot.ingest;

import io.earshot.wire.ChangeNote;
import io.earshot.wire.Decoded;
import io.earshot.wire.QueryRecord;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/** Writes the standing table of queries. Safe for use by several threads. */
public final class QueryPublisher {
    private final Producer<String, Decoded<QueryRecord>> producer;
    private final String topic;

    /** @param producer is left open */
    public QueryPublisher(Producer<String, Decoded<QueryRecord>> producer, String topic) {
        this.producer = producer;
        this.topic = topic;
    }

    /**
     * Registers a query, or changes the one with its id; returns when it is written.
     *
     * @return where it is written
     * @throws KafkaException if it could not be
     */
    public RecordMetadata put(QueryRecord query, ChangeNote note) throws InterruptedException {
        return write(record(query.id(), new Decoded.Present<>(query)), note);
    }

    /** The same without saying who did it. */
    public RecordMetadata put(QueryRecord query) throws InterruptedException {
        return write(record(query.id(), new Decoded.Present<>(query)));
    }

    /**
     * Removes a query; returns when that is written.
     *
     * @return where it is written
     * @throws KafkaException if it could not be
     */
    public RecordMetadata remove(String queryId, ChangeNote note) throws InterruptedException {
        return write(record(queryId, null), note);
    }

    /** The same without saying who did it. */
    public RecordMetadata remove(String queryId) throws InterruptedException {
        return write(record(queryId, null));
    }

    private ProducerRecord<String, Decoded<QueryRecord>> record(String id, Decoded<QueryRecord> query) {
        return new ProducerRecord<>(topic, id, query);
    }

    private RecordMetadata write(ProducerRecord<String, Decoded<QueryRecord>> record, ChangeNote note)
            throws InterruptedException {
        note.addTo(record.headers());
        return write(record);
    }

    private RecordMetadata write(ProducerRecord<String, Decoded<QueryRecord>> record) throws InterruptedException {
        try {
            return producer.send(record).get();
        } catch (ExecutionException e) {
            throw new KafkaException(
                    "query " + record.key() + " could not be written to " + topic + ": "
                            + e.getCause().getMessage(),
                    e.getCause());
        }
    }
}
