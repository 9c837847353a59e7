package io.earshot.decoder.ffmpeg;

import io.earshot.audio.Shortfall;
import io.earshot.decoder.ffmpeg.MessageChannel.Message;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/** Decodes the source of one connection, on a thread of its own. */
final class DecodingSession implements Runnable {
    private static final int BATCH_BYTES = 16_384;
    /** Codecs pad and trim by some thousand samples: what is missing less is not missing. */
    private static final double TOLERATED_SECONDS = 0.25;

    private final MessageChannel channel;
    private final ByteBuffer batch = ByteBuffer.allocate(BATCH_BYTES);
    private DecodeRequest request;
    private long samples;
    private long secondsReported;
    private boolean opened;

    DecodingSession(MessageChannel channel) {
        this.channel = channel;
    }

    @Override
    public void run() {
        try (channel) {
            Message first = channel.receive();
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
        try (ReadableByteChannel bytes = bytes();
                AudioInput input = AudioInput.open(bytes, request.name(), request.track())) {
            String shortfall = decode(input);
            flush();
            if (opened) {
                send(MessageType.ENDED, shortfall);
            } else {
                send(MessageType.FAILED, shortfall.isEmpty() ? "has no samples" : shortfall);
            }
        } catch (DecodingException e) {
            send(MessageType.FAILED, e.getMessage());
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            // It fails this source only.
            send(MessageType.FAILED, "the decoder failed: " + e);
        }
    }

    private ReadableByteChannel bytes() throws IOException, DecodingException {
        if (request.streamed()) {
            return new StreamedBytes(channel);
        }
        try {
            return FileChannel.open(Path.of(request.name()), StandardOpenOption.READ);
        } catch (IOException e) {
            throw new DecodingException("cannot be read (" + e.getMessage() + ")");
        }
    }

    /** Decodes to the end; gives what is missing there. */
    private String decode(AudioInput input) throws IOException {
        try {
            while (input.decodeNext(out -> take(out, input))) {
                if (request.streamed()) {
                    flush();
                }
            }
        } catch (DecodingException e) {
            return "breaks off after " + seconds(samples) + " (" + e.getMessage() + ")";
        }
        long promised = input.promisedSamples().orElse(samples);
        int rateHz = DecoderMain.DECODED.sampleRateHz();
        return promised - samples > TOLERATED_SECONDS * rateHz ? Shortfall.brokenOff(samples, promised, rateHz) : "";
    }

    private void take(ByteBuffer out, AudioInput input) throws IOException {
        int frameBytes = DecoderMain.DECODED.frameBytes();
        long toSkip = Math.max(0, request.skipSamples() - samples);
        samples += out.remaining() / frameBytes;
        out.position((int) Math.min(out.limit(), out.position() + toSkip * frameBytes));
        if (!opened) {
            opened = true;
            send(MessageType.OPENED, input.tracks());
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
        return String.format(Locale.ROOT, "%.1f s", (double) samples / DecoderMain.DECODED.sampleRateHz());
    }
}
