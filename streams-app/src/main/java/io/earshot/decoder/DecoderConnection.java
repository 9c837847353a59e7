package io.earshot.decoder;

import io.earshot.audio.InvalidAudioException;
import io.earshot.decoder.ffmpeg.DecodeRequest;
import io.earshot.decoder.ffmpeg.DecoderMain;
import io.earshot.decoder.ffmpeg.MessageChannel;
import io.earshot.decoder.ffmpeg.MessageChannel.Message;
import io.earshot.decoder.ffmpeg.MessageType;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Locale;

/** Connects one source with a decoder process. When that ends, a file goes on in another one, where it was. */
final class DecoderConnection implements Closeable {
    /** Ends of the process at one place of a file after which the file is decoded apart from the others. */
    private static final int ENDS_BEFORE_APART = 2;

    /** Guards what closing ends. */
    private final Object lock = new Object();

    private final SharedDecoder decoder;
    private final String name;
    private final DecodeRequest request;
    private final InputStream input;
    private DecoderProcess process;
    private boolean isApart;
    private MessageChannel channel;
    private InputFeeder feeder;
    private long samplesRead;
    private long missingRead;
    private long secondsSkipped;
    private int endsHere;
    private volatile boolean closed;

    /**
     * @param name of the source, in messages
     * @param request what to decode, from its start
     * @param input null for a file and for an address; closed with this
     */
    DecoderConnection(SharedDecoder decoder, String name, DecodeRequest request, InputStream input) {
        this.decoder = decoder;
        this.name = name;
        this.request = request;
        this.input = input;
    }

    /**
     * The next message, from another process if this one has ended.
     *
     * @param samples how many were read so far
     * @throws InvalidAudioException if decoding the source ends its process again and again, or cannot go on
     */
    Message receive(long samples) throws IOException {
        samplesRead = samples;
        Message message = receiveNext();
        while (message.type() == MessageType.PCM && !message.payload().hasRemaining()) {
            secondsSkipped++;
            message = receiveNext();
        }
        if (message.type() == MessageType.PCM) {
            endsHere = 0;
        } else if (message.type() == MessageType.MISSING) {
            missingRead += message.payload().getLong(0);
        } else if (feeder != null && message.type().isLast()) {
            feeder.requireNoFailure();
        }
        return message;
    }

    @Override
    public void close() throws IOException {
        closed = true;
        disconnect();
        if (input != null) {
            input.close();
        }
    }

    private Message receiveNext() throws IOException {
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
        boolean apart = canBeReadAgain() && endsHere >= ENDS_BEFORE_APART;
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
        opened.send(
                MessageType.REQUEST, request.skipping(samplesRead, missingRead).toPayload());
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

    /** Lets a file go on with another process if this one has ended. */
    private void leaveProcess(IOException broken) throws IOException {
        String ending = process.ending();
        boolean hasEnded = !process.isAlive();
        disconnect();
        String where = String.format(Locale.ROOT, "%.1f s", DecoderMain.DECODED.seconds(samplesRead));
        if (isApart) {
            throw new InvalidAudioException(name + ": ends the decoder at " + where + " (" + ending + ")");
        }
        if (!hasEnded) {
            // The other sources go on: this one alone is at fault.
            throw new InvalidAudioException(
                    name + ": cannot be decoded further than " + where + " (" + broken.getMessage() + ")");
        }
        decoder.broken(process);
        if (request.medium() == DecodeRequest.Medium.ADDRESS) {
            throw new IOException(name + ": the decoder ended at " + where + " (" + ending + ")");
        }
        if (!canBeReadAgain()) {
            throw new InvalidAudioException(
                    name + ": the decoder ended at " + where + " (" + ending + "), and a stream cannot be read again");
        }
        // An end while this was still on its way back to where it had been is another file's doing.
        if (secondsSkipped + 1 >= samplesRead / DecoderMain.DECODED.sampleRateHz()) {
            endsHere++;
        }
        process = null;
        channel = null;
    }

    private boolean canBeReadAgain() {
        return request.medium() == DecodeRequest.Medium.FILE;
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

    /** Sends the bytes of a stream's container. */
    private static final class Container extends OutputStream {
        private final MessageChannel channel;

        Container(MessageChannel channel) {
            this.channel = channel;
        }

        @Override
        public void write(int single) throws IOException {
            write(new byte[] {(byte) single}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            channel.send(MessageType.INPUT, ByteBuffer.wrap(bytes, from, count));
        }

        @Override
        public void close() throws IOException {
            channel.send(MessageType.INPUT_END, ByteBuffer.allocate(0));
        }
    }
}
