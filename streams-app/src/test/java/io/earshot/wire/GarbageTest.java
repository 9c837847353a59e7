package io.earshot.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes that nobody vouches for are read, or refused on one line; they never cost more than a little memory. */
class GarbageTest {
    private static final long MOST_BYTES = 4L << 20;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private record Sample(String topic, Serde<?> serde, byte[] bytes) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldSurviveGarbageWithoutARegistry(long seed) {
        survive(WireSerdes.of(Map.of()), 3_000, 10, new Random(seed));
    }

    @Test
    void shouldSurviveGarbageWithARegistry() throws IOException {
        try (FakeRegistry fake = new FakeRegistry()) {
            survive(WireSerdes.of(Map.of(WireSettings.REGISTRY_URL, fake.url().toString())), 300, 5, new Random(4));
        }
    }

    @Test
    void shouldRefuseHugeLengthsBeforeMakingRoomForThem() {
        byte[] header = Arrays.copyOf(
                samples(WireSerdes.of(Map.of()), new Random(5)).get(0).bytes(), 10);
        byte[] hugeSourceId = Arrays.copyOf(header, 40);
        Arrays.fill(hugeSourceId, 10, 14, (byte) 0xFF);
        hugeSourceId[14] = 0x0E;
        assertThat(outcome(new Sample("t", WireSerdes.of(Map.of()).audioChunks(), null), hugeSourceId))
                .startsWith("not a readable AudioChunk");
    }

    private void survive(WireSerdes wire, int rounds, int headerBytes, Random random) {
        List<Sample> samples = samples(wire, random);
        for (int i = 0; i < rounds; i++) {
            Sample sample = samples.get(random.nextInt(samples.size()));
            String outcome = outcome(sample, spoiled(sample.bytes(), headerBytes, random));
            assertThat(outcome).doesNotContain("\n").hasSizeLessThan(400);
        }
        samples.forEach(sample -> assertThat(outcome(sample, sample.bytes())).isEqualTo("read"));
    }

    private static List<Sample> samples(WireSerdes wire, Random random) {
        WireValues values = new WireValues(random.nextLong());
        return List.of(
                sample("chunks", wire.audioChunks(), values.chunk()),
                sample("queries", wire.queries(), new Decoded.Present<>(values.queryRecord())),
                sample("embeddings", wire.queryEmbeddings(), new Decoded.Present<>(values.registration())),
                sample("events", wire.events(), values.event()),
                sample("near misses", wire.nearMisses(), values.nearMiss()),
                sample("segments", wire.segments(), values.segment()));
    }

    private static <T> Sample sample(String topic, Serde<T> serde, T value) {
        return new Sample(topic, serde, serde.serializer().serialize(topic, value));
    }

    private static byte[] spoiled(byte[] bytes, int headerBytes, Random random) {
        byte[] spoiled = bytes.clone();
        switch (random.nextInt(5)) {
            case 0 -> spoiled = new byte[random.nextInt(200)];
            case 1 -> spoiled = Arrays.copyOf(bytes, random.nextInt(bytes.length));
            case 2 -> spoiled = Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(9));
            case 3 -> spoiled[random.nextInt(bytes.length)] = (byte) random.nextInt();
            default -> {
                int from = headerBytes + random.nextInt(bytes.length - headerBytes);
                Arrays.fill(spoiled, from, Math.min(bytes.length, from + random.nextInt(10)), (byte) 0xFF);
            }
        }
        if (random.nextInt(5) == 0) {
            byte[] noise = new byte[spoiled.length];
            random.nextBytes(noise);
            int kept = Math.min(headerBytes, spoiled.length);
            System.arraycopy(noise, kept, spoiled, kept, spoiled.length - kept);
        }
        return spoiled;
    }

    private static String outcome(Sample sample, byte[] bytes) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        try {
            Object read = sample.serde().deserializer().deserialize(sample.topic(), bytes);
            return read instanceof Decoded.Undecodable<?> undecodable ? undecodable.reason() : "read";
        } catch (SerializationException e) {
            return e.getMessage();
        } finally {
            assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(MOST_BYTES);
        }
    }
}
