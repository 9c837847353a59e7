package io.earshot.lab;

import io.earshot.app.EmbeddedEarshot;
import io.earshot.app.TaggingService;
import io.earshot.calibration.DecidedBy;
import io.earshot.calibration.OperatingPoint;
import io.earshot.config.EarshotConfig;
import io.earshot.config.Settings;
import io.earshot.decide.EndReason;
import io.earshot.decide.Event;
import io.earshot.decide.EventPhase;
import io.earshot.decide.Subject;
import io.earshot.query.StandingQuery;
import io.earshot.scratch.ScratchFolder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Measures the API with a long past and with many listeners, the broker and the service being in this process. */
public final class ApiBench {
    private static final int SOURCES = 40;
    private static final int TRIES = 21;
    private static final int EVENTS_PER_SECOND = 10;
    private static final Duration SETTLING = Duration.ofSeconds(5);

    private final int events;
    private final int listeners;
    private final Duration span;
    private final Consumer<String> report;
    private final HttpClient client = HttpClient.newHttpClient();
    private int number;

    /**
     * @param events of the past
     * @param listeners to the stream of events
     * @param span how long is measured with listeners, and as long without
     * @param report gets each measurement as a line
     */
    public ApiBench(int events, int listeners, Duration span, Consumer<String> report) {
        this.events = events;
        this.listeners = listeners;
        this.span = span;
        this.report = report;
    }

    /** Runs and reports. */
    public void run() throws IOException, InterruptedException {
        try (ScratchFolder folder = ScratchFolder.make("api-bench");
                EmbeddedEarshot earshot = new EmbeddedEarshot(
                        folder.path(),
                        0,
                        EarshotConfig::of,
                        Map.of(Settings.HTTP_PORT, "0", Settings.HTTP_STREAMS, Integer.toString(listeners)));
                Producer<String, Event> producer =
                        earshot.kafka().producer(earshot.wire().events().serializer())) {
            String topic = earshot.topics().events().name();
            for (int i = 0; i < events; i++) {
                write(producer, topic);
            }
            producer.flush();
            TaggingService service = earshot.startService();
            report.accept("past             " + events + " events of " + SOURCES + " sources, two records each");
            pages("http://127.0.0.1:" + service.httpPort());
            listening(service.httpPort(), producer, topic);
        }
    }

    private void pages(String service) throws IOException, InterruptedException {
        String first = time("first page", service + "/api/events");
        time("of one source", service + "/api/events?source=source-7");
        time("500 of 500", service + "/api/events?limit=500");
        int next = first.indexOf("\"next\":\"") + 8;
        time("second page", service + "/api/events?cursor=" + first.substring(next, first.indexOf('"', next)));
        time("one event", service + "/api/events/" + id(events / 2));
        time("status", service + "/api/status");
        time("near misses", service + "/api/near-misses");
    }

    private String time(String name, String address) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address)).build();
        double[] millis = new double[TRIES];
        String body = "";
        int status = 0;
        for (int i = 0; i < TRIES; i++) {
            long start = System.nanoTime();
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            millis[i] = (System.nanoTime() - start) / 1e6;
            body = answer.body();
            status = answer.statusCode();
        }
        double atFirst = millis[0];
        Arrays.sort(millis);
        report.accept(String.format(
                Locale.ROOT,
                "%-16s %.0f ms (median of %d; %.0f at first, %.0f at most), status %d, %d bytes",
                name,
                millis[TRIES / 2],
                TRIES,
                atFirst,
                millis[TRIES - 1],
                status,
                body.length()));
        return body;
    }

    private void listening(int port, Producer<String, Event> producer, String topic)
            throws IOException, InterruptedException {
        Thread.sleep(SETTLING.toMillis());
        double without = processorSeconds(null, producer, topic);
        report.accept(String.format(
                Locale.ROOT, "no listeners     %.1f %% of one processor", 100 * without / span.toSeconds()));
        try (BenchListeners all = BenchListeners.connect(port, listeners)) {
            Thread.sleep(SETTLING.toMillis());
            long before = all.blocks();
            double with = processorSeconds(all, producer, topic);
            report.accept(String.format(
                    Locale.ROOT,
                    "%-16s %.1f %% of one processor, %d blocks a second of %d events with two records",
                    listeners + " listeners",
                    100 * with / span.toSeconds(),
                    (all.blocks() - before) / span.toSeconds(),
                    EVENTS_PER_SECOND));
        }
    }

    /** Of the process while events are written; without the listeners, which would be elsewhere. */
    private double processorSeconds(BenchListeners all, Producer<String, Event> producer, String topic)
            throws InterruptedException {
        ProcessStatus process = new ProcessStatus(ProcessHandle.current());
        double listening = all == null ? 0 : all.processorSeconds();
        double before = process.cpuSeconds();
        for (int second = 0; second < span.toSeconds(); second++) {
            for (int i = 0; i < EVENTS_PER_SECOND; i++) {
                write(producer, topic);
                Thread.sleep(1_000 / EVENTS_PER_SECOND);
            }
        }
        double used = process.cpuSeconds() - before;
        return used - (all == null ? 0 : all.processorSeconds() - listening);
    }

    private void write(Producer<String, Event> producer, String topic) {
        for (EventPhase phase : new EventPhase[] {EventPhase.OPEN, EventPhase.CLOSE}) {
            Event event = event(number, phase);
            var unused = producer.send(new ProducerRecord<>(topic, event.sourceId(), event));
        }
        number++;
    }

    private static String id(int number) {
        return String.format(Locale.ROOT, "%016x%016x", number * 0x9E3779B97F4A7C15L, (long) number);
    }

    private static Event event(int number, EventPhase phase) {
        long onset = 1_780_000_000_000_000L + number * 1_000_000L;
        StandingQuery query = StandingQuery.of("query-" + number % 100, "a sound, number " + number % 100);
        OperatingPoint point = new OperatingPoint(.5, .25, DecidedBy.MODEL, Optional.empty());
        boolean isOver = phase == EventPhase.CLOSE;
        return new Event(
                phase,
                id(number),
                "source-" + number % SOURCES,
                1,
                number,
                new Subject(query, "version", "a".repeat(64), point),
                onset,
                onset + (isOver ? 4_000_000 : 1_000_000),
                onset + 900_000,
                .8,
                .3,
                Optional.empty(),
                isOver ? EndReason.SOUND_ENDED : EndReason.NONE);
    }
}
