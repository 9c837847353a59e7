package io.earshot.decoder.ffmpeg;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOInterruptCB;
import org.bytedeco.javacpp.Pointer;

/**
 * Tells FFmpeg to give up while it waits for the network. It asks a few times a second. All addresses share one native function
 * and are told apart by a number, as in {@link InputCallbacks}.
 */
final class Interruption implements AutoCloseable {
    private static final Map<Long, Interruption> OPEN = new ConcurrentHashMap<>();
    private static final AtomicLong NEXT = new AtomicLong(1);
    private static final Asked ASKED = new Asked();

    private final Key key = new Key(NEXT.getAndIncrement());
    private volatile boolean raised;

    /** @param container to be closed before this */
    void watch(AVFormatContext container) {
        OPEN.put(key.address(), this);
        container.interrupt_callback().callback(ASKED).opaque(key);
    }

    /** May come from any thread; holds for good. */
    void raise() {
        raised = true;
    }

    boolean isRaised() {
        return raised;
    }

    @Override
    public void close() {
        OPEN.remove(key.address());
    }

    /** A number that looks like a pointer. */
    private static final class Key extends Pointer {
        Key(long number) {
            address = number;
        }
    }

    private static final class Asked extends AVIOInterruptCB.Callback_Pointer {
        @Override
        public int call(Pointer opaque) {
            Interruption asked = OPEN.get(opaque.address());
            return asked == null || asked.raised ? 1 : 0;
        }
    }
}
