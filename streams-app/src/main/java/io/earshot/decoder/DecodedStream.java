package io.earshot.decoder;

import io.earshot.audio.HeardChannel;
import io.earshot.audio.InvalidAudioException;
import io.earshot.audio.PcmFormat;
import io.earshot.decoder.ffmpeg.DecodeRequest;
import io.earshot.decoder.ffmpeg.DecodedForm;
import io.earshot.decoder.ffmpeg.DecoderMain;
import io.earshot.decoder.ffmpeg.MessageChannel.Message;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The samples that a {@link SharedDecoder} makes of one source. */
final class DecodedStream implements DecodedAudio {
    private final String name;
    private final int track;
    private final DecoderConnection connection;
    private ByteBuffer pcm = ByteBuffer.allocate(0);
    private long samplesRead;
    private long missing;
    private List<String> tracks = List.of();
    private DecodedForm form = new DecodedForm("", HeardChannel.asked(HeardChannel.MIX));
    private HeardChannel noted = form.heard();
    private String title = "";
    private String shortfall;
    private Exception broken;

    /** @param input null if the decoder opens the source; closed with this */
    DecodedStream(SharedDecoder decoder, String name, DecodeRequest request, InputStream input) {
        this.name = name;
        this.track = request.track();
        this.connection = new DecoderConnection(decoder, name, request, input);
    }

    /** This, once the first samples are there. */
    DecodedStream begun() throws IOException {
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

    @Override
    public PcmFormat format() {
        return DecoderMain.DECODED;
    }

    /** Waits for what follows when it has given all that came: whether that goes on without a hole shows only then. */
    @Override
    public int read(byte[] buffer) throws IOException {
        int frameBytes = format().frameBytes();
        int whole = buffer.length - buffer.length % frameBytes;
        int filled = 0;
        requireUnbroken();
        missing = 0;
        while (filled < whole && pcm.hasRemaining()) {
            int bytes = Math.min(whole - filled, pcm.remaining());
            pcm.get(buffer, filled, bytes);
            filled += bytes;
            samplesRead += bytes / frameBytes;
            if (!pcm.hasRemaining() && (!follows(filled == whole) || missing > 0)) {
                break;
            }
        }
        return filled == 0 ? -1 : filled;
    }

    @Override
    public String description() {
        return form.description();
    }

    @Override
    public String heardChannel() {
        return form.heard().text();
    }

    /** Besides the tracks, that another channel is heard than was asked for, once that has been so. */
    @Override
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (tracks.size() > 1) {
            notes.add("has " + tracks.size() + " audio tracks; track " + track + " (" + tracks.get(track - 1)
                    + ") is decoded, " + OTHER_TRACKS);
        }
        if (!noted.why().isEmpty()) {
            notes.add(noted.note());
        }
        return notes;
    }

    @Override
    public Optional<String> shortfall() {
        return Optional.ofNullable(shortfall).filter(text -> !text.isEmpty());
    }

    @Override
    public long missingSamples() {
        return missing;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }

    /** Receives more samples; false at the end. What breaks behind a buffer that is full is for the next read to say. */
    private boolean follows(boolean full) throws IOException {
        try {
            return receivePcm();
        } catch (IOException | InvalidAudioException e) {
            broken = e;
            if (!full) {
                requireUnbroken();
            }
            return false;
        }
    }

    private void requireUnbroken() throws IOException {
        if (broken instanceof IOException e) {
            throw e;
        } else if (broken instanceof InvalidAudioException e) {
            throw e;
        }
    }

    /** Receives more samples; false at the end. */
    private boolean receivePcm() throws IOException {
        while (shortfall == null) {
            Message message = connection.receive(samplesRead);
            switch (message.type()) {
                case OPENED -> tracks = text(message).lines().toList();
                case FORM -> take(DecodedForm.of(message.payload()));
                case TITLE -> title = text(message);
                case MISSING -> missing += message.payload().getLong(0);
                case PCM -> {
                    pcm = message.payload();
                    return true;
                }
                case ENDED -> shortfall = text(message);
                case FAILED -> throw new InvalidAudioException(name + ": " + text(message));
                case REFUSED -> throw refusal(text(message));
                default -> throw new IOException("the decoder answered with " + message.type());
            }
        }
        return false;
    }

    private void take(DecodedForm now) {
        form = now;
        noted = now.heard().why().isEmpty() ? noted : now.heard();
    }

    private AddressException refusal(String text) {
        String[] lines = text.split("\n", 2);
        return new AddressException(AddressException.Fault.valueOf(lines[0]), name + ": " + lines[1]);
    }

    private static String text(Message message) {
        return StandardCharsets.UTF_8.decode(message.payload()).toString();
    }
}
