package io.earshot.ingest;

import io.earshot.wire.Decoded;
import io.earshot.wire.QueryRecord;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/** Writes the standing table of queries. */
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
     * @throws KafkaException if it could not be
     */
    public void put(QueryRecord query) throws InterruptedException {
        write(new ProducerRecord<>(topic, query.id(), new Decoded.Present<>(query)));
    }

    /**
     * Removes a query; returns when that is written.
     *
     * @throws KafkaException if it could not be
     */
    public void remove(String queryId) throws InterruptedException {
        write(new ProducerRecord<>(topic, queryId, null));
    }

    private void write(ProducerRecord<String, Decoded<QueryRecord>> record) throws InterruptedException {
        try {
            producer.send(record).get();
        } catch (ExecutionException e) {
            throw new KafkaException(
                    "query " + record.key() + " could not be written to " + topic + ": "
                            + e.getCause().getMessage(),
                    e);
        }
    }
}
