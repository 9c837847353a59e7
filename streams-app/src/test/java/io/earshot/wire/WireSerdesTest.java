package io.earshot.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earshot.audio.AudioChunk;
import io.earshot.audio.PcmFormat;
import io.earshot.audio.SampleEncoding;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireSerdesTest {
    private static final int VALUES = 100;
    private static final String TOPIC = "a.topic";

    private final WireSerdes wire = WireSerdes.of(Map.of());

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldReadEveryChunkAsItWasWritten(long seed) {
        WireValues values = new WireValues(seed);
        for (int i = 0; i < VALUES; i++) {
            shouldRoundTrip(TOPIC, wire.audioChunks(), values.chunk());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldReadEveryQueryAsItWasWritten(long seed) {
        WireValues values = new WireValues(seed);
        for (int i = 0; i < VALUES; i++) {
            shouldRoundTrip(TOPIC, wire.queries(), new Decoded.Present<>(values.queryRecord()));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldReadEveryQueryEmbeddingAsItWasWritten(long seed) {
        WireValues values = new WireValues(seed);
        for (int i = 0; i < VALUES; i++) {
            shouldRoundTrip(TOPIC, wire.queryEmbeddings(), new Decoded.Present<>(values.registration()));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldReadEveryEventAsItWasWritten(long seed) {
        WireValues values = new WireValues(seed);
        for (int i = 0; i < VALUES; i++) {
            shouldRoundTrip(TOPIC, wire.events(), values.event());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldKeepSegmentsInHalfPrecisionWithoutTokenLevels(long seed) {
        WireValues values = new WireValues(seed);
        for (int i = 0; i < VALUES; i++) {
            StoredSegment written = values.segment();
            StoredSegment read = roundTrip(TOPIC, wire.segments(), written);
            assertThat(read.modelDigest()).isEqualTo(written.modelDigest());
            assertThat(read.segment().span()).isEqualTo(written.segment().span());
            assertThat(read.segment().levelDbfs()).isEqualTo(written.segment().levelDbfs());
            assertThat(read.segment().encoded().tokenLevels()).isEmpty();
            shouldBeNear(
                    read.segment().encoded().embedding().levels(),
                    written.segment().encoded().embedding().levels());
            shouldBeNear(
                    read.segment().encoded().embedding().factors(),
                    written.segment().encoded().embedding().factors());
            shouldRoundTrip(TOPIC, wire.segments(), read);
        }
    }

    @Test
    void shouldKeepTombstones() {
        for (Serde<?> serde : new Serde<?>[] {
            wire.audioChunks(),
            wire.queries(),
            wire.queryEmbeddings(),
            wire.events(),
            wire.nearMisses(),
            wire.segments()
        }) {
            assertThat(serde.serializer().serialize(TOPIC, null)).isNull();
            assertThat(serde.deserializer().deserialize(TOPIC, null)).isNull();
        }
    }

    @Test
    void shouldCarryTheGreatestChunk() {
        PcmFormat format = new PcmFormat(192_000, 1, SampleEncoding.F32);
        byte[] payload = new byte[AudioChunk.MAX_PAYLOAD_BYTES];
        new Random(1).nextBytes(payload);
        AudioChunk chunk = AudioChunk.audio(
                "s", 0, AudioChunk.MAX_SAMPLE - payload.length, 253_402_300_799_999_999L, format, payload);
        byte[] bytes = wire.audioChunks().serializer().serialize(TOPIC, chunk);
        assertThat(bytes.length).isLessThan(payload.length + 100);
        AudioChunk read = wire.audioChunks().deserializer().deserialize(TOPIC, bytes);
        assertThat(read.payload()).isEqualTo(payload);
        assertThat(read.firstSample()).isEqualTo(chunk.firstSample());
        assertThat(read.epochStartMicros()).isEqualTo(chunk.epochStartMicros());
    }

    @Test
    void shouldRefuseAnotherTopicsRecord() {
        byte[] event = wire.events().serializer().serialize(TOPIC, new WireValues(4).event());
        assertThatThrownBy(() -> wire.audioChunks().deserializer().deserialize(TOPIC, event))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("MatchEvent")
                .hasMessageNotContaining("\n");
    }

    /** A serde of values that can be read. */
    static <T> Serde<T> plain(Serde<Decoded<T>> tolerant) {
        return Serdes.serdeFrom(
                (topic, value) ->
                        tolerant.serializer().serialize(topic, value == null ? null : new Decoded.Present<>(value)),
                (topic, bytes) -> bytes == null
                        ? null
                        : tolerant.deserializer()
                                .deserialize(topic, bytes)
                                .value()
                                .orElseThrow());
    }

    static <T> T roundTrip(String topic, Serde<T> serde, T value) {
        return serde.deserializer().deserialize(topic, serde.serializer().serialize(topic, value));
    }

    static <T> void shouldRoundTrip(String topic, Serde<T> serde, T value) {
        assertThat(roundTrip(topic, serde, value)).usingRecursiveComparison().isEqualTo(value);
    }

    private static void shouldBeNear(float[] found, float[] expected) {
        assertThat(found).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            assertThat(Math.abs(found[i] - expected[i])).isLessThanOrEqualTo(Math.abs(expected[i]) / 2048 + 1e-7f);
        }
    }
}
