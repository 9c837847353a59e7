package io.earshot.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.earshot.app.LoadedModel;
import io.earshot.audio.AudioChunk;
import io.earshot.decide.Event;
import io.earshot.decide.EventPhase;
import io.earshot.decide.NearMiss;
import io.earshot.query.DecisionRules;
import io.earshot.query.QueryTable;
import io.earshot.query.StandingQuery;
import io.earshot.tagger.AudioTagger;
import io.earshot.tagger.AudioTagger.SegmentListener;
import io.earshot.tagger.TaggedChunk;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The guarantee, held to by a kill: two processes share the sources, one is killed with SIGKILL in the middle of events,
 * and what readers of committed records see is, event for event, what an undisturbed tagger says of the same audio.
 */
class ExactlyOnceIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final List<String> RECORDINGS = List.of("glass.wav", "siren.wav", "rain.wav", "speech.wav");
    /** They name the probability at which they open, so that nothing which is learned of a source matters. */
    private static final StandingQuery[] QUERIES = {
        query("glass", "glass breaking"),
        query("siren", "a siren wailing"),
        query("rain", "rain falling"),
        query("speech", "a person speaking"),
        new StandingQuery("clear-siren", "a siren wailing", List.of(), DecisionRules.ofConfidence(.995))
    };

    @TempDir
    private Path folder;

    @Test
    void shouldGiveEachEventOnceThoughAProcessIsKilledInTheMiddleOfIt() throws Exception {
        Map<String, List<AudioChunk>> sources = sources();
        Map<String, List<NearMiss>> missed = new TreeMap<>();
        Map<String, List<Event>> undisturbed = undisturbed(sources, missed);
        assertThat(undisturbed).isNotEmpty();
        try (Cluster cluster = new Cluster(folder.resolve("broker"), Map.of())) {
            cluster.register(QUERIES);
            try (EarshotProcess one = EarshotProcess.serve(folder, "one", cluster);
                    EarshotProcess two = EarshotProcess.serve(folder, "two", cluster)) {
                one.awaitListening(PATIENCE);
                two.awaitListening(PATIENCE);
                sources.values().forEach(chunks -> cluster.publish(firstHalf(chunks)));
                Map<String, List<Event>> halfway = undisturbed(halves(sources), new TreeMap<>());
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(cluster.events()).isEqualTo(halfway));
                // Two processes have two of the four partitions each: with open events in three, both are in one.
                assertThat(cluster.partitionsWithOpenEvents()).hasSizeGreaterThanOrEqualTo(3);
                one.kill();
                sources.values().forEach(chunks -> cluster.publish(chunks.subList(chunks.size() / 2, chunks.size())));
                await().atMost(PATIENCE)
                        .untilAsserted(
                                () -> assertThat(count(cluster.events())).isGreaterThanOrEqualTo(count(undisturbed)));
                assertThat(two.isAlive()).isTrue();
            }
            assertThat(cluster.events()).isEqualTo(undisturbed);
            shouldCloseWhatWasOpened(cluster.events());
            assertThat(told(missed)).isNotEmpty();
            assertThat(told(cluster.nearMisses())).isEqualTo(told(missed));
            assertThat(cluster.deadLetters()).isEmpty();
            assertThat(cluster.segments().keySet()).isEqualTo(sources.keySet());
            assertThat(cluster.segments().values()).allMatch(segments -> segments >= 8 && segments <= 10);
        }
    }

    /** Each recording under three names, so that both processes get some. */
    private static Map<String, List<AudioChunk>> sources() throws IOException {
        Map<String, List<AudioChunk>> sources = new TreeMap<>();
        for (String recording : RECORDINGS) {
            for (int copy = 0; copy < 3; copy++) {
                String sourceId = recording.replace(".wav", "-" + copy);
                sources.put(sourceId, Recordings.chunks(recording, sourceId));
            }
        }
        return sources;
    }

    /** @param missed the near misses, by source. Overwritten. */
    private static Map<String, List<Event>> undisturbed(
            Map<String, List<AudioChunk>> sources, Map<String, List<NearMiss>> missed) throws IOException {
        Map<String, List<Event>> events = new TreeMap<>();
        try (LoadedModel model = LoadedModel.open(io.earshot.config.EarshotConfig.of(Map.of()))) {
            QueryTable table = model.table(List.of(QUERIES));
            sources.forEach((sourceId, chunks) -> {
                AudioTagger tagger = new AudioTagger(model.stages(), sourceId, SegmentListener.NONE);
                List<Event> heard = new ArrayList<>();
                List<NearMiss> misses = new ArrayList<>();
                for (AudioChunk chunk : chunks) {
                    TaggedChunk tagged = tagger.accept(chunk, table);
                    heard.addAll(tagged.events());
                    misses.addAll(tagged.nearMisses());
                }
                if (!misses.isEmpty()) {
                    missed.put(sourceId, misses);
                }
                if (!heard.isEmpty()) {
                    events.put(sourceId, heard);
                }
            });
        }
        return events;
    }

    /** Each event id is opened once, closed once, and closed last. */
    private static void shouldCloseWhatWasOpened(Map<String, List<Event>> events) {
        Map<String, List<EventPhase>> phases = new TreeMap<>();
        events.values()
                .forEach(ofSource ->
                        ofSource.forEach(event -> phases.computeIfAbsent(event.eventId(), id -> new ArrayList<>())
                                .add(event.phase())));
        assertThat(phases.values())
                .allSatisfy(ofEvent -> assertThat(ofEvent)
                        .startsWith(EventPhase.OPEN)
                        .endsWith(EventPhase.CLOSE)
                        .containsOnlyOnce(EventPhase.OPEN, EventPhase.CLOSE));
    }

    /** What the records say, as the whole query does not travel in them. */
    private static List<String> told(Map<String, List<NearMiss>> nearMisses) {
        return nearMisses.values().stream()
                .flatMap(List::stream)
                .map(miss -> String.join(
                        " ",
                        miss.sourceId(),
                        miss.query().id(),
                        Long.toString(miss.startMicros()),
                        Long.toString(miss.endMicros()),
                        miss.suggestion()))
                .toList();
    }

    private static StandingQuery query(String id, String text) {
        return new StandingQuery(id, text, List.of(), DecisionRules.ofConfidence(.5));
    }

    private static List<AudioChunk> firstHalf(List<AudioChunk> chunks) {
        return chunks.subList(0, chunks.size() / 2);
    }

    private static Map<String, List<AudioChunk>> halves(Map<String, List<AudioChunk>> sources) {
        Map<String, List<AudioChunk>> halves = new TreeMap<>();
        sources.forEach((sourceId, chunks) -> halves.put(sourceId, firstHalf(chunks)));
        return halves;
    }

    private static int count(Map<String, List<Event>> events) {
        return events.values().stream().mapToInt(List::size).sum();
    }
}
