package io.earshot.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.audio.AudioChunk;
import io.earshot.audio.GapReason;
import io.earshot.coverage.CoverageGap;
import io.earshot.decide.Event;
import io.earshot.story.LoudnessStory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;

/** What a source sends above its quota is rejected, and told of; the others are heard. */
class QuotaTest {
    private static final int RATE = LoudnessStory.FORMAT.sampleRateHz();
    private static final long NOW = LoudnessStory.EPOCH / 1_000 + 3_600_000;
    private static final int SECONDS = 400;

    @Test
    void shouldRejectWhatIsTooMuchAndHearTheOthers() {
        List<AudioChunk> neighbour =
                LoudnessStory.chunks("neighbour", LoudnessStory.seconds(0, .5, .5, 0, 0, 0, 0, .5, .5, 0, 0, 0), 5_120);
        try (TaggingTopologyHarness topology = new TaggingTopologyHarness(TaggingTopologyHarness.FORGETTING, 2)) {
            topology.register(LoudnessStory.loud("loud"));
            topology.hear(flood(0, SECONDS), NOW);
            topology.hear(neighbour, NOW);

            assertThat(topology.events()).isEqualTo(alone(neighbour));
            List<TestRecord<String, byte[]>> letters = topology.deadLetters.readRecordsToList();
            assertThat(letters).hasSize(1);
            assertThat(TaggingTopologyHarness.header(letters.get(0), DeadLetters.REASON))
                    .isEqualTo("overload");
            assertThat(topology.scrape())
                    .contains("earshot_chunks_total{outcome=\"overload\"} " + (SECONDS - 120) + ".0")
                    .contains("earshot_source_overload_total{source=\"flood\"} " + (SECONDS - 120) + ".0");

            topology.hear(flood(SECONDS, 200), NOW + 60_000);
            assertThat(topology.deadLetters.readRecordsToList()).hasSize(1);
            assertThat(topology.scrape())
                    .contains("earshot_chunks_total{outcome=\"overload\"} " + (SECONDS - 120 + 80) + ".0");
            topology.passWallClock(Duration.ofSeconds(20));
            assertThat(topology.coverage().stream()
                            .filter(minute -> minute.sourceId().equals("flood")))
                    .flatExtracting(minute -> minute.gaps())
                    .extracting(CoverageGap::reason)
                    .isNotEmpty()
                    .containsOnly(GapReason.OVERLOAD);
        }
    }

    @Test
    void shouldTakeAnyAmountWithoutAQuota() {
        SourceQuota quota = new SourceQuota(0);
        assertThat(flood(0, SECONDS)).allMatch(chunk -> quota.takes(chunk, NOW));
    }

    @Test
    void shouldTakeARateThatIsAllowedForEver() {
        SourceQuota quota = new SourceQuota(3);
        List<AudioChunk> chunks = flood(0, 3 * SECONDS);
        assertThat(IntStream.range(0, chunks.size())).allMatch(i -> quota.takes(chunks.get(i), NOW + i * 1_000L / 3));
    }

    private static List<AudioChunk> flood(int fromSecond, int seconds) {
        List<AudioChunk> chunks = new ArrayList<>();
        for (int second = fromSecond; second < fromSecond + seconds; second++) {
            chunks.add(AudioChunk.audio(
                    "flood", 1, (long) second * RATE, LoudnessStory.EPOCH, LoudnessStory.FORMAT, new byte[2 * RATE]));
        }
        return chunks;
    }

    private static List<Event> alone(List<AudioChunk> chunks) {
        try (TaggingTopologyHarness other = new TaggingTopologyHarness()) {
            other.register(LoudnessStory.loud("loud"));
            other.hear(chunks, NOW);
            return other.events();
        }
    }
}
