package io.earshot.wire;

import io.earshot.calibration.HeardSource;
import java.nio.ByteBuffer;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** How much of a source was heard, at rest. */
public final class HeardSourceSerde {
    private static final byte VERSION = 1;
    private static final int BYTES = 1 + 2 * Double.BYTES + Long.BYTES;

    private HeardSourceSerde() {}

    /** The serde. */
    public static Serde<HeardSource> serde() {
        return Serdes.serdeFrom(
                (topic, heard) -> heard == null ? null : write(heard),
                (topic, bytes) -> bytes == null ? null : read(bytes));
    }

    private static byte[] write(HeardSource heard) {
        return ByteBuffer.allocate(BYTES)
                .put(VERSION)
                .putDouble(heard.heardSeconds())
                .putDouble(heard.fittedSeconds())
                .putLong(heard.newestMicros())
                .array();
    }

    private static HeardSource read(byte[] stored) {
        ByteBuffer bytes = ByteBuffer.wrap(stored);
        byte version = bytes.get();
        if (version != VERSION || stored.length != BYTES) {
            throw new SerializationException("heard source has layout " + version + " and " + stored.length
                    + " bytes, this release reads " + VERSION + " and " + BYTES);
        }
        return new HeardSource(bytes.getDouble(), bytes.getDouble(), bytes.getLong());
    }
}
