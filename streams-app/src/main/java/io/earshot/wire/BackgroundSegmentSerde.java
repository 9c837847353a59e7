package io.earshot.wire;

import io.earshot.calibration.BackgroundSegment;
import io.earshot.embedding.Embedding;
import java.nio.ByteBuffer;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * Background segments at rest, one byte a value: thousands of segments for each source lie in memory. A part
 * of an embedding (its levels, its factors) is scaled so that its greatest value is 127; what rounding does to a score is
 * less than a tenth of a percent of its range. Stamped with the model's digest, and null to another model.
 */
public final class BackgroundSegmentSerde {
    private static final byte VERSION = 1;
    private static final int STAMP_DIGITS = 16;
    private static final int HEADER = 1 + 4 * Long.BYTES + 2 * Short.BYTES + 2 * Float.BYTES;

    private BackgroundSegmentSerde() {}

    /** The serde of a model's segments. */
    public static Serde<BackgroundSegment> of(String modelDigest) {
        long stamp = Long.parseUnsignedLong(modelDigest.substring(0, STAMP_DIGITS), 16);
        return Serdes.serdeFrom(
                (topic, segment) -> segment == null ? null : write(stamp, segment),
                (topic, bytes) -> bytes == null ? null : read(stamp, bytes));
    }

    private static byte[] write(long stamp, BackgroundSegment segment) {
        float[] levels = segment.embedding().levels();
        float[] factors = segment.embedding().factors();
        ByteBuffer bytes = ByteBuffer.allocate(HEADER + levels.length + factors.length)
                .put(VERSION)
                .putLong(stamp)
                .putLong(segment.epochId())
                .putLong(segment.gridIndex())
                .putLong(segment.startMicros());
        put(levels, bytes);
        put(factors, bytes);
        return bytes.array();
    }

    private static BackgroundSegment read(long stamp, byte[] stored) {
        ByteBuffer bytes = ByteBuffer.wrap(stored);
        byte version = bytes.get();
        if (version != VERSION) {
            throw new SerializationException(
                    "background segment has layout " + version + ", this release reads " + VERSION);
        }
        if (bytes.getLong() != stamp) {
            return null;
        }
        return new BackgroundSegment(
                bytes.getLong(), bytes.getLong(), bytes.getLong(), new Embedding(floats(bytes), floats(bytes)));
    }

    /** The number of values, their scale, the values. */
    private static void put(float[] values, ByteBuffer bytes) {
        float greatest = 0;
        for (float value : values) {
            greatest = Math.max(greatest, Math.abs(value));
        }
        float scale = greatest / Byte.MAX_VALUE;
        bytes.putShort((short) values.length).putFloat(scale);
        for (float value : values) {
            bytes.put((byte) (scale == 0 ? 0 : Math.round(value / scale)));
        }
    }

    private static float[] floats(ByteBuffer bytes) {
        float[] values = new float[Short.toUnsignedInt(bytes.getShort())];
        float scale = bytes.getFloat();
        for (int i = 0; i < values.length; i++) {
            values[i] = bytes.get() * scale;
        }
        return values;
    }
}
