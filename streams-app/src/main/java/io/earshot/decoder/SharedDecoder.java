package io.earshot.decoder;

import io.earshot.decoder.ffmpeg.DecodeRequest;
import io.earshot.decoder.ffmpeg.DecodeRequest.Medium;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One decoder process for all sources: started with the first, and again when it ends before this is closed. */
public final class SharedDecoder implements AudioDecoder {
    private static final Logger LOG = LoggerFactory.getLogger(SharedDecoder.class);

    private final AtomicLong restarts = new AtomicLong();
    private DecoderProcess current;
    private volatile DecoderProcess starting;
    private volatile boolean closed;

    @Override
    public DecodedAudio open(Path file, DecodeOptions options) throws IOException {
        return new DecodedStream(
                        this,
                        file.toString(),
                        request(Medium.FILE, file.toAbsolutePath().toString(), options),
                        null)
                .begun();
    }

    @Override
    public DecodedAudio open(InputStream in, String name, DecodeOptions options) throws IOException {
        return new DecodedStream(this, name, request(Medium.LIVE, name, options), in).begun();
    }

    @Override
    public DecodedAudio openRecording(InputStream in, String name, DecodeOptions options) throws IOException {
        return new DecodedStream(this, name, request(Medium.PIPE, name, options), in).begun();
    }

    @Override
    public DecodedAudio openAddress(
            String address, String protocols, Map<String, String> formatOptions, String name, DecodeOptions options)
            throws IOException {
        DecodeRequest request = new DecodeRequest(
                Medium.ADDRESS, address, options.track(), options.channel(), protocols, formatOptions, 0, 0);
        return new DecodedStream(this, name, request, null).begun();
    }

    private static DecodeRequest request(Medium medium, String location, DecodeOptions options) {
        return DecodeRequest.of(medium, location, options.track(), options.channel());
    }

    @Override
    public long restarts() {
        return restarts.get();
    }

    /** The process, while there is one. */
    public synchronized OptionalLong pid() {
        return current == null ? OptionalLong.empty() : OptionalLong.of(current.pid());
    }

    /** Does not wait for a process that is just being started: ends it. */
    @Override
    public void close() throws IOException {
        closed = true;
        DecoderProcess begun = starting;
        if (begun != null) {
            begun.close();
        }
        closeCurrent();
    }

    private synchronized void closeCurrent() throws IOException {
        if (current != null) {
            current.close();
            current = null;
        }
    }

    /** The process that runs now; starts one if there is none. */
    synchronized DecoderProcess process() throws IOException {
        if (closed) {
            throw new IOException("the decoder is closed");
        }
        if (current != null && !current.isAlive()) {
            discard(current);
        }
        if (current == null) {
            current = DecoderProcess.start(spawned -> starting = spawned);
        }
        return current;
    }

    /** A connection of this process broke: it has ended, or cannot be trusted any more. */
    synchronized void broken(DecoderProcess process) throws IOException {
        if (process == current && !closed) {
            discard(process);
        }
    }

    private void discard(DecoderProcess ended) throws IOException {
        restarts.incrementAndGet();
        LOG.warn(
                "the decoder ended unexpectedly ({}); it is started again, files go on where they were",
                ended.ending());
        current = null;
        ended.close();
    }
}
