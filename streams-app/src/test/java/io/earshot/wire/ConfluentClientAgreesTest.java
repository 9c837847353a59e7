package io.earshot.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.decide.Event;
import io.earshot.schema.EarshotSchemas;
import io.earshot.schema.MatchEvent;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.avro.AvroSchema;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import org.apache.flink.avro.shaded.org.apache.avro.Schema;
import org.apache.flink.avro.shaded.org.apache.avro.generic.GenericDatumReader;
import org.apache.flink.avro.shaded.org.apache.avro.generic.GenericDatumWriter;
import org.apache.flink.avro.shaded.org.apache.avro.generic.GenericRecord;
import org.apache.flink.avro.shaded.org.apache.avro.io.BinaryEncoder;
import org.apache.flink.avro.shaded.org.apache.avro.io.DecoderFactory;
import org.apache.flink.avro.shaded.org.apache.avro.io.EncoderFactory;
import org.apache.flink.formats.avro.registry.confluent.ConfluentSchemaRegistryCoder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Confluent's own client, and an Avro that is not ours, read what we write and write what we read. */
class ConfluentClientAgreesTest {
    private static final String TOPIC = "earshot.events.v1";
    private static final String SUBJECT = TOPIC + "-value";

    private FakeRegistry fake;
    private CachedSchemaRegistryClient theirs;
    private WireSerdes ours;

    @BeforeEach
    void start() throws IOException {
        fake = new FakeRegistry();
        theirs = new CachedSchemaRegistryClient(fake.url().toString(), 10);
        ours = WireSerdes.of(Map.of(WireSettings.REGISTRY_URL, fake.url().toString()));
    }

    @AfterEach
    void stop() throws IOException {
        theirs.close();
        fake.close();
    }

    @Test
    void shouldWriteWhatConfluentsClientReads() throws IOException {
        ConfluentSchemaRegistryCoder coder = new ConfluentSchemaRegistryCoder(theirs);
        for (int seed = 0; seed < 50; seed++) {
            Event event = new WireValues(seed).event();
            ByteArrayInputStream bytes =
                    new ByteArrayInputStream(ours.events().serializer().serialize(TOPIC, event));
            Schema schema = coder.readSchema(bytes);
            GenericRecord read = new GenericDatumReader<GenericRecord>(schema)
                    .read(null, DecoderFactory.get().directBinaryDecoder(bytes, null));
            assertThat(read.get("queryText")).hasToString(event.query().text());
            assertThat(read.get("onsetMicros")).isEqualTo(event.onsetMicros());
            assertThat(read.get("confidence")).isEqualTo(event.confidence());
            assertThat(bytes.available()).isZero();
        }
    }

    @Test
    void shouldReadWhatConfluentsClientWrites() throws IOException {
        ConfluentSchemaRegistryCoder coder = new ConfluentSchemaRegistryCoder(SUBJECT, theirs);
        ConfluentSchemaRegistryCoder reader = new ConfluentSchemaRegistryCoder(theirs);
        Event event = new WireValues(7).event();
        ByteArrayInputStream bytes =
                new ByteArrayInputStream(ours.events().serializer().serialize(TOPIC, event));
        Schema schema = reader.readSchema(bytes);
        GenericRecord copy = new GenericDatumReader<GenericRecord>(schema)
                .read(null, DecoderFactory.get().directBinaryDecoder(bytes, null));

        ByteArrayOutputStream written = new ByteArrayOutputStream();
        coder.writeSchema(schema, written);
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(written, null);
        new GenericDatumWriter<GenericRecord>(schema).write(copy, encoder);
        encoder.flush();

        assertThat(ours.events().deserializer().deserialize(TOPIC, written.toByteArray()))
                .isEqualTo(event);
    }

    @Test
    void shouldFindOneSchemaUnderOneId() throws Exception {
        ours.events().serializer().serialize(TOPIC, new WireValues(8).event());
        String published = EarshotSchemas.published(MatchEvent.getClassSchema());
        assertThat(theirs.register(SUBJECT, new AvroSchema(published))).isEqualTo(1);
        assertThat(theirs.getSchemaById(1).canonicalString()).isEqualTo(published);
    }
}
