package io.earshot.ingest;

import io.earshot.audio.PcmFormat;
import io.earshot.audio.PcmStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The beginning of a stream; what is missing in it counts too. */
public final class LimitedStream implements PcmStream {
    private final PcmStream inner;
    private long bytesLeft;

    /**
     * @param inner is closed with this
     * @param seconds of it that are played; to its end if infinite
     */
    public LimitedStream(PcmStream inner, double seconds) {
        this.inner = inner;
        this.bytesLeft = inner.format().bytes(seconds);
    }

    @Override
    public PcmFormat format() {
        return inner.format();
    }

    @Override
    public int read(byte[] buffer) throws IOException {
        bytesLeft -= missingSamples() * format().frameBytes();
        if (bytesLeft == 0) {
            return -1;
        }
        byte[] part = buffer.length <= bytesLeft ? buffer : new byte[(int) bytesLeft];
        int read = inner.read(part);
        if (read > 0) {
            bytesLeft -= read;
            System.arraycopy(part, 0, buffer, 0, part == buffer ? 0 : read);
        }
        return read;
    }

    @Override
    public List<String> notes() {
        return inner.notes();
    }

    /** None if it played as long as it should. */
    @Override
    public Optional<String> shortfall() {
        return bytesLeft == 0 ? Optional.empty() : inner.shortfall();
    }

    @Override
    public long missingSamples() {
        return Math.min(inner.missingSamples(), bytesLeft / format().frameBytes());
    }

    @Override
    public String title() {
        return inner.title();
    }

    @Override
    public void close() throws IOException {
        inner.close();
    }
}
