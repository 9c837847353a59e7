package io.earshot.wire;

import io.earshot.calibration.HeardSource;
import io.earshot.coverage.CoverageState;
import io.earshot.decide.NearMissLedger;
import io.earshot.decide.TrackedSound;
import io.earshot.segment.CarryOverBlock;
import io.earshot.segment.SegmenterState;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * State at rest, in the changelogs of one application: in Avro, so that releases read each other's. What only the model that
 * made it can use is stamped with the model's digest, and is null to another model.
 */
public final class StateSerdes {
    private static final int STAMP_DIGITS = 16;

    private StateSerdes() {}

    /** The cursor of a segmenter, on the grid of a model. */
    public static Serde<SegmenterState> segmenterState(String modelDigest) {
        return stamped(modelDigest, serde(SegmenterState.class));
    }

    /** Audio not yet used up. */
    public static Serde<CarryOverBlock> carryOverBlock() {
        return serde(CarryOverBlock.class);
    }

    /** What a tracker remembers of a query; null for bytes in the first layout. */
    public static Serde<TrackedSound> trackedSound() {
        return serde(TrackedSound.class);
    }

    /** Near misses not yet emitted. */
    public static Serde<NearMissLedger> nearMisses() {
        return serde(NearMissLedger.class);
    }

    /** Where the account of a lane's coverage stands. */
    public static Serde<CoverageState> coverage() {
        return serde(CoverageState.class);
    }

    /** How much of a source was heard. */
    public static Serde<HeardSource> heardSource() {
        return serde(HeardSource.class);
    }

    /** Tokens of a model, which are half floats already, two bytes each. */
    public static Serde<float[]> tokens(String modelDigest) {
        return stamped(modelDigest, FloatsSerde.halves());
    }

    private static <T> Serde<T> stamped(String modelDigest, Serde<T> inner) {
        long stamp = Long.parseUnsignedLong(modelDigest.substring(0, STAMP_DIGITS), 16);
        return Serdes.serdeFrom(
                (topic, value) ->
                        value == null ? null : stamp(stamp, inner.serializer().serialize(topic, value)),
                (topic, bytes) -> bytes == null || stamp(bytes) != stamp
                        ? null
                        : inner.deserializer().deserialize(topic, Arrays.copyOfRange(bytes, Long.BYTES, bytes.length)));
    }

    private static long stamp(byte[] bytes) {
        if (bytes.length < Long.BYTES) {
            throw new SerializationException("not a readable state: it ends within the stamp of its model");
        }
        return ByteBuffer.wrap(bytes).getLong();
    }

    private static byte[] stamp(long stamp, byte[] bytes) {
        return ByteBuffer.allocate(Long.BYTES + bytes.length)
                .putLong(stamp)
                .put(bytes)
                .array();
    }

    private static <T> Serde<T> serde(Class<T> type) {
        List<Schema> released = StateSchemas.RELEASES.stream()
                .flatMap(release -> StateSchemas.released(release).find(type).stream())
                .toList();
        return serde(type, StateSchemas.current().of(type), released);
    }

    /** The serde of a build that has these schemas. */
    static <T> Serde<T> serde(Class<T> type, Schema current, List<Schema> released) {
        StateFormat format = new StateFormat(current, released);
        return Serdes.serdeFrom(
                (topic, value) -> value == null ? null : format.write(StateRecords.toAvro(value, current)),
                (topic, bytes) -> bytes == null ? null : read(bytes, type, format));
    }

    private static <T> T read(byte[] bytes, Class<T> type, StateFormat format) {
        byte[] avro = StateFormat.isAvro(bytes) ? bytes : StateBeforeAvro.toAvro(bytes, type);
        return avro == null ? null : StateRecords.toProgram(format.read(avro), type);
    }
}
