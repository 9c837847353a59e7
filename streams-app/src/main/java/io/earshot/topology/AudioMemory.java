package io.earshot.topology;

import java.util.concurrent.atomic.AtomicLong;

/** What the tasks of a process may keep of audio that is not used up. Safe for several threads. */
public final class AudioMemory {
    private final long mostBytes;
    private final AtomicLong held = new AtomicLong();

    /** @param mostBytes of all sources together */
    public AudioMemory(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** A third of the heap: as much again goes to what the stages work with, and to what is read and not yet processed. */
    public static AudioMemory ofHeap() {
        return new AudioMemory(Runtime.getRuntime().maxMemory() / 3);
    }

    void change(long bytes) {
        held.addAndGet(bytes);
    }

    boolean isOver() {
        return held.get() > mostBytes;
    }
}
