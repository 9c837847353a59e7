package io.earshot.wire;

import org.apache.avro.specific.SpecificRecord;

/** How an Avro record becomes the bytes of a Kafka value, and how a reader learns what schema they were written with. */
interface WireFormat {
    byte[] write(String topic, SpecificRecord value);

    /**
     * @param bytes Not modified.
     * @param type of the record, as this build knows it
     * @throws org.apache.kafka.common.errors.SerializationException if the bytes are not such a record; the message is
     *     one line
     */
    <R extends SpecificRecord> R read(String topic, byte[] bytes, Class<R> type);
}
