package io.earshot.http;

import io.earshot.live.Columns;
import io.earshot.live.Gap;
import io.earshot.live.LiveFeed;
import io.earshot.live.LiveItem;
import io.earshot.live.LiveWatcher;
import io.earshot.live.ScoredHop;
import io.earshot.query.SourceFilter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What one watcher is sent: what arrived since the last block, of all its sources together, a few times a second. */
final class LiveStream {
    private static final Logger LOG = LoggerFactory.getLogger(LiveStream.class);

    /** More than what is told first, and a minute of a hundred sources: a watcher that is further behind comes back to what is heard then. */
    private static final int MOST_WAITING = 20_000;

    private static final Duration BETWEEN_BLOCKS = Duration.ofMillis(150);
    private static final Duration BETWEEN_BEATS = Duration.ofSeconds(15);

    private final OutputStream out;
    private final LiveFeed feed;
    private final SourceFilter sources;

    LiveStream(OutputStream out, LiveFeed feed, SourceFilter sources) {
        this.out = new BufferedOutputStream(out);
        this.feed = feed;
        this.sources = sources;
    }

    /** Writes until the watcher is gone or the service stops. */
    void run() {
        try {
            out.write(StreamSeats.COME_BACK_SOON);
            out.flush();
            Optional<LiveWatcher> watcher = feed.watch(sources, MOST_WAITING);
            if (watcher.isPresent()) {
                follow(watcher.get());
            }
        } catch (IOException e) {
            LOG.debug("A watcher is gone: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void follow(LiveWatcher watcher) throws IOException, InterruptedException {
        try (watcher) {
            List<LiveItem> items = List.of();
            while (watcher.isOpen()) {
                tell(items);
                out.flush();
                watcher.pause(BETWEEN_BLOCKS);
                items = watcher.take(BETWEEN_BEATS);
            }
        }
    }

    private void tell(List<LiveItem> items) throws IOException {
        if (items.isEmpty()) {
            send("beat", LiveAnswer.beat());
            return;
        }
        sendAll("columns", LiveAnswer.columns(of(items, Columns.class)));
        sendAll("gaps", LiveAnswer.gaps(of(items, Gap.class)));
        sendAll("scores", LiveAnswer.scores(of(items, ScoredHop.class)));
    }

    private static <T extends LiveItem> List<T> of(List<LiveItem> items, Class<T> kind) {
        return items.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private void sendAll(String type, Optional<Map<String, Object>> answer) throws IOException {
        if (answer.isPresent()) {
            send(type, answer.get());
        }
    }

    private void send(String type, Map<String, Object> answer) throws IOException {
        out.write(("event: " + type + "\ndata: ").getBytes(StandardCharsets.US_ASCII));
        out.write(Answers.bytes(answer));
        out.write("\n\n".getBytes(StandardCharsets.US_ASCII));
    }
}
