package io.earshot.ingest;

import io.earshot.audio.InvalidAudioException;
import io.earshot.audio.MonoStream;
import io.earshot.audio.PcmStream;
import io.earshot.audio.WavFile;
import io.earshot.decoder.AudioDecoder;
import io.earshot.decoder.DecodeOptions;
import io.earshot.decoder.SharedDecoder;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.FileInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Opens audio files of any kind; each error is one line that names the file. Safe for use by several threads. */
public final class AudioFiles implements Closeable {
    /** The name that means standard input. */
    public static final String STDIN = "-";

    private static final int MOST_SKIPPED_BYTES = 8192;

    private final AudioDecoder decoder;
    private final DecodeOptions options;

    /** @param decoder of all that is no plain WAVE; closed with this */
    public AudioFiles(AudioDecoder decoder) {
        this(decoder, DecodeOptions.DEFAULT);
    }

    /**
     * Opens another track or channel.
     *
     * @param decoder of all that is no plain WAVE; closed with this
     * @param options which track and channel of a file
     */
    public AudioFiles(AudioDecoder decoder, DecodeOptions options) {
        this.decoder = decoder;
        this.options = options;
    }

    /** With the decoder that comes with the program; it is started when the first file needs it. */
    public static AudioFiles bundled() {
        return new AudioFiles(new SharedDecoder());
    }

    /**
     * Opens a file, or standard input for {@link #STDIN}.
     *
     * @throws InvalidAudioException if it is not there or holds no sound that can be decoded
     */
    public PcmStream open(String name) throws IOException {
        if (STDIN.equals(name)) {
            return open(System.in, "standard input");
        }
        try {
            return open(Path.of(name));
        } catch (InvalidPathException e) {
            throw new InvalidAudioException(name + ": no such file", e);
        }
    }

    /** Opens a file, or a pipe that has a name. */
    public PcmStream open(Path file) throws IOException {
        WavFile.requireContent(file);
        if (!Files.isRegularFile(file)) {
            return open(new FileInputStream(file.toFile()), file.toString());
        }
        Optional<WavFile> wav = WavFile.openIfPlain(file);
        return wav.isPresent() ? mono(wav.get(), file.toString()) : decoder.open(file, options);
    }

    /**
     * Opens a stream; it belongs to the result, and is closed if it is rejected.
     *
     * @param name what messages call it
     */
    public PcmStream open(InputStream stream, String name) throws IOException {
        BufferedInputStream in = new BufferedInputStream(new OnlyReads(stream));
        try {
            requireContent(in, name);
            Optional<WavFile> wav = WavFile.ofIfPlain(in, name);
            return wav.isPresent() ? mono(wav.get(), name) : decoder.openRecording(in, name, options);
        } catch (InvalidAudioException | IOException e) {
            in.close();
            throw e;
        }
    }

    /** How often decoding had to be started again. */
    public long decoderRestarts() {
        return decoder.restarts();
    }

    @Override
    public void close() throws IOException {
        decoder.close();
    }

    /** The channel of a plain WAVE file that is heard. */
    private PcmStream mono(WavFile wav, String name) throws IOException {
        try {
            if (options.track() > 1) {
                throw new InvalidAudioException("has no audio track " + options.track() + ", only 1");
            }
            return wav.format().channels() == 1 && options.channel() <= 1
                    ? wav
                    : new MonoStream(wav, options.channel());
        } catch (InvalidAudioException e) {
            wav.close();
            throw new InvalidAudioException(name + ": " + e.getMessage(), e);
        }
    }

    private static void requireContent(BufferedInputStream in, String name) throws IOException {
        in.mark(1);
        if (in.read() == -1) {
            throw new InvalidAudioException(name + ": is empty");
        }
        in.reset();
    }

    /** Streams of files need their position in order to skip, or to know what is available; a pipe has none. */
    private static final class OnlyReads extends FilterInputStream {
        OnlyReads(InputStream in) {
            super(in);
        }

        @Override
        public long skip(long bytes) throws IOException {
            byte[] skipped = new byte[(int) Math.min(Math.max(bytes, 0), MOST_SKIPPED_BYTES)];
            return Math.max(0, read(skipped));
        }

        @Override
        public int available() {
            return 0;
        }
    }
}
