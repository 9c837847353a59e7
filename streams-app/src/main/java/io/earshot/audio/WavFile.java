package io.earshot.audio;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The samples of a RIFF WAVE file or stream: integers of 8 (given as 16), 16, 24 or 32 bits, or floats of 32 bits.
 * A truncated file gives what is there, and reports at its end what is missing. Closes the stream that it reads.
 */
public final class WavFile implements PcmStream {
    /** Most bytes of a header that can be read and reset. */
    private static final int MOST_HEADER_BYTES = 1 << 20;

    private final InputStream in;
    private final WavHeader header;
    private final PcmFormat format;
    private long bytesRead;

    private WavFile(InputStream in, WavHeader header) {
        this.in = in;
        this.header = header;
        this.format = new PcmFormat(header.sampleRateHz(), header.channels(), encoding(header));
    }

    /**
     * Opens a file.
     *
     * @throws InvalidAudioException if it is missing, empty, no WAVE file, of another coding, or without samples; the
     *     message names the file
     */
    public static WavFile open(Path file) throws IOException {
        requireContent(file);
        InputStream in = Files.newInputStream(file);
        try {
            return of(in, file.toString());
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
        BufferedInputStream buffered = new BufferedInputStream(in);
        return ofHeader(buffered, name, WavHeader.read(buffered, name));
    }

    /**
     * Requires a file that can be read, and has at least one byte unless it is a pipe.
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
        int wanted = promised() ? (int) Math.min(stored, header.dataBytes() - bytesRead) : stored;
        int got = in.readNBytes(buffer, 0, wanted);
        bytesRead += got;
        int usable = eightBit ? widen(buffer, got) : got;
        usable -= usable % format.frameBytes();
        return usable == 0 ? -1 : usable;
    }

    /** Reports samples that the header promises and that are missing. */
    @Override
    public Optional<String> shortfall() {
        if (!promised() || bytesRead >= header.dataBytes()) {
            return Optional.empty();
        }
        long samples = bytesRead / header.frameBytes();
        long promised = header.dataBytes() / header.frameBytes();
        return promised == samples
                ? Optional.empty()
                : Optional.of(Shortfall.brokenOff(samples, promised, format.sampleRateHz()));
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private static WavFile ofHeader(BufferedInputStream in, String name, WavHeader header) throws IOException {
        if (!header.isPlain()) {
            throw new InvalidAudioException(name + ": WAVE coding " + header.formatTag() + " with "
                    + 8 * header.sampleBytes() + " bits, " + header.channels() + " channels and "
                    + header.sampleRateHz() + " Hz is not read here");
        }
        WavHeader settled = header.settled(in);
        if (!holdsSample(in, settled)) {
            throw new InvalidAudioException(name + ": has no samples");
        }
        return new WavFile(in, settled);
    }

    private static boolean holdsSample(InputStream in, WavHeader header) throws IOException {
        if (header.dataBytes() != WavHeader.UNKNOWN && header.dataBytes() < header.frameBytes()) {
            return false;
        }
        in.mark(header.frameBytes());
        int there = in.readNBytes(header.frameBytes()).length;
        in.reset();
        return there == header.frameBytes();
    }

    private boolean promised() {
        return header.dataBytes() != WavHeader.UNKNOWN;
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
