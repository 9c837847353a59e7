package io.earshot.decoder;

import io.earshot.audio.InvalidAudioException;
import io.earshot.audio.PcmFormat;
import io.earshot.audio.PcmStream;
import io.earshot.decoder.ffmpeg.DecodeRequest;
import io.earshot.decoder.ffmpeg.DecoderMain;
import io.earshot.decoder.ffmpeg.MessageChannel.Message;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The samples that a {@link SharedDecoder} makes of one source. */
final class DecodedStream implements PcmStream {
    private final String name;
    private final int track;
    private final DecoderConnection connection;
    private ByteBuffer pcm = ByteBuffer.allocate(0);
    private long samplesRead;
    private List<String> tracks = List.of();
    private String shortfall;

    private DecodedStream(String name, int track, DecoderConnection connection) {
        this.name = name;
        this.track = track;
        this.connection = connection;
    }

    static DecodedStream ofFile(SharedDecoder decoder, Path file, int track) throws IOException {
        String name = file.toString();
        DecodeRequest request = new DecodeRequest(false, file.toAbsolutePath().toString(), track, 0);
        return new DecodedStream(name, track, new DecoderConnection(decoder, name, request, null)).begun();
    }

    static DecodedStream ofStream(SharedDecoder decoder, InputStream in, String name, int track) throws IOException {
        DecodeRequest request = new DecodeRequest(true, name, track, 0);
        return new DecodedStream(name, track, new DecoderConnection(decoder, name, request, in)).begun();
    }

    @Override
    public PcmFormat format() {
        return DecoderMain.DECODED;
    }

    @Override
    public int read(byte[] buffer) throws IOException {
        int frameBytes = format().frameBytes();
        int whole = buffer.length - buffer.length % frameBytes;
        int filled = 0;
        while (filled < whole && (pcm.hasRemaining() || receivePcm())) {
            int bytes = Math.min(whole - filled, pcm.remaining());
            pcm.get(buffer, filled, bytes);
            filled += bytes;
            samplesRead += bytes / frameBytes;
        }
        return filled == 0 ? -1 : filled;
    }

    @Override
    public List<String> notes() {
        return tracks.size() < 2
                ? List.of()
                : List.of("has " + tracks.size() + " audio tracks; track " + track + " (" + tracks.get(track - 1)
                        + ") is decoded, " + OTHER_TRACKS);
    }

    @Override
    public Optional<String> shortfall() {
        return Optional.ofNullable(shortfall).filter(text -> !text.isEmpty());
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }

    /** Waits for the first samples. */
    private DecodedStream begun() throws IOException {
        try {
            if (!receivePcm()) {
                throw new InvalidAudioException(name + ": has no samples");
            }
            return this;
        } catch (InvalidAudioException | IOException e) {
            close();
            throw e;
        }
    }

    /** Receives more samples; false at the end. */
    private boolean receivePcm() throws IOException {
        while (shortfall == null) {
            Message message = connection.receive(samplesRead);
            switch (message.type()) {
                case OPENED -> tracks = text(message).lines().toList();
                case PCM -> {
                    pcm = message.payload();
                    return true;
                }
                case ENDED -> shortfall = text(message);
                case FAILED -> throw new InvalidAudioException(name + ": " + text(message));
                default -> throw new IOException("the decoder answered with " + message.type());
            }
        }
        return false;
    }

    private static String text(Message message) {
        return StandardCharsets.UTF_8.decode(message.payload()).toString();
    }
}
