package io.earshot.tagger;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.audio.AudioChunk;
import io.earshot.decide.EndReason;
import io.earshot.decide.Event;
import io.earshot.decide.EventPhase;
import io.earshot.decide.NearMiss;
import io.earshot.decide.RejectionRule;
import io.earshot.query.DecisionRules;
import io.earshot.query.QueryTable;
import io.earshot.query.RegisteredQuery;
import io.earshot.query.Sensitivity;
import io.earshot.query.StandingQuery;
import io.earshot.story.LoudnessStory;
import io.earshot.tagger.AudioTagger.SegmentListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The life of events, told by the loudness of audio to queries of different rules: silence, a second of sound, five of
 * silence, eight of sound, five of silence.
 */
class LifecycleStoryTest {
    private static final byte[] AUDIO =
            LoudnessStory.seconds(0, 0, .5, 0, 0, 0, 0, 0, .5, .5, .5, .5, .5, .5, .5, .5, 0, 0, 0, 0, 0);
    private static final long SECOND = 1_000_000;

    private final List<Event> events = new ArrayList<>();
    private final List<NearMiss> nearMisses = new ArrayList<>();

    @Test
    void shouldTellOfEachSoundFromItsOnsetToItsOffset() {
        hear(rules(1, 1, 0, 600, 0));

        assertThat(events)
                .extracting(Event::phase)
                .filteredOn(phase -> phase != EventPhase.UPDATE)
                .containsExactly(EventPhase.OPEN, EventPhase.CLOSE, EventPhase.OPEN, EventPhase.CLOSE);
        assertThat(events)
                .filteredOn(event -> event.phase() == EventPhase.UPDATE)
                .isNotEmpty();
        shouldSpan(closed().get(0), 2, 3);
        shouldSpan(closed().get(1), 8, 16);
        assertThat(closed()).extracting(Event::endReason).containsOnly(EndReason.SOUND_ENDED);
        assertThat(closed()).allMatch(event -> event.why().isPresent());
        assertThat(nearMisses).isEmpty();
    }

    @Test
    void shouldConfirmBeforeItTells() {
        hear(rules(4, 4, 0, 600, 0));

        assertThat(closed()).hasSize(1);
        shouldSpan(closed().get(0), 8, 16);
        assertThat(nearMisses).extracting(NearMiss::rejectedBy).containsExactly(RejectionRule.CONFIRMATION);
    }

    @Test
    void shouldTellOfLongSoundsOnly() {
        hear(rules(1, 1, 3, 600, 0));

        assertThat(closed()).hasSize(1);
        shouldSpan(closed().get(0), 8, 16);
        assertThat(nearMisses).extracting(NearMiss::rejectedBy).containsExactly(RejectionRule.MIN_DURATION);
        assertThat(nearMisses.get(0).suggestion())
                .startsWith("--min-duration 1")
                .endsWith("s");
    }

    @Test
    void shouldCutLongSoundsAndLeaveNoHoleBetweenTheParts() {
        hear(rules(1, 1, 0, 4, 0));

        assertThat(closed()).extracting(Event::endReason).contains(EndReason.MAX_LENGTH);
        assertThat(closed()).hasSize(3);
        assertThat(closed().get(2).onsetMicros()).isEqualTo(closed().get(1).offsetMicros());
    }

    @Test
    void shouldKeepQuietInTheCooldown() {
        hear(rules(1, 1, 0, 600, 30));

        assertThat(closed()).hasSize(1);
        shouldSpan(closed().get(0), 2, 3);
        assertThat(nearMisses).extracting(NearMiss::rejectedBy).containsExactly(RejectionRule.COOLDOWN);
    }

    @Test
    void shouldMissALoudnessThatIsNotThere() {
        hear(new DecisionRules(.9999, .5, Duration.ofSeconds(1), Duration.ZERO, Duration.ofMinutes(1)));

        assertThat(events).isEmpty();
        assertThat(nearMisses).extracting(NearMiss::rejectedBy).containsExactly(RejectionRule.OPEN_CONFIDENCE);
        String threshold = nearMisses.get(0).suggestion().replace("--threshold ", "");
        nearMisses.clear();
        hear(new DecisionRules(
                Double.parseDouble(threshold), .5, Duration.ofSeconds(1), Duration.ZERO, Duration.ofMinutes(1)));
        assertThat(closed()).isNotEmpty();
    }

    private void hear(DecisionRules rules) {
        RegisteredQuery query = LoudnessStory.registered(new StandingQuery("loud", "something loud", List.of(), rules));
        QueryTable table = QueryTable.empty().with(query);
        AudioTagger tagger = new AudioTagger(LoudnessStory.STAGES, "studio", SegmentListener.NONE);
        for (AudioChunk chunk : LoudnessStory.chunks("studio", AUDIO, 4_000)) {
            TaggedChunk tagged = tagger.accept(chunk, table);
            events.addAll(tagged.events());
            nearMisses.addAll(tagged.nearMisses());
        }
    }

    private List<Event> closed() {
        return events.stream()
                .filter(event -> event.phase() == EventPhase.CLOSE)
                .toList();
    }

    /** Within a token of the truth. */
    private static void shouldSpan(Event event, int fromSecond, int toSecond) {
        assertThat(event.onsetMicros() - LoudnessStory.EPOCH)
                .isBetween(fromSecond * SECOND - 320_000, fromSecond * SECOND + 320_000);
        assertThat(event.offsetMicros() - LoudnessStory.EPOCH)
                .isBetween(toSecond * SECOND - 320_000, toSecond * SECOND + 320_000);
    }

    private static DecisionRules rules(int hits, int hops, int minSeconds, int maxSeconds, int cooldownSeconds) {
        return new DecisionRules(
                Sensitivity.ofProbability(.5),
                .5,
                .3,
                hits,
                hops,
                Duration.ofSeconds(1),
                Duration.ofSeconds(minSeconds),
                Duration.ofSeconds(maxSeconds),
                Duration.ofSeconds(cooldownSeconds));
    }
}
