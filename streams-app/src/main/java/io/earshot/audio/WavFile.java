package io.earshot.audio;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The samples of a RIFF WAVE file or stream: integers of 8 (given as 16), 16, 24 or 32 bits, or floats of 32 bits.
 * Closes the stream that it reads.
 */
public final class WavFile implements PcmStream {
    /** How far a header is read before a stream is given back untouched. */
    private static final int MOST_HEADER_BYTES = 1 << 20;

    private final InputStream in;
    private final String name;
    private final WavHeader header;
    private final PcmFormat format;
    private long bytesRead;

    private WavFile(InputStream in, String name, WavHeader header) {
        this.in = in;
        this.name = name;
        this.header = header;
        this.format = new PcmFormat(header.sampleRateHz(), header.channels(), encoding(header));
    }

    /**
     * Opens a file.
     *
     * @throws InvalidAudioException if it is missing, no regular file, empty, no WAVE file, of another coding, or shorter
     *     than its header promises; the message names the file
     */
    public static WavFile open(Path file) throws IOException {
        requireContent(file);
        InputStream in = new BufferedInputStream(Files.newInputStream(file));
        try {
            return of(in, file.toString()).requireWhole(file);
        } catch (InvalidAudioException | IOException e) {
            in.close();
            throw e;
        }
    }

    /** Opens a file as {@link #open} does if it is a WAVE file of a coding that is read here. */
    public static Optional<WavFile> openIfPlain(Path file) throws IOException {
        requireContent(file);
        try (BufferedInputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            if (ofIfPlain(in, file.toString()).isEmpty()) {
                return Optional.empty();
            }
        }
        return Optional.of(open(file));
    }

    /**
     * Reads a stream if it is a WAVE file of a coding that is read here; it is that object's from then on. Otherwise gives
     * nothing, and the stream is where it was.
     *
     * @param name what messages call it
     */
    public static Optional<WavFile> ofIfPlain(BufferedInputStream in, String name) throws IOException {
        in.mark(MOST_HEADER_BYTES);
        boolean wave = WavHeader.announcesWave(in.readNBytes(12));
        in.reset();
        if (!wave) {
            return Optional.empty();
        }
        in.mark(MOST_HEADER_BYTES);
        WavHeader header = WavHeader.read(in, name);
        if (header.isPlain()) {
            return Optional.of(ofHeader(in, name, header));
        }
        in.reset();
        return Optional.empty();
    }

    /**
     * Reads a stream, for example a pipe; it is this object's from now on.
     *
     * @param name what messages call it
     */
    public static WavFile of(InputStream in, String name) throws IOException {
        return ofHeader(in, name, WavHeader.read(in, name));
    }

    /**
     * Requires a regular file with at least one byte.
     *
     * @throws InvalidAudioException with a line that names the file
     */
    public static void requireContent(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new InvalidAudioException(file + ": is a folder, not an audio file");
        }
        if (!Files.exists(file)) {
            throw new InvalidAudioException(file + ": no such file");
        }
        if (!Files.isReadable(file)) {
            throw new InvalidAudioException(file + ": may not be read");
        }
        if (Files.isRegularFile(file) && Files.size(file) == 0) {
            throw new InvalidAudioException(file + ": is empty");
        }
    }

    @Override
    public PcmFormat format() {
        return format;
    }

    @Override
    public int read(byte[] buffer) throws IOException {
        boolean eightBit = header.sampleBytes() == 1;
        int whole = buffer.length - buffer.length % format.frameBytes();
        int stored = eightBit ? whole / 2 : whole;
        int wanted = header.dataBytes() == WavHeader.UNKNOWN
                ? stored
                : (int) Math.min(stored, header.dataBytes() - bytesRead);
        int got = in.readNBytes(buffer, 0, wanted);
        bytesRead += got;
        if (got < wanted && header.dataBytes() != WavHeader.UNKNOWN) {
            throw truncated(name, header.dataBytes(), bytesRead);
        }
        int usable = eightBit ? widen(buffer, got) : got;
        usable -= usable % format.frameBytes();
        return usable == 0 ? -1 : usable;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private static WavFile ofHeader(InputStream in, String name, WavHeader header) {
        if (!header.isPlain()) {
            throw new InvalidAudioException(name + ": WAVE coding " + header.formatTag() + " with "
                    + 8 * header.sampleBytes() + " bits, " + header.channels() + " channels and "
                    + header.sampleRateHz() + " Hz is not read here");
        }
        if (header.dataBytes() == 0) {
            throw new InvalidAudioException(name + ": has no samples");
        }
        return new WavFile(in, name, header);
    }

    private WavFile requireWhole(Path file) throws IOException {
        if (Files.isRegularFile(file)) {
            long present = Files.size(file) - header.headerBytes();
            if (header.dataBytes() > present) {
                throw truncated(name, header.dataBytes(), present);
            }
            if (present == 0) {
                throw new InvalidAudioException(name + ": has no samples");
            }
        }
        return this;
    }

    private static InvalidAudioException truncated(String name, long promised, long present) {
        return new InvalidAudioException(
                name + ": truncated: the header promises " + promised + " bytes of samples, there are " + present);
    }

    private static SampleEncoding encoding(WavHeader header) {
        if (header.formatTag() == WavHeader.TAG_FLOAT) {
            return SampleEncoding.F32;
        }
        return switch (header.sampleBytes()) {
            case 3 -> SampleEncoding.S24;
            case 4 -> SampleEncoding.S32;
            default -> SampleEncoding.S16;
        };
    }

    /** Unsigned 8-bit samples at the front of the buffer become signed 16-bit ones; returns the bytes that they take. */
    private static int widen(byte[] buffer, int samples) {
        for (int i = samples - 1; i >= 0; i--) {
            buffer[2 * i + 1] = (byte) ((buffer[i] & 0xff) - 128);
            buffer[2 * i] = 0;
        }
        return 2 * samples;
    }
}
