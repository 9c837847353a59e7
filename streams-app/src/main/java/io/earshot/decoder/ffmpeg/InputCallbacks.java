package io.earshot.decoder.ffmpeg;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.Read_packet_Pointer_BytePointer_int;
import org.bytedeco.ffmpeg.avformat.Seek_Pointer_long_int;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/**
 * Lets FFmpeg read what Java opened. JavaCPP has few native functions for callbacks, so all inputs share one pair of them and
 * are identified by a number in place of FFmpeg's opaque pointer.
 */
final class InputCallbacks {
    private static final int BUFFER_BYTES = 32_768;
    private static final int SEEK_CUR = 1;
    private static final int SEEK_END = 2;
    private static final int WHENCE = 0xff;
    /** AVERROR(EIO). */
    private static final int INPUT_OUTPUT_ERROR = -5;

    private static final Map<Long, ReadableByteChannel> INPUTS = new ConcurrentHashMap<>();
    private static final AtomicLong NEXT = new AtomicLong(1);
    private static final Reader READER = new Reader();
    private static final Seeker SEEKER = new Seeker();

    private InputCallbacks() {}

    /** A context that reads these bytes, anywhere if they can be sought; to be given to {@link #free}. */
    static Opened open(ReadableByteChannel input) {
        Key key = new Key(NEXT.getAndIncrement());
        INPUTS.put(key.address(), input);
        BytePointer buffer = new BytePointer(avutil.av_malloc(BUFFER_BYTES));
        AVIOContext context = avformat.avio_alloc_context(
                buffer, BUFFER_BYTES, 0, key, READER, null, input instanceof SeekableByteChannel ? SEEKER : null);
        return new Opened(key.address(), context);
    }

    /** Frees the context, after whatever reads from it. */
    static void free(Opened opened) {
        INPUTS.remove(opened.key);
        avutil.av_free(opened.context.buffer());
        avformat.avio_context_free(opened.context);
    }

    /**
     * A native context and the number of its input.
     *
     * @param context FFmpeg's
     */
    record Opened(long key, AVIOContext context) {}

    /** A number that looks like a pointer. */
    private static final class Key extends Pointer {
        Key(long number) {
            address = number;
        }
    }

    private static final class Reader extends Read_packet_Pointer_BytePointer_int {
        @Override
        public int call(Pointer opaque, BytePointer buffer, int size) {
            try {
                ByteBuffer bytes = buffer.capacity(size).asByteBuffer();
                int read = INPUTS.get(opaque.address()).read(bytes);
                return read > 0 ? read : avutil.AVERROR_EOF;
            } catch (IOException e) {
                return INPUT_OUTPUT_ERROR;
            }
        }
    }

    private static final class Seeker extends Seek_Pointer_long_int {
        @Override
        public long call(Pointer opaque, long offset, int whence) {
            try {
                SeekableByteChannel input = (SeekableByteChannel) INPUTS.get(opaque.address());
                return (whence & avformat.AVSEEK_SIZE) != 0 ? input.size() : seek(input, offset, whence & WHENCE);
            } catch (IOException e) {
                return INPUT_OUTPUT_ERROR;
            }
        }

        private static long seek(SeekableByteChannel input, long offset, int whence) throws IOException {
            long base = switch (whence) {
                case SEEK_CUR -> input.position();
                case SEEK_END -> input.size();
                default -> 0;
            };
            if (base + offset < 0) {
                return avutil.AVERROR_INVALIDDATA;
            }
            input.position(base + offset);
            return base + offset;
        }
    }
}
