package io.earshot.decoder;

import io.earshot.audio.PcmFormat;
import io.earshot.decoder.ffmpeg.EncodeRequest;
import io.earshot.decoder.ffmpeg.EncodeRequest.Codec;
import io.earshot.decoder.ffmpeg.MessageChannel;
import io.earshot.decoder.ffmpeg.MessageChannel.Message;
import io.earshot.decoder.ffmpeg.MessageType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Encodes sound into files, in a decoder process. Safe for use by several threads. */
public final class AudioEncoder {
    /** A multiple of 2 and of 3, so that no sample is divided. */
    private static final int BATCH_BYTES = 96_000;

    private final SharedDecoder decoder;

    /** @param decoder whose process encodes; is left open */
    public AudioEncoder(SharedDecoder decoder) {
        this.decoder = decoder;
    }

    /** Lossless, with exact length. */
    public void flac(PcmFormat format, byte[] pcm, Path file) throws IOException {
        encode(Codec.FLAC, format, pcm, file);
    }

    /** Opus at 48 kHz, in Ogg. */
    public void opus(PcmFormat format, byte[] pcm, Path file) throws IOException {
        encode(Codec.OPUS, format, pcm, file);
    }

    /**
     * @param format one channel of 16 or 24 bits
     * @param pcm Not modified.
     * @param file is written over
     * @throws IOException if it cannot be encoded; the message is the reason
     */
    private void encode(Codec codec, PcmFormat format, byte[] pcm, Path file) throws IOException {
        if (format.channels() != 1 || format.frameBytes() > 3) {
            throw new IllegalArgumentException("only one channel of 16 or 24 bits is encoded, not " + format);
        }
        DecoderProcess process = decoder.process();
        try (MessageChannel channel = process.connect()) {
            channel.send(
                    MessageType.ENCODE,
                    new EncodeRequest(
                                    codec,
                                    format.sampleRateHz(),
                                    format.frameBytes(),
                                    file.toAbsolutePath().toString())
                            .toPayload());
            for (int at = 0; at < pcm.length; at += BATCH_BYTES) {
                channel.send(MessageType.INPUT, ByteBuffer.wrap(pcm, at, Math.min(BATCH_BYTES, pcm.length - at)));
            }
            channel.send(MessageType.INPUT_END, ByteBuffer.allocate(0));
            Message answer = channel.receive();
            if (answer.type() != MessageType.ENDED) {
                throw new RefusedException(codec + ": " + StandardCharsets.UTF_8.decode(answer.payload()));
            }
        } catch (RefusedException e) {
            throw e;
        } catch (IOException e) {
            decoder.broken(process);
            throw new IOException("the encoder ended: " + e.getMessage(), e);
        }
    }

    private static final class RefusedException extends IOException {
        private static final long serialVersionUID = 1L;

        RefusedException(String message) {
            super(message);
        }
    }
}
