package io.earshot.lab;

import io.earshot.app.StreamOpening;
import io.earshot.audio.AudioChunk;
import io.earshot.config.EarshotConfig;
import io.earshot.listen.ListenSettings;
import io.earshot.listen.Listeners;
import io.earshot.source.AudioSource;
import io.earshot.source.SourceState;
import io.earshot.source.SourceStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What listening to many live sources costs this process and its decoder: no Kafka, no model. */
public final class ListeningBench {
    private final List<String> addresses;
    private final int sources;
    private final Duration duration;
    private final Consumer<String> lines;
    private final Map<String, SourceStatus> states = new ConcurrentHashMap<>();
    private final DoubleAdder heardSeconds = new DoubleAdder();

    /**
     * @param addresses of live sources, taken in turns
     * @param sources how many are opened
     * @param duration that is measured, after as long as that to warm up
     * @param lines gets a line for each thing that is measured: its name, two blanks, its value
     */
    public ListeningBench(List<String> addresses, int sources, Duration duration, Consumer<String> lines) {
        this.addresses = List.copyOf(addresses);
        this.sources = sources;
        this.duration = duration;
        this.lines = lines;
    }

    /** Listens, measures and ends all. */
    public void run(EarshotConfig config) throws IOException, InterruptedException {
        try (StreamOpening opener = StreamOpening.ofConsole(config);
                Listeners listeners = new Listeners(
                        opener,
                        this::count,
                        status -> states.put(status.sourceId(), status),
                        ListenSettings.DEFAULT,
                        "bench")) {
            IntStream.range(0, sources)
                    .forEach(i ->
                            listeners.listen(AudioSource.of("bench-" + i, addresses.get(i % addresses.size())), -1));
            Thread.sleep(duration.toMillis());
            measure();
        }
    }

    private void measure() throws IOException, InterruptedException {
        ProcessStatus here = new ProcessStatus(ProcessHandle.current());
        ProcessStatus decoder = decoder();
        double hereBefore = here.cpuSeconds();
        double decoderBefore = decoder.cpuSeconds();
        double heardBefore = heardSeconds.sum();
        long start = System.nanoTime();
        Thread.sleep(duration.toMillis());
        double wall = (System.nanoTime() - start) / 1e9;
        double decoding = decoder.cpuSeconds() - decoderBefore;
        double all = here.cpuSeconds() - hereBefore + decoding;
        print("sources", sources + " (" + states() + ")");
        print("audio heard", "%.1f s in %.1f s", heardSeconds.sum() - heardBefore, wall);
        print("CPU", "%.1f %% of a core, of which the decoder %.1f %%", 100 * all / wall, 100 * decoding / wall);
        print("memory of this process", "%.0f MiB", here.residentMiB());
        print("memory of the decoder", "%.0f MiB", decoder.residentMiB());
        print("threads", "%d here, %d in the decoder", here.threads(), decoder.threads());
        print("file handles", "%d here, %d in the decoder", here.handles(), decoder.handles());
    }

    private void count(AudioChunk chunk) {
        heardSeconds.add(chunk.format().seconds(chunk.samples()));
    }

    private String states() {
        return states.values().stream()
                .collect(Collectors.groupingBy(SourceStatus::state, Collectors.counting()))
                .entrySet()
                .stream()
                .sorted(Map.Entry.<SourceState, Long>comparingByValue().reversed())
                .map(entry -> entry.getValue() + " " + entry.getKey().name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }

    private void print(String name, String format, Object... values) {
        lines.accept(String.format(Locale.ROOT, "%-24s  ", name) + String.format(Locale.ROOT, format, values));
    }

    /** The only process that listening starts; this one where there is none. */
    private static ProcessStatus decoder() {
        ProcessHandle here = ProcessHandle.current();
        return new ProcessStatus(here.children().findFirst().orElse(here));
    }
}
