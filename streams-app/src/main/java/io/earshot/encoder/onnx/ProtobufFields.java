package io.earshot.encoder.onnx;

/**
 * Walks the fields of a serialized protobuf message without decoding them. Stops at the end, or at malformed
 * bytes: ONNX Runtime rejects those.
 */
final class ProtobufFields {
    private static final int VARINT = 0;
    private static final int EIGHT_BYTES = 1;
    private static final int LENGTH_DELIMITED = 2;
    private static final int FOUR_BYTES = 5;

    private final byte[] bytes;
    private final int end;
    private int position;
    private int field;
    private int valueFrom;

    /** @param bytes the message lies in them from {@code from} to {@code end}. Not modified. */
    ProtobufFields(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.position = from;
        this.end = end;
    }

    /** Goes to the next length-delimited field; false if there is none. */
    boolean next() {
        while (position < end) {
            long key = readVarint();
            field = (int) (key >>> 3);
            int wireType = (int) (key & 7);
            long length = lengthOf(wireType);
            if (length < 0 || length > end - position) {
                return false;
            }
            valueFrom = position;
            position += (int) length;
            if (wireType == LENGTH_DELIMITED) {
                return true;
            }
        }
        return false;
    }

    /** Number of the current field. */
    int field() {
        return field;
    }

    /** Where the current field's value starts. */
    int valueFrom() {
        return valueFrom;
    }

    /** Where the current field's value ends. */
    int valueEnd() {
        return position;
    }

    private long lengthOf(int wireType) {
        return switch (wireType) {
            case VARINT -> {
                readVarint();
                yield 0;
            }
            case EIGHT_BYTES -> 8;
            case LENGTH_DELIMITED -> readVarint();
            case FOUR_BYTES -> 4;
            default -> -1;
        };
    }

    private long readVarint() {
        long value = 0;
        for (int shift = 0; shift < 64 && position < end; shift += 7) {
            byte next = bytes[position++];
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        return -1;
    }
}
