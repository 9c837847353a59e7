package io.earshot.wire;

import io.earshot.audio.PcmFormat;
import io.earshot.audio.SampleEncoding;
import io.earshot.decide.OpenSound;
import io.earshot.query.StandingQuery;
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
    private static final int VERSION = 1;
    private static final int STAMP_DIGITS = 16;
    private static final String AT_REST = "state";

    /** A query at rest is the record that it is on the wire, so that it can grow in the same way. */
    private static final StandingQuerySerde QUERIES = new StandingQuerySerde(new SingleObjectFormat());

    private StateSerdes() {}

    /** The cursor of a segmenter, on the grid of a model. */
    public static Serde<SegmenterState> segmenterState(String modelDigest) {
        return stamped(modelDigest, serde(StateSerdes::write, StateSerdes::readSegmenterState));
    }

    /** Audio not yet used up. */
    public static Serde<CarryOverBlock> carryOverBlock() {
        return serde(StateSerdes::write, StateSerdes::readBlock);
    }

    /** A sound that is going on. */
    public static Serde<OpenSound> openSound() {
        return serde(StateSerdes::write, StateSerdes::readOpenSound);
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

    private static void write(OpenSound sound, DataOutputStream out) throws IOException {
        write(sound.query(), out);
        out.writeUTF(sound.queryVersion());
        out.writeUTF(sound.modelDigest());
        out.writeLong(sound.epochId());
        out.writeLong(sound.firstHop());
        out.writeLong(sound.onsetMicros());
        out.writeLong(sound.heardToMicros());
        out.writeLong(sound.peakMicros());
        out.writeDouble(sound.peakConfidence());
        out.writeDouble(sound.peakScore());
        out.writeBoolean(sound.opened());
    }

    private static OpenSound readOpenSound(DataInputStream in) throws IOException {
        return new OpenSound(
                readQuery(in),
                in.readUTF(),
                in.readUTF(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readDouble(),
                in.readDouble(),
                in.readBoolean());
    }

    private static void write(StandingQuery query, DataOutputStream out) throws IOException {
        byte[] record = QUERIES.serializer().serialize(AT_REST, QueryRecord.of(query));
        out.writeInt(record.length);
        out.write(record);
    }

    private static StandingQuery readQuery(DataInputStream in) throws IOException {
        byte[] record = in.readNBytes(in.readInt());
        QueryRecord query = QUERIES.deserializer().deserialize(AT_REST, record);
        return query.query()
                .orElseThrow(() -> new SerializationException("query of an open sound: " + query.problems()));
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

    private static void requireVersion(int version) {
        if (version != VERSION) {
            throw new SerializationException("state has layout " + version + ", this release reads " + VERSION);
        }
    }

    private interface Writer<T> {
        void write(T value, DataOutputStream out) throws IOException;
    }

    private interface Reader<T> {
        T read(DataInputStream in) throws IOException;
    }

    private static <T> Serde<T> serde(Writer<T> writer, Reader<T> reader) {
        return Serdes.serdeFrom(
                (topic, value) -> value == null ? null : bytes(writer, value),
                (topic, bytes) -> bytes == null ? null : value(reader, bytes));
    }

    private static <T> byte[] bytes(Writer<T> writer, T value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            writer.write(value, out);
        } catch (IOException e) {
            throw new SerializationException("cannot write state: " + e.getMessage(), e);
        }
        return bytes.toByteArray();
    }

    private static <T> T value(Reader<T> reader, byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            requireVersion(in.readByte());
            return reader.read(in);
        } catch (IOException e) {
            throw new SerializationException("cannot read state of " + bytes.length + " bytes: " + e.getMessage(), e);
        }
    }
}
