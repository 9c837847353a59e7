package io.earshot.app;

import io.earshot.audio.InvalidAudioException;
import io.earshot.audio.PcmStream;
import io.earshot.ingest.AudioFiles;
import io.earshot.ingest.ChunkCutter;
import io.earshot.ingest.ChunkPublisher;
import io.earshot.ingest.LoopedStream;
import io.earshot.ingest.SourcePlayer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.common.KafkaException;

/** Files played again and again in real time, each as a source on a thread of its own. */
public final class DemoSources implements AutoCloseable {
    private static final int PAUSE_MILLIS = 6_000;
    private static final long JOIN_MILLIS = 1_000;

    private final SourcePlayer player;
    private final List<Thread> threads = new ArrayList<>();
    private final ConcurrentLinkedQueue<String> messages = new ConcurrentLinkedQueue<>();

    private final AudioFiles audioFiles;

    private DemoSources(AudioFiles audioFiles, ChunkPublisher publisher) {
        this.audioFiles = audioFiles;
        this.player = new SourcePlayer(publisher, true, ChunkCutter.DEFAULT_MILLIS);
    }

    /**
     * Starts playing.
     *
     * @param files by source id
     * @param audioFiles opens them; left open
     */
    public static DemoSources start(Map<String, Path> files, AudioFiles audioFiles, ChunkPublisher publisher) {
        DemoSources sources = new DemoSources(audioFiles, publisher);
        Instant now = Instant.now();
        files.forEach((id, file) -> sources.threads.add(new Thread(() -> sources.play(id, file, now), "source-" + id)));
        sources.threads.forEach(Thread::start);
        return sources;
    }

    /** Notes on sources, and why a source stopped by itself, one line each; the newest last. */
    public List<String> messages() {
        return List.copyOf(messages);
    }

    /** Whether any source still plays. */
    public boolean isPlaying() {
        return threads.stream().anyMatch(Thread::isAlive);
    }

    @Override
    public void close() {
        player.stop();
        try {
            for (Thread thread : threads) {
                thread.join(JOIN_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void play(String sourceId, Path file, Instant start) {
        try (PcmStream looped = new LoopedStream(() -> audioFiles.open(file), PAUSE_MILLIS)) {
            looped.notes().forEach(note -> messages.add("warning: " + sourceId + ": " + note));
            player.play(looped, sourceId, start);
        } catch (IOException | InvalidAudioException | KafkaException e) {
            messages.add(sourceId + ": " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
