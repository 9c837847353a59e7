package io.earshot.listen;

import io.earshot.ingest.ChunkSink;
import io.earshot.source.AudioSource;
import io.earshot.source.SourceStatus;
import io.earshot.stream.StreamOpener;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Listens to sources, each on a thread of its own, and watches them all on one more. Safe for use by several threads. */
public final class Listeners implements AutoCloseable {
    private static final long TICK_MILLIS = 250;

    private final StreamOpener opener;
    private final ChunkSink sink;
    private final Consumer<SourceStatus> states;
    private final ListenSettings settings;
    private final String listener;
    private final Set<SourceThread> threads = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "listen-watch");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * Listens to nothing yet.
     *
     * @param opener is left open
     * @param sink gets the chunks, on many threads, those of one source on one at a time
     * @param states gets each change of a source's state at once, and the state every few seconds; must not wait
     * @param listener names this process in states
     */
    public Listeners(
            StreamOpener opener,
            ChunkSink sink,
            Consumer<SourceStatus> states,
            ListenSettings settings,
            String listener) {
        this.opener = opener;
        this.sink = sink;
        this.states = states;
        this.settings = settings;
        this.listener = listener;
        watch();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a tick keeps its failures to itself
    private void watch() {
        ticks.scheduleWithFixedDelay(
                () -> threads.forEach(SourceThread::tick), TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /**
     * Listens to a source until that is closed. A paused source is not opened; its state and its gaps are written.
     *
     * @param lastEpochId the newest epoch of the source that its states name; -1: none
     */
    public SourceListening listen(AudioSource source, long lastEpochId) {
        ListeningSession session =
                new ListeningSession(source, sink, states, settings, Clocks.SYSTEM, listener, lastEpochId);
        SourceThread[] made = new SourceThread[1];
        made[0] = new SourceThread(source, opener, session, () -> threads.remove(made[0]));
        threads.add(made[0]);
        return made[0].started();
    }

    /** Hands over all sources that are still open. */
    @Override
    public void close() {
        ticks.shutdownNow();
        threads.parallelStream().forEach(SourceThread::close);
    }
}
