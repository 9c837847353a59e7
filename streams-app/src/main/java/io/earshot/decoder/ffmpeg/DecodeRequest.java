package io.earshot.decoder.ffmpeg;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * What the decoder is to decode.
 *
 * @param streamed whether the bytes come as {@link MessageType#INPUT}; else {@code name} is a file that the decoder opens
 * @param name the file's path, or what the stream is called
 * @param track which audio track, from 1
 * @param skipSamples samples of the result that are left out at the front, because the program has them
 */
public record DecodeRequest(boolean streamed, String name, int track, long skipSamples) {
    /** The same without the samples that the program has. */
    public DecodeRequest skipping(long samples) {
        return new DecodeRequest(streamed, name, track, samples);
    }

    /** As a message's payload. */
    public ByteBuffer toPayload() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeBoolean(streamed);
        out.writeUTF(name);
        out.writeInt(track);
        out.writeLong(skipSamples);
        return ByteBuffer.wrap(bytes.toByteArray());
    }

    /** @param payload what {@link #toPayload} made; consumed */
    static DecodeRequest of(ByteBuffer payload) throws IOException {
        byte[] bytes = new byte[payload.remaining()];
        payload.get(bytes);
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        return new DecodeRequest(in.readBoolean(), in.readUTF(), in.readInt(), in.readLong());
    }
}
