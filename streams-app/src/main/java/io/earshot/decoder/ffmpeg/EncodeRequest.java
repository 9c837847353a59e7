package io.earshot.decoder.ffmpeg;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * What the decoder process is to encode. One channel of samples follows as {@link MessageType#INPUT}.
 *
 * @param codec what comes out
 * @param rateHz rate of the samples
 * @param sampleBytes 2, or 3 for 24 bits; little-endian
 * @param file path of the file that is written; a file can be gone back in, so that its head says how long it is
 */
public record EncodeRequest(Codec codec, int rateHz, int sampleBytes, String file) {
    /** What can be written. */
    public enum Codec {
        /** Lossless, with its length and the MD5 of its samples in its head. */
        FLAC("flac", "flac"),
        /** At 48 kHz, in Ogg. */
        OPUS("libopus", "opus");

        private final String encoder;
        private final String container;

        Codec(String encoder, String container) {
            this.encoder = encoder;
            this.container = container;
        }

        String encoder() {
            return encoder;
        }

        String container() {
            return container;
        }
    }

    /** As a message's payload. */
    public ByteBuffer toPayload() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeUTF(codec.name());
        out.writeInt(rateHz);
        out.writeInt(sampleBytes);
        out.writeUTF(file);
        return ByteBuffer.wrap(bytes.toByteArray());
    }

    /** @param payload what {@link #toPayload} made; consumed */
    static EncodeRequest of(ByteBuffer payload) throws IOException {
        byte[] bytes = new byte[payload.remaining()];
        payload.get(bytes);
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        return new EncodeRequest(Codec.valueOf(in.readUTF()), in.readInt(), in.readInt(), in.readUTF());
    }
}
