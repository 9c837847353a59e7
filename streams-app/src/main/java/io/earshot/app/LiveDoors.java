package io.earshot.app;

import io.earshot.cluster.KafkaAccess;
import io.earshot.cluster.LiveReading;
import io.earshot.config.EarshotConfig;
import io.earshot.config.Settings;
import io.earshot.decide.DecisionStages;
import io.earshot.http.LiveResource;
import io.earshot.http.Resource;
import io.earshot.live.HopScores;
import io.earshot.live.LiveFeed;
import io.earshot.live.LiveItem;
import io.earshot.query.LiveQueryTable;
import io.earshot.topology.Topics;
import io.earshot.wire.StoredSegment;
import io.earshot.wire.WireSerdes;
import java.util.Optional;
import java.util.function.Function;

/** What is heard now, for the API: read from the topics while somebody watches, whoever listens and tags. */
final class LiveDoors implements AutoCloseable {
    private final LiveResource resource;
    private final LiveReading reading;

    private LiveDoors(LiveResource resource, LiveReading reading) {
        this.resource = resource;
        this.reading = reading;
    }

    /**
     * Waits for watchers.
     *
     * @param scores what is told of a segment, if anything
     */
    static LiveDoors open(
            EarshotConfig config,
            KafkaAccess kafka,
            Topics topics,
            WireSerdes wire,
            Function<StoredSegment, Optional<LiveItem>> scores) {
        LiveFeed feed = new LiveFeed();
        LiveResource resource = new LiveResource(feed, config.integer(Settings.HTTP_STREAMS));
        LiveReading reading = LiveReading.start(
                kafka,
                topics,
                wire.audioChunks().deserializer(),
                wire.segments().deserializer(),
                scores,
                feed);
        return new LiveDoors(resource, reading);
    }

    /** What a model makes of segments, by a matcher of its own, so that those who watch hold up no tagging. */
    static Function<StoredSegment, Optional<LiveItem>> scores(
            LoadedModel model, DecisionStages decision, LiveQueryTable queries) {
        HopScores scores = new HopScores(model.matcher(), decision.points(), queries::current);
        return stored ->
                stored.modelDigest().equals(decision.modelDigest()) ? scores.of(stored.segment()) : Optional.empty();
    }

    Resource resource() {
        return resource;
    }

    /** Ends all streams; a server that stops would cut them off. */
    @Override
    public void close() {
        resource.close();
        reading.close();
    }
}
