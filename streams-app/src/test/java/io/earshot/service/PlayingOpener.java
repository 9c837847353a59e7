package io.earshot.service;

import io.earshot.audio.PcmFormat;
import io.earshot.audio.PcmStream;
import io.earshot.audio.WavFile;
import io.earshot.ingest.LoopedStream;
import io.earshot.source.AudioSource;
import io.earshot.stream.LiveStream;
import io.earshot.stream.StreamOpener;
import io.earshot.stream.StreamRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Plays the WAVE file at a source's address again and again, in its own time, and remembers what it opened. */
final class PlayingOpener implements StreamOpener {
    private static final int PAUSE_MILLIS = 100;

    private final List<String> opened = new CopyOnWriteArrayList<>();
    private final Set<String> playing = ConcurrentHashMap.newKeySet();

    /** Ids of the sources in the order in which they were opened, each time anew. */
    List<String> opened() {
        return List.copyOf(opened);
    }

    /** Ids of the sources that have given audio and are open. */
    Set<String> playing() {
        return Set.copyOf(playing);
    }

    @Override
    public LiveStream open(AudioSource source) throws IOException {
        Path file = Path.of(source.address());
        if (!Files.exists(file)) {
            throw new StreamRefusedException("404 no such stream", StreamRefusedException.Retry.SLOWLY);
        }
        opened.add(source.id());
        return new Played(source.id(), new LoopedStream(() -> WavFile.open(file), PAUSE_MILLIS));
    }

    @Override
    public void close() {}

    private final class Played implements LiveStream {
        private final String id;
        private final PcmStream pcm;
        private final CountDownLatch closed = new CountDownLatch(1);
        private final long startNanos = System.nanoTime();
        private long frames;

        private Played(String id, PcmStream pcm) {
            this.id = id;
            this.pcm = pcm;
        }

        @Override
        public PcmFormat format() {
            return pcm.format();
        }

        @Override
        public String description() {
            return "wav";
        }

        @Override
        public int read(byte[] buffer) throws IOException {
            int bytes = pcm.read(buffer);
            frames += bytes / format().frameBytes();
            long due = frames * 1_000_000_000L / format().sampleRateHz() - (System.nanoTime() - startNanos);
            try {
                if (closed.await(Math.max(0, due), TimeUnit.NANOSECONDS)) {
                    return -1;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return -1;
            }
            playing.add(id);
            return bytes;
        }

        @Override
        public void close() throws IOException {
            closed.countDown();
            playing.remove(id);
            pcm.close();
        }
    }
}
