package io.earshot.audio;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What stands before the samples of a RIFF WAVE file.
 *
 * @param formatTag how samples are coded, {@link #TAG_PCM} or {@link #TAG_FLOAT} if plainly
 * @param channels interleaved channels
 * @param sampleRateHz samples per second and channel
 * @param sampleBytes bytes of one sample of one channel
 * @param dataBytes promised bytes of samples, or {@link #UNKNOWN} if the writer did not know and it is read to the end
 * @param riffBytesLeft bytes that the whole file promises behind the samples' head; negative if it promises fewer than
 *     were read
 */
record WavHeader(int formatTag, int channels, int sampleRateHz, int sampleBytes, long dataBytes, long riffBytesLeft) {
    static final int TAG_PCM = 1;
    static final int TAG_FLOAT = 3;
    static final long UNKNOWN = -1;

    private static final int TAG_EXTENSIBLE = 0xfffe;
    private static final int LEAST_FORMAT_BYTES = 16;
    private static final int MOST_FORMAT_BYTES = 1024;
    private static final int CHUNK_HEAD_BYTES = 8;
    /** From this size on a writer to a pipe means "I do not know"; the values in use are just below and above 2^31. */
    private static final long STREAMED_BYTES = 0x7ffff000L;

    /** Whether the bytes begin like a RIFF WAVE file. */
    static boolean announcesWave(byte[] start) {
        return start.length >= 12 && "RIFF".equals(text(start, 0)) && "WAVE".equals(text(start, 8));
    }

    /**
     * Reads up to the first sample.
     *
     * @throws InvalidAudioException if it is no WAVE file, or one without a format before its samples
     */
    static WavHeader read(InputStream in, String name) throws IOException {
        byte[] riff = in.readNBytes(12);
        if (!announcesWave(riff)) {
            throw new InvalidAudioException(name + ": not a RIFF WAVE file");
        }
        try {
            return readChunks(in, name, littleEndian(riff).getInt(4) & 0xffffffffL);
        } catch (EOFException e) {
            throw new InvalidAudioException(name + ": truncated: the file ends before its samples", e);
        }
    }

    /** Bytes of one sample of all channels, as they are stored. */
    int frameBytes() {
        return channels * sampleBytes;
    }

    /** Whether this reader decodes the samples itself. */
    boolean isPlain() {
        boolean integer = formatTag == TAG_PCM && sampleBytes >= 1 && sampleBytes <= 4;
        boolean rate = sampleRateHz >= PcmFormat.MIN_RATE_HZ && sampleRateHz <= PcmFormat.MAX_RATE_HZ;
        return (integer || (formatTag == TAG_FLOAT && sampleBytes == 4)) && rate && channels <= PcmFormat.MAX_CHANNELS;
    }

    /**
     * The header, once it is clear what a size of 0 says: nothing if another chunk follows at once, and else that the
     * writer never came back to set it. Samples do not look like a chunk: its name is four printable characters, and what
     * follows, read as its size, fits into the file.
     *
     * @param in stands before the samples, and is left there; it can be marked
     */
    WavHeader settled(InputStream in) throws IOException {
        if (dataBytes != 0) {
            return this;
        }
        in.mark(CHUNK_HEAD_BYTES);
        byte[] next = in.readNBytes(CHUNK_HEAD_BYTES);
        in.reset();
        return isChunk(next)
                ? this
                : new WavHeader(formatTag, channels, sampleRateHz, sampleBytes, UNKNOWN, riffBytesLeft);
    }

    private boolean isChunk(byte[] head) {
        if (head.length < CHUNK_HEAD_BYTES) {
            return false;
        }
        boolean named = text(head, 0).chars().allMatch(c -> c >= ' ' && c <= '~');
        long size = littleEndian(head).getInt(4) & 0xffffffffL;
        return named && size <= riffBytesLeft - CHUNK_HEAD_BYTES;
    }

    private static WavHeader readChunks(InputStream in, String name, long riffBytes) throws IOException {
        byte[] format = null;
        long position = 12;
        while (true) {
            byte[] head = readFully(in, CHUNK_HEAD_BYTES);
            String id = text(head, 0);
            long size = littleEndian(head).getInt(4) & 0xffffffffL;
            position += CHUNK_HEAD_BYTES;
            if ("data".equals(id)) {
                long dataBytes = size >= STREAMED_BYTES ? UNKNOWN : size;
                return of(format, name, dataBytes, riffBytes + 8 - position);
            }
            if ("fmt ".equals(id)) {
                format = readFully(in, formatBytes(size, name));
                in.skipNBytes(size & 1);
            } else {
                in.skipNBytes(size + (size & 1));
            }
            position += size + (size & 1);
        }
    }

    private static int formatBytes(long size, String name) {
        if (size < LEAST_FORMAT_BYTES || size > MOST_FORMAT_BYTES) {
            throw new InvalidAudioException(name + ": format of " + size + " bytes is outside " + LEAST_FORMAT_BYTES
                    + ".." + MOST_FORMAT_BYTES);
        }
        return (int) size;
    }

    private static WavHeader of(byte[] format, String name, long dataBytes, long riffBytesLeft) {
        if (format == null) {
            throw new InvalidAudioException(name + ": samples come before their format");
        }
        ByteBuffer fields = littleEndian(format);
        int tag = fields.getShort(0) & 0xffff;
        int channels = fields.getShort(2) & 0xffff;
        int frameBytes = fields.getShort(12) & 0xffff;
        if (tag == TAG_EXTENSIBLE && format.length >= 26) {
            tag = fields.getShort(24) & 0xffff;
        }
        if (channels == 0) {
            throw new InvalidAudioException(name + ": 0 channels");
        }
        return new WavHeader(tag, channels, fields.getInt(4), frameBytes / channels, dataBytes, riffBytesLeft);
    }

    private static byte[] readFully(InputStream in, int bytes) throws IOException {
        byte[] read = in.readNBytes(bytes);
        if (read.length < bytes) {
            throw new EOFException();
        }
        return read;
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static String text(byte[] bytes, int at) {
        return new String(Arrays.copyOfRange(bytes, at, at + 4), StandardCharsets.ISO_8859_1);
    }
}
