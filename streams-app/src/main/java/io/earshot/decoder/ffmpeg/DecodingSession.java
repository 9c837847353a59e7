package io.earshot.decoder.ffmpeg;

import io.earshot.audio.Shortfall;
import io.earshot.decoder.ffmpeg.DecodeRequest.Medium;
import io.earshot.decoder.ffmpeg.MessageChannel.Message;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Optional;

/** Decodes the source of one connection, on a thread of its own. */
final class DecodingSession implements Runnable, AudioInput.Sink {
    private static final int BATCH_BYTES = 16_384;
    /** Codecs pad and trim by some thousand samples: what is missing less is not missing. */
    private static final double TOLERATED_SECONDS = 0.25;

    private final MessageChannel channel;
    private final ByteBuffer batch = ByteBuffer.allocate(BATCH_BYTES);
    private DecodeRequest request;
    private String tracks = "";
    private long samples;
    private long missing;
    private long secondsReported;
    private boolean opened;

    DecodingSession(MessageChannel channel) {
        this.channel = channel;
    }

    @Override
    public void run() {
        try (channel) {
            Message first = channel.receive();
            if (first.type() == MessageType.ENCODE) {
                new EncodingSession(channel).run(first.payload());
                return;
            }
            if (first.type() != MessageType.REQUEST) {
                throw new IOException("a connection began with " + first.type());
            }
            request = DecodeRequest.of(first.payload());
            decode();
        } catch (IOException e) {
            // The program has closed the source, or ended: nobody listens.
            return;
        }
    }

    private void decode() throws IOException {
        try (Interruption interruption = new Interruption()) {
            if (request.medium() == Medium.ADDRESS) {
                raiseAtTheEndOf(channel, interruption);
                decode(Optional.empty(), interruption);
                return;
            }
            try (ReadableByteChannel bytes = bytes()) {
                decode(Optional.of(bytes), interruption);
            }
        } catch (DecodingException e) {
            fail(e.fault(), e.getMessage());
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            // It fails this source only.
            fail(ConnectionFault.OTHER, "the decoder failed: " + e);
        }
    }

    private void decode(Optional<ReadableByteChannel> bytes, Interruption interruption)
            throws IOException, DecodingException {
        try (MediaContainer container = MediaContainer.open(request, bytes, interruption);
                AudioInput input = AudioInput.open(container, request.channel())) {
            tracks = container.tracks();
            String shortfall = decode(container, input);
            flush();
            if (opened) {
                send(MessageType.ENDED, shortfall);
            } else {
                fail(ConnectionFault.NO_SOUND, shortfall.isEmpty() ? "has no samples" : shortfall);
            }
        }
    }

    /** The program sends nothing more for an address: what is received is the end of it, when it closes the source. */
    private static void raiseAtTheEndOf(MessageChannel channel, Interruption interruption) {
        Thread thread = new Thread(
                () -> {
                    try {
                        channel.receive();
                    } catch (IOException e) {
                        interruption.raise();
                    }
                },
                Thread.currentThread().getName() + "-end");
        thread.setDaemon(true);
        thread.start();
    }

    private void fail(ConnectionFault fault, String reason) throws IOException {
        if (request.medium() == Medium.ADDRESS) {
            send(MessageType.REFUSED, fault + "\n" + reason);
        } else {
            send(MessageType.FAILED, reason);
        }
    }

    private ReadableByteChannel bytes() throws IOException, DecodingException {
        if (request.medium() != Medium.FILE) {
            return new StreamedBytes(channel);
        }
        try {
            return FileChannel.open(Path.of(request.location()), StandardOpenOption.READ);
        } catch (IOException e) {
            throw new DecodingException("cannot be read (" + e.getMessage() + ")");
        }
    }

    /** Decodes to the end; gives what is missing there. */
    private String decode(MediaContainer container, AudioInput input) throws IOException, DecodingException {
        try {
            while (input.decodeNext(this)) {
                if (request.medium().isPrompt()) {
                    flush();
                }
            }
        } catch (DecodingException e) {
            if (samples == 0) {
                throw e;
            }
            return "breaks off after " + seconds(samples) + " (" + e.getMessage() + ")";
        }
        long there = samples + missing;
        long promised = container.promisedSamples().orElse(there);
        int rateHz = DecoderMain.DECODED.sampleRateHz();
        return promised - there > TOLERATED_SECONDS * rateHz ? Shortfall.brokenOff(there, promised, rateHz) : "";
    }

    @Override
    public void missing(long more) throws IOException {
        flush();
        missing += more;
        if (missing > request.skipMissing()) {
            channel.send(MessageType.MISSING, ByteBuffer.allocate(Long.BYTES).putLong(0, more));
        }
    }

    @Override
    public void form(DecodedForm form) throws IOException {
        flush();
        channel.send(MessageType.FORM, form.toPayload());
    }

    @Override
    public void title(String title) throws IOException {
        flush();
        send(MessageType.TITLE, title);
    }

    @Override
    public void samples(ByteBuffer out) throws IOException {
        int frameBytes = DecoderMain.DECODED.frameBytes();
        long toSkip = Math.max(0, request.skipSamples() - samples);
        samples += out.remaining() / frameBytes;
        out.position((int) Math.min(out.limit(), out.position() + toSkip * frameBytes));
        if (!opened) {
            opened = true;
            send(MessageType.OPENED, tracks);
        }
        if (toSkip > 0) {
            sendProgress();
        }
        while (out.hasRemaining()) {
            int bytes = Math.min(out.remaining(), batch.remaining());
            batch.put(out.slice(out.position(), bytes));
            out.position(out.position() + bytes);
            if (!batch.hasRemaining()) {
                flush();
            }
        }
    }

    /** Samples that are left out take time too: an empty message for each second of them shows that decoding goes on. */
    private void sendProgress() throws IOException {
        while (samples / DecoderMain.DECODED.sampleRateHz() > secondsReported) {
            secondsReported++;
            channel.send(MessageType.PCM, ByteBuffer.allocate(0));
        }
    }

    private void flush() throws IOException {
        batch.flip();
        if (batch.hasRemaining()) {
            channel.send(MessageType.PCM, batch);
        }
        batch.clear();
    }

    private void send(MessageType type, String text) throws IOException {
        channel.send(type, StandardCharsets.UTF_8.encode(text));
    }

    private static String seconds(long samples) {
        return String.format(Locale.ROOT, "%.1f s", DecoderMain.DECODED.seconds(samples));
    }
}
