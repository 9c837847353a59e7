package io.earshot.http;

import io.earshot.decide.Event;
import io.earshot.history.EventFilter;
import io.earshot.history.EventLog;
import io.earshot.history.LiveEvents;
import io.earshot.history.LiveListener;
import io.earshot.history.Place;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one listener is sent: first what it missed, from the topic, then what happens. Every block that moves the cursor has
 * data, because not every client takes note of one with an id alone.
 */
final class EventStream {
    private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);

    /** A listener that is further behind reads the topic before it is told what happens. */
    private static final int MOST_WAITING = 1_000;

    private static final int PASSAGE_RECORDS = 500;

    /** Longer than between two beats: without any, the topic is not followed any more. */
    private static final Duration SILENCE = Duration.ofSeconds(40);

    private final OutputStream out;
    private final EventLog log;
    private final LiveEvents live;
    private final EventFilter filter;
    private final EventBytes bytes;
    private final Semaphore reading;
    private Place place;

    /** @param reading one of its permits is held while the past is read */
    EventStream(
            OutputStream out, EventLog log, LiveEvents live, EventFilter filter, EventBytes bytes, Semaphore reading) {
        this.out = new BufferedOutputStream(out);
        this.log = log;
        this.live = live;
        this.filter = filter;
        this.bytes = bytes;
        this.reading = reading;
    }

    /**
     * Writes until the listener is gone or the service stops.
     *
     * @param from empty: what happens from now on
     */
    void run(Optional<Place> from) {
        try {
            out.write(StreamSeats.COME_BACK_SOON);
            out.flush();
            if (from.isPresent()) {
                place = from.get();
                approach();
            }
            Optional<LiveListener> listener = live.listen(MOST_WAITING);
            if (listener.isPresent()) {
                follow(listener.get(), from.isPresent());
            }
        } catch (IOException e) {
            LOG.debug("A listener to events is gone: {}", e.getMessage());
        } catch (KafkaException e) {
            // It comes back with its cursor.
            LOG.warn("A stream of events ends: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Reads until little is missing: what happens meanwhile would wait too long. */
    private void approach() throws IOException, InterruptedException {
        while (place.offsetsTo(live.place()) > MOST_WAITING) {
            readPast(live.place());
        }
    }

    private void follow(LiveListener listener, boolean isResumed) throws IOException, InterruptedException {
        try (listener) {
            if (isResumed) {
                while (!readPast(listener.start())) {
                    out.flush();
                }
            } else {
                place = listener.start();
            }
            sendCursor();
            out.flush();
            Optional<LiveListener.Notice> notice = listener.take(SILENCE);
            while (notice.isPresent()) {
                tell(notice.get());
                if (!listener.isWaiting()) {
                    out.flush();
                }
                notice = listener.take(SILENCE);
            }
        }
    }

    /** Sends a part of what lies between here and a place; whether that was all. */
    private boolean readPast(Place to) throws IOException, InterruptedException {
        EventLog.Passage passage;
        reading.acquire();
        try {
            passage = log.passage(place, to, PASSAGE_RECORDS);
        } finally {
            reading.release();
        }
        for (EventLog.Recorded recorded : passage.records()) {
            place = place.with(recorded.partition(), recorded.offset() + 1);
            send(recorded.event());
        }
        place = passage.end();
        return passage.isWhole();
    }

    private void tell(LiveListener.Notice notice) throws IOException {
        if (notice instanceof LiveListener.Happened happened) {
            EventLog.Recorded recorded = happened.recorded();
            // Another process may have told it already.
            if (recorded.offset() >= place.next().getOrDefault(recorded.partition(), 0L)) {
                place = place.with(recorded.partition(), recorded.offset() + 1);
                send(recorded.event());
            }
        } else if (notice instanceof LiveListener.Beat beat) {
            place = place.latest(beat.place());
            sendCursor();
        }
    }

    private void send(Event event) throws IOException {
        if (filter.accepts(event)) {
            send(event.phase().name().toLowerCase(Locale.ROOT), bytes.of(event));
        }
    }

    private void sendCursor() throws IOException {
        send("cursor", ("{\"cursor\":\"" + place.text() + "\"}").getBytes(StandardCharsets.US_ASCII));
    }

    private void send(String type, byte[] data) throws IOException {
        write("event: " + type + "\nid: " + place.text() + "\ndata: ");
        out.write(data);
        write("\n\n");
    }

    private void write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
    }
}
