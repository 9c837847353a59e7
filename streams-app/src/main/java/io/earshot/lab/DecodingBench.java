package io.earshot.lab;

import io.earshot.audio.PcmStream;
import io.earshot.decoder.AudioDecoder;
import io.earshot.ingest.AudioFiles;
import io.earshot.ingest.LoopedStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Decodes a file as many live sources at once would be, in real time, and measures what the processes that decode it take of
 * the machine. Linux only: it reads /proc.
 */
public final class DecodingBench {
    private static final int CHUNK_MILLIS = 320;
    /** After three seconds what opening a file costs is past. */
    private static final int SETTLED_CHUNKS = 10;

    private final Path recording;
    private final Duration duration;
    private final Consumer<String> report;

    /** Makes a decoder to be measured. */
    @FunctionalInterface
    public interface Maker {
        AudioDecoder make() throws IOException;
    }

    /**
     * @param recording compressed audio; played again and again
     * @param duration of each measurement
     * @param report is told what was measured
     */
    public DecodingBench(Path recording, Duration duration, Consumer<String> report) {
        this.recording = recording;
        this.duration = duration;
        this.report = report;
    }

    /**
     * Measures and reports.
     *
     * @param name of the decoder in the report
     * @param sources at once
     */
    public void run(String name, Maker decoder, int sources) throws IOException, InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(sources);
        CountDownLatch begun = new CountDownLatch(sources);
        AtomicBoolean ended = new AtomicBoolean();
        try (AudioFiles files = new AudioFiles(decoder.make())) {
            List<Future<Long>> playing = new ArrayList<>();
            for (int i = 0; i < sources; i++) {
                playing.add(threads.submit(() -> play(files, begun, ended)));
            }
            // What a source costs while it runs: all have begun, none has ended.
            awaitAll(begun, playing);
            Use first = Use.ofChildren();
            long start = System.nanoTime();
            TimeUnit.NANOSECONDS.sleep(duration.toNanos());
            Use last = Use.ofChildren();
            double seconds = (System.nanoTime() - start) / 1e9;
            double cores = (last.cpuSeconds - first.cpuSeconds) / seconds;
            ended.set(true);
            Sources.await(playing);
            report.accept(String.format(
                    Locale.ROOT,
                    "%-10s %4d sources: %4d processes, %6.1f MiB (%5.1f a source), %6.2f %% of a core (%.3f a source)",
                    name,
                    sources,
                    last.processes,
                    last.mib,
                    last.mib / sources,
                    100 * cores,
                    100 * cores / sources));
        } finally {
            ended.set(true);
            threads.shutdownNow();
        }
    }

    private static void awaitAll(CountDownLatch begun, List<Future<Long>> playing)
            throws IOException, InterruptedException {
        while (!begun.await(100, TimeUnit.MILLISECONDS)) {
            Sources.throwFailure(playing);
        }
    }

    private long play(AudioFiles files, CountDownLatch begun, AtomicBoolean ended)
            throws IOException, InterruptedException {
        try (PcmStream pcm = new LoopedStream(() -> files.open(recording), 0)) {
            byte[] chunk = new byte
                    [pcm.format().sampleRateHz()
                            * CHUNK_MILLIS
                            / 1000
                            * pcm.format().frameBytes()];
            long start = System.nanoTime();
            long chunks = 0;
            while (!ended.get()) {
                pcm.read(chunk);
                chunks++;
                if (chunks == SETTLED_CHUNKS) {
                    begun.countDown();
                }
                long due = start + chunks * TimeUnit.MILLISECONDS.toNanos(CHUNK_MILLIS);
                TimeUnit.NANOSECONDS.sleep(Math.max(0, due - System.nanoTime()));
            }
            return chunks;
        }
    }

    /**
     * What this process's children use.
     *
     * @param mib memory, of pages that several share each its part
     */
    private record Use(int processes, double mib, double cpuSeconds) {
        static Use ofChildren() throws IOException {
            int processes = 0;
            double mib = 0;
            double cpu = 0;
            for (ProcessHandle child : ProcessHandle.current().children().toList()) {
                Path memory = Path.of("/proc/" + child.pid() + "/smaps_rollup");
                if (child.isAlive() && Files.isReadable(memory)) {
                    processes++;
                    mib += MachineUse.mib(memory, "Pss:");
                    cpu += child.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1e3;
                }
            }
            return new Use(processes, mib, cpu);
        }
    }
}
