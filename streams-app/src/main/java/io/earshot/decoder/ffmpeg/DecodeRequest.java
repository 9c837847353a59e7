package io.earshot.decoder.ffmpeg;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the decoder is to decode.
 *
 * @param medium where its bytes come from
 * @param location the file's path, the stream's name, or the address
 * @param track which audio track, from 1
 * @param channel which of its channels, from 1; 0 for a mix
 * @param protocols that FFmpeg may use, with commas between them; of an address only
 * @param formatOptions FFmpeg's; of an address only
 * @param skipSamples samples of the result that are left out at the front, because the program has them
 * @param skipMissing missing samples that are not told, because the program knows of them
 */
public record DecodeRequest(
        Medium medium,
        String location,
        int track,
        int channel,
        String protocols,
        Map<String, String> formatOptions,
        long skipSamples,
        long skipMissing) {
    /** Where bytes come from. */
    public enum Medium {
        /** A file that the decoder opens, and in which it may go back. */
        FILE,
        /** They come as {@link MessageType#INPUT}, and are examined as long as a file's are. */
        PIPE,
        /** They come as {@link MessageType#INPUT}, as they are broadcast: the first samples must not wait. */
        LIVE,
        /** FFmpeg opens an address. */
        ADDRESS;

        /** Whether its samples are wanted as soon as they are there. */
        boolean isPrompt() {
            return this != FILE;
        }

        /** Whether it is joined somewhere on the way. */
        boolean isBroadcast() {
            return this == LIVE || this == ADDRESS;
        }
    }

    public DecodeRequest {
        formatOptions = Map.copyOf(formatOptions);
    }

    /** Bytes that FFmpeg does not open itself. */
    public static DecodeRequest of(Medium medium, String location, int track, int channel) {
        return new DecodeRequest(medium, location, track, channel, "", Map.of(), 0, 0);
    }

    /** The same without what the program has. */
    public DecodeRequest skipping(long samples, long missing) {
        return new DecodeRequest(medium, location, track, channel, protocols, formatOptions, samples, missing);
    }

    /** As a message's payload. */
    public ByteBuffer toPayload() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeUTF(medium.name());
        out.writeUTF(location);
        out.writeInt(track);
        out.writeInt(channel);
        out.writeUTF(protocols);
        out.writeInt(formatOptions.size());
        for (Map.Entry<String, String> option : formatOptions.entrySet()) {
            out.writeUTF(option.getKey());
            out.writeUTF(option.getValue());
        }
        out.writeLong(skipSamples);
        out.writeLong(skipMissing);
        return ByteBuffer.wrap(bytes.toByteArray());
    }

    /** @param payload what {@link #toPayload} made; consumed */
    static DecodeRequest of(ByteBuffer payload) throws IOException {
        byte[] bytes = new byte[payload.remaining()];
        payload.get(bytes);
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        Medium medium = Medium.valueOf(in.readUTF());
        String location = in.readUTF();
        int track = in.readInt();
        int channel = in.readInt();
        String protocols = in.readUTF();
        Map<String, String> options = new TreeMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            options.put(in.readUTF(), in.readUTF());
        }
        return new DecodeRequest(medium, location, track, channel, protocols, options, in.readLong(), in.readLong());
    }
}
