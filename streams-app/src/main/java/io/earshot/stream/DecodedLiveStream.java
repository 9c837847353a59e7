package io.earshot.stream;

import io.earshot.audio.PcmFormat;
import io.earshot.decoder.DecodedAudio;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** One connection whose audio one decoder reads from its beginning to its end. */
final class DecodedLiveStream implements LiveStream {
    private final DecodedAudio audio;
    private final Supplier<String> title;
    private final boolean finite;
    private final Runnable connection;
    private final UnaryOperator<String> redaction;

    /**
     * @param title what is played now, as the stream tells it
     * @param connection ends what the decoder reads from
     * @param redaction takes secrets out of messages
     */
    DecodedLiveStream(
            DecodedAudio audio,
            Supplier<String> title,
            boolean finite,
            Runnable connection,
            UnaryOperator<String> redaction) {
        this.audio = audio;
        this.title = title;
        this.finite = finite;
        this.connection = connection;
        this.redaction = redaction;
    }

    @Override
    public PcmFormat format() {
        return audio.format();
    }

    @Override
    public int read(byte[] buffer) throws IOException {
        return Redacted.run(() -> audio.read(buffer), redaction);
    }

    @Override
    public long missingSamples() {
        return audio.missingSamples();
    }

    @Override
    public String title() {
        String told = title.get();
        return told.isEmpty() ? audio.title() : told;
    }

    @Override
    public List<String> notes() {
        return audio.notes();
    }

    @Override
    public Optional<String> shortfall() {
        return audio.shortfall().map(redaction);
    }

    @Override
    public String description() {
        return audio.description();
    }

    @Override
    public String heardChannel() {
        return audio.heardChannel();
    }

    @Override
    public boolean isFinite() {
        return finite;
    }

    @Override
    public void close() throws IOException {
        connection.run();
        audio.close();
    }
}
