package io.earshot.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.app.LoadedModel;
import io.earshot.audio.AudioChunk;
import io.earshot.config.EarshotConfig;
import io.earshot.decide.Event;
import io.earshot.decide.EventPhase;
import io.earshot.query.QueryTable;
import io.earshot.tagger.AudioTagger;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlantedAudioTest {
    private static final long SEED = Long.getLong("chaos.seed", 1);
    private static final int BARS = Integer.getInteger("chaos.bars", 3);

    @Test
    void shouldPlayTheSameBarAgain() throws IOException {
        assertThat(PlantedAudio.of(7, 2).bar(5)).isEqualTo(PlantedAudio.of(7, 2).bar(5));
        assertThat(PlantedAudio.of(7, 2).bar(5))
                .isNotEqualTo(PlantedAudio.of(8, 2).bar(5));
    }

    @Test
    void shouldLeaveSilenceOnBothSidesOfASound() throws IOException {
        for (int source = 0; source < 4; source++) {
            PlantedAudio audio = PlantedAudio.of(1, source);
            for (long bar = 0; bar < 50; bar++) {
                assertThat(audio.leadMicros(bar)).isGreaterThanOrEqualTo(1_000_000);
                assertThat(audio.leadMicros(bar) + audio.recordingMicros()).isLessThan(11_500_000);
            }
        }
    }

    /** What the attacks rely on: where nothing is disturbed, each planted sound has one event. */
    @Test
    void shouldPlantSoundsThatAreHeardOnceEach() throws IOException {
        try (LoadedModel model = LoadedModel.open(EarshotConfig.of(Map.of()))) {
            QueryTable table = model.table(PlantedAudio.queries());
            for (int source = 0; source < 4; source++) {
                PlayedEpoch epoch = new PlayedEpoch(source, "studio-" + source, 1, 1_700_000_000_000_000L, 0, BARS);
                List<Long> onsets = onsets(epoch, model, table);
                assertThat(onsets).as("onsets of " + epoch).hasSize(BARS);
                for (int bar = 0; bar < BARS; bar++) {
                    assertThat(onsets.get(bar) - epoch.planted(SEED).get(bar).startMicros())
                            .isBetween(-3_000_000L, 9_000_000L);
                }
            }
        }
    }

    private static List<Long> onsets(PlayedEpoch epoch, LoadedModel model, QueryTable table) throws IOException {
        PlantedAudio audio = PlantedAudio.of(SEED, epoch.source());
        AudioTagger tagger = new AudioTagger(model.stages(), epoch.sourceId(), AudioTagger.SegmentListener.NONE);
        List<Event> events = new ArrayList<>();
        for (long bar = 0; bar < epoch.bars(); bar++) {
            for (AudioChunk chunk : epoch.chunks(audio, bar)) {
                events.addAll(tagger.accept(chunk, table).events());
            }
        }
        events.addAll(tagger.accept(epoch.end(), table).events());
        return events.stream()
                .filter(event -> event.phase() == EventPhase.OPEN
                        && event.subject().query().id().equals(PlantedAudio.recordingOf(epoch.source())))
                .map(Event::onsetMicros)
                .toList();
    }
}
