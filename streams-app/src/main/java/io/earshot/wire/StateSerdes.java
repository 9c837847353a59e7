package io.earshot.wire;

import io.earshot.audio.PcmFormat;
import io.earshot.audio.SampleEncoding;
import io.earshot.decide.NearMissLedger;
import io.earshot.decide.TrackedSound;
import io.earshot.segment.CarryOverBlock;
import io.earshot.segment.SegmenterState;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * State at rest, in the changelogs of one application. Each value begins with the version of its layout, so that a later
 * release can tell what it finds. What only the model that made it can use is stamped with the model's digest, and is
 * nothing (null) to another model.
 */
public final class StateSerdes {
    private static final int FIRST_VERSION = 1;
    /** The first layout of sounds had no operating points, candidates and rests. */
    private static final int SOUND_VERSION = 2;

    private static final int STAMP_DIGITS = 16;

    private StateSerdes() {}

    /** The cursor of a segmenter, on the grid of a model. */
    public static Serde<SegmenterState> segmenterState(String modelDigest) {
        return stamped(modelDigest, serde(FIRST_VERSION, StateSerdes::write, StateSerdes::readSegmenterState));
    }

    /** Audio not yet used up. */
    public static Serde<CarryOverBlock> carryOverBlock() {
        return serde(FIRST_VERSION, StateSerdes::write, StateSerdes::readBlock);
    }

    /** What a tracker remembers of a query; what the first release left is nothing (null). */
    public static Serde<TrackedSound> trackedSound() {
        return serde(SOUND_VERSION, SoundLayout::write, SoundLayout::read);
    }

    /** Near misses that wait to be told. */
    public static Serde<NearMissLedger> nearMisses() {
        return serde(SOUND_VERSION, SoundLayout::write, SoundLayout::readLedger);
    }

    /** Tokens of a model, which are half floats already, two bytes each. */
    public static Serde<float[]> tokens(String modelDigest) {
        return stamped(modelDigest, FloatsSerde.halves());
    }

    private static void write(SegmenterState state, DataOutputStream out) throws IOException {
        out.writeLong(state.epochId());
        out.writeLong(state.epochStartMicros());
        out.writeInt(state.format().sampleRateHz());
        out.writeByte(state.format().channels());
        out.writeUTF(state.format().encoding().name());
        out.writeLong(state.heardEndSample());
        out.writeLong(state.gapStartSample());
        out.writeLong(state.gapEndSample());
        out.writeBoolean(state.inRun());
        out.writeLong(state.runStartSample());
        out.writeLong(state.runFirstHop());
        out.writeLong(state.nextHop());
        out.writeBoolean(state.ended());
    }

    private static SegmenterState readSegmenterState(DataInputStream in) throws IOException {
        return new SegmenterState(
                in.readLong(),
                in.readLong(),
                new PcmFormat(in.readInt(), in.readByte(), SampleEncoding.valueOf(in.readUTF())),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readBoolean(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readBoolean());
    }

    private static void write(CarryOverBlock block, DataOutputStream out) throws IOException {
        out.writeLong(block.epochId());
        out.writeLong(block.firstSample());
        out.write(block.payload());
    }

    private static CarryOverBlock readBlock(DataInputStream in) throws IOException {
        return new CarryOverBlock(in.readLong(), in.readLong(), in.readAllBytes());
    }

    private static <T> Serde<T> stamped(String modelDigest, Serde<T> inner) {
        long stamp = Long.parseUnsignedLong(modelDigest.substring(0, STAMP_DIGITS), 16);
        return Serdes.serdeFrom(
                (topic, value) ->
                        value == null ? null : stamp(stamp, inner.serializer().serialize(topic, value)),
                (topic, bytes) -> bytes == null || ByteBuffer.wrap(bytes).getLong() != stamp
                        ? null
                        : inner.deserializer().deserialize(topic, Arrays.copyOfRange(bytes, Long.BYTES, bytes.length)));
    }

    private static byte[] stamp(long stamp, byte[] bytes) {
        return ByteBuffer.allocate(Long.BYTES + bytes.length)
                .putLong(stamp)
                .put(bytes)
                .array();
    }

    private interface Writer<T> {
        void write(T value, DataOutputStream out) throws IOException;
    }

    private interface Reader<T> {
        T read(DataInputStream in) throws IOException;
    }

    private static <T> Serde<T> serde(int version, Writer<T> writer, Reader<T> reader) {
        return Serdes.serdeFrom(
                (topic, value) -> value == null ? null : bytes(version, writer, value),
                (topic, bytes) -> bytes == null ? null : value(version, reader, bytes));
    }

    private static <T> byte[] bytes(int version, Writer<T> writer, T value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(version);
            writer.write(value, out);
        } catch (IOException e) {
            throw new SerializationException("cannot write state: " + e.getMessage(), e);
        }
        return bytes.toByteArray();
    }

    /** Null if an earlier release wrote it in another layout. */
    private static <T> T value(int version, Reader<T> reader, byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int found = in.readByte();
            if (found > version || found < FIRST_VERSION) {
                throw new SerializationException("state has layout " + found + ", this release reads " + version);
            }
            return found < version ? null : reader.read(in);
        } catch (IOException | IllegalArgumentException e) {
            throw new SerializationException("cannot read state of " + bytes.length + " bytes: " + e.getMessage(), e);
        }
    }
}
