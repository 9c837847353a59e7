package io.earshot.decoder;

import io.earshot.audio.InvalidAudioException;
import io.earshot.audio.PcmFormat;
import io.earshot.audio.PcmStream;
import io.earshot.decoder.ffmpeg.DecodeRequest;
import io.earshot.decoder.ffmpeg.DecodedTracks;
import io.earshot.decoder.ffmpeg.DecoderMain;
import io.earshot.decoder.ffmpeg.MessageChannel;
import io.earshot.decoder.ffmpeg.MessageChannel.Message;
import io.earshot.decoder.ffmpeg.MessageType;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a {@link SharedDecoder} makes of one source. A file goes on where it was when the process ends. */
final class DecodedStream implements PcmStream {
    /** Ends of the process at one place of a file after which the file is decoded apart from the others. */
    private static final int ENDS_BEFORE_APART = 2;

    /** Guards what closing ends. */
    private final Object lock = new Object();

    private final SharedDecoder decoder;
    private final String name;
    private final String location;
    private final int track;
    private final InputStream input;
    private DecoderProcess process;
    private boolean isApart;
    private MessageChannel channel;
    private InputFeeder feeder;
    private ByteBuffer pcm = ByteBuffer.allocate(0);
    private long samplesRead;
    private long secondsSkipped;
    private int endsHere;
    private List<String> tracks = List.of();
    private String shortfall;
    private volatile boolean closed;

    private DecodedStream(SharedDecoder decoder, String name, String location, int track, InputStream input) {
        this.decoder = decoder;
        this.name = name;
        this.location = location;
        this.track = track;
        this.input = input;
    }

    static DecodedStream ofFile(SharedDecoder decoder, Path file, int track) throws IOException {
        String location = file.toAbsolutePath().toString();
        return new DecodedStream(decoder, file.toString(), location, track, null).begun();
    }

    static DecodedStream ofStream(SharedDecoder decoder, InputStream in, String name, int track) throws IOException {
        return new DecodedStream(decoder, name, name, track, in).begun();
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
                : List.of("has " + tracks.size() + " audio tracks; this is " + track + " (" + tracks.get(track - 1)
                        + "), --track chooses another");
    }

    @Override
    public Optional<String> shortfall() {
        return Optional.ofNullable(shortfall).filter(text -> !text.isEmpty());
    }

    @Override
    public void close() throws IOException {
        closed = true;
        disconnect();
        if (input != null) {
            input.close();
        }
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
            Message message = receive();
            switch (message.type()) {
                case OPENED -> tracks = DecodedTracks.of(message.payload()).descriptions();
                case PCM -> {
                    pcm = message.payload();
                    if (pcm.hasRemaining()) {
                        endsHere = 0;
                        return true;
                    }
                    secondsSkipped++;
                }
                case ENDED -> ended(text(message));
                case FAILED -> throw failed(text(message));
                default -> throw new IOException("the decoder answered with " + message.type());
            }
        }
        return false;
    }

    private void ended(String missing) throws IOException {
        requireWholeInput();
        shortfall = missing;
    }

    private InvalidAudioException failed(String reason) throws IOException {
        requireWholeInput();
        return new InvalidAudioException(name + ": " + reason);
    }

    private void requireWholeInput() throws IOException {
        if (feeder != null) {
            feeder.requireNoFailure();
        }
    }

    /** The next message, from another process if this one ends. */
    private Message receive() throws IOException {
        while (true) {
            if (process == null) {
                chooseProcess();
            }
            try {
                if (channel == null) {
                    connect();
                }
                return channel.receive();
            } catch (IOException e) {
                requireOpen(e);
                leaveProcess(e);
            }
        }
    }

    private void chooseProcess() throws IOException {
        boolean apart = input == null && endsHere >= ENDS_BEFORE_APART;
        DecoderProcess chosen = apart ? DecoderProcess.start(spawned -> {}) : decoder.process();
        synchronized (lock) {
            process = chosen;
            isApart = apart;
            requireOpen();
        }
    }

    private void connect() throws IOException {
        MessageChannel opened = process.connect();
        synchronized (lock) {
            channel = opened;
            requireOpen();
        }
        secondsSkipped = 0;
        opened.send(MessageType.REQUEST, new DecodeRequest(input != null, location, track, samplesRead).toPayload());
        if (input != null) {
            feeder = InputFeeder.start(input, new Container(opened));
        }
    }

    /** Close may come on another thread at any moment; what it did not see is closed here. */
    private void requireOpen() throws IOException {
        if (closed) {
            disconnect();
            throw new IOException(name + ": is closed");
        }
    }

    private void requireOpen(IOException e) throws IOException {
        if (closed) {
            throw new IOException(name + ": is closed", e);
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("interrupted while decoding " + name);
        }
    }

    /** Files go on with another process if this one has ended. */
    private void leaveProcess(IOException broken) throws IOException {
        String ending = process.ending();
        boolean hasEnded = !process.isAlive();
        disconnect();
        if (isApart) {
            throw new InvalidAudioException(name + ": ends the decoder at " + seconds() + " (" + ending + ")");
        }
        if (!hasEnded) {
            // The others go on: it is this source's own trouble.
            throw new InvalidAudioException(
                    name + ": cannot be decoded further than " + seconds() + " (" + broken.getMessage() + ")");
        }
        decoder.broken(process);
        if (input != null) {
            throw new InvalidAudioException(name + ": the decoder ended at " + seconds() + " (" + ending
                    + "), and a stream cannot be read again");
        }
        countEnd();
        process = null;
        channel = null;
    }

    /** An end while this was still on its way back to where it had been is another file's doing. */
    private void countEnd() {
        if (secondsSkipped + 1 >= samplesRead / format().sampleRateHz()) {
            endsHere++;
        }
    }

    private void disconnect() throws IOException {
        synchronized (lock) {
            if (channel != null) {
                channel.close();
            }
            if (isApart && process != null) {
                process.close();
            }
        }
    }

    /** Where the bytes of a stream go. */
    private record Container(MessageChannel channel) implements InputFeeder.Sink {
        @Override
        public void accept(byte[] bytes, int count) throws IOException {
            channel.send(MessageType.INPUT, ByteBuffer.wrap(bytes, 0, count));
        }

        @Override
        public void end() throws IOException {
            channel.send(MessageType.INPUT_END, ByteBuffer.allocate(0));
        }
    }

    private String seconds() {
        return String.format(Locale.ROOT, "%.1f s", (double) samplesRead / format().sampleRateHz());
    }

    private static String text(Message message) {
        return StandardCharsets.UTF_8.decode(message.payload()).toString();
    }
}
