/**
 * Values of the program as bytes on Kafka topics, and back. The only room that uses Avro.
 *
 * <pre>{@code
 * WireSerdes wire = WireSerdes.of(settings);
 * Serde<AudioChunk> chunks = wire.audioChunks();
 * Serde<Decoded<QueryRecord>> queries = wire.queries();
 * }</pre>
 *
 * <p>A value has an Avro record that stands for it (module {@code schemas}); a {@link io.earshot.wire.RecordSerde}
 * translates between the two, and a {@link io.earshot.wire.WireFormat} puts a header before the Avro body that names
 * the writer's schema. There are three: Avro's single-object encoding, which needs nothing outside the program;
 * Confluent's, with ids from a schema registry; and whatever a named Kafka serializer writes. The settings choose.
 *
 * <p>Bytes that cannot be read end in a {@code SerializationException} with a reason on one line. Where a record must
 * not stop its reader, the serde yields a {@link io.earshot.wire.Decoded} instead. A registry that fails ends in a
 * {@link io.earshot.wire.RegistryException}: the record at hand may be good, and must not be skipped.
 *
 * <p>Arrays in values that were read belong to the value; arrays in values that are written are not modified.
 */
package io.earshot.wire;
