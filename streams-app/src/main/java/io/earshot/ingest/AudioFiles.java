package io.earshot.ingest;

import io.earshot.audio.InvalidAudioException;
import io.earshot.audio.PcmStream;
import io.earshot.audio.WavFile;
import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Opens audio files of any kind; each refusal is one line that names the file. */
public final class AudioFiles {
    /** The name that means standard input. */
    public static final String STDIN = "-";

    private static final int MOST_SKIPPED_BYTES = 8192;

    private final FfmpegLocation ffmpeg;

    /** Where to find ffmpeg; asked only when it is needed. */
    @FunctionalInterface
    public interface FfmpegLocation {
        Path get() throws IOException;
    }

    public AudioFiles(FfmpegLocation ffmpeg) {
        this.ffmpeg = ffmpeg;
    }

    /** With the ffmpeg that comes with the program. */
    public static AudioFiles bundled() {
        return new AudioFiles(FfmpegExecutable::bundled);
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
        return wav.isPresent() ? wav.get() : FfmpegDecoder.open(ffmpeg.get(), file);
    }

    /**
     * Opens a stream; it is the result's from now on, and closed if it is refused.
     *
     * @param name what messages call it
     */
    public PcmStream open(InputStream stream, String name) throws IOException {
        BufferedInputStream in = new BufferedInputStream(new OnlyReads(stream));
        try {
            requireContent(in, name);
            Optional<WavFile> wav = WavFile.ofIfPlain(in, name);
            return wav.isPresent() ? wav.get() : FfmpegDecoder.open(ffmpeg.get(), in, name);
        } catch (InvalidAudioException | IOException e) {
            in.close();
            throw e;
        }
    }

    private static void requireContent(BufferedInputStream in, String name) throws IOException {
        in.mark(1);
        if (in.read() == -1) {
            throw new InvalidAudioException(name + ": is empty");
        }
        in.reset();
    }

    /** Streams of files ask for their position in order to skip, or to tell what is available; a pipe has none. */
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
