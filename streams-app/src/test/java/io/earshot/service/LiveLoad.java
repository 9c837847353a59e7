package io.earshot.service;

import io.earshot.app.IngestService;
import io.earshot.decide.EventPhase;
import io.earshot.source.AudioSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A service with many live sources for measuring a page: the bundled recordings, listened to in their own time, and an event each
 * second among the first sources. It tags nothing, so that its load is that of listening and of watchers. Prints the address, and
 * for each event its number and when it was recorded, in milliseconds since 1970.
 */
public final class LiveLoad {
    /** Events are for these, whose rows stand on top. */
    private static final int HEARD = 3;

    private static final Duration BETWEEN_RECORDS = Duration.ofMillis(500);

    private LiveLoad() {}

    /** @param arguments how many sources, and for how many seconds */
    public static void main(String[] arguments) throws Exception {
        int sources = Integer.parseInt(arguments[0]);
        int seconds = Integer.parseInt(arguments[1]);
        Path folder = Files.createTempDirectory("live-load");
        try (Cluster cluster = new Cluster(folder, Map.of());
                IngestService service = IngestService.start(cluster.config(), new PlayingOpener());
                RecordedHistory history = new RecordedHistory(cluster.config())) {
            cluster.put(listened(sources).toArray(AudioSource[]::new));
            System.out.println("http://127.0.0.1:" + service.httpPort());
            for (int number = 0; number < seconds; number++) {
                tell(history, number);
            }
        }
    }

    private static List<AudioSource> listened(int sources) throws IOException {
        try (Stream<Path> files = Files.list(Recordings.folder())) {
            List<Path> recordings = files.filter(file -> file.toString().endsWith(".wav"))
                    .sorted()
                    .toList();
            return Stream.iterate(0, i -> i < sources, i -> i + 1)
                    .map(i -> AudioSource.of(
                            String.format(Locale.ROOT, "studio-%02d", i),
                            recordings.get(i % recordings.size()).toString()))
                    .toList();
        }
    }

    /** An event that begins now, on the audio's clock, and ends. */
    private static void tell(RecordedHistory history, int number) throws InterruptedException {
        int second = (int) (System.currentTimeMillis() / 1_000 - RecordedHistory.NOON / 1_000_000);
        String source = String.format(Locale.ROOT, "studio-%02d", number % HEARD);
        for (EventPhase phase : List.of(EventPhase.OPEN, EventPhase.CLOSE)) {
            history.write(RecordedHistory.event(second, source, "sound-" + number, phase, .6));
            history.flush();
            if (phase == EventPhase.OPEN) {
                System.out.println(number + " " + System.currentTimeMillis());
            }
            Thread.sleep(BETWEEN_RECORDS.toMillis());
        }
    }
}
