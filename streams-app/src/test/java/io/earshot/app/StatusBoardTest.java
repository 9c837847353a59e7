package io.earshot.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.audio.AudioChunk;
import io.earshot.decide.Event;
import io.earshot.http.ServiceStatus.EventView;
import io.earshot.query.QueryTable;
import io.earshot.story.LoudnessStory;
import io.earshot.tagger.AudioTagger;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusBoardTest {
    @Test
    void shouldShowOneLineForEachEventWhateverItsRecordsAre() {
        AudioTagger tagger = new AudioTagger(LoudnessStory.STAGES, "studio", AudioTagger.SegmentListener.NONE);
        QueryTable table = QueryTable.empty().with(LoudnessStory.loud("loud"));
        List<Event> events = new ArrayList<>();
        byte[] pcm = LoudnessStory.seconds(0, 0, .5, .5, .5, 0, 0, 0, 0, 0, 0, .5, .5, 0, 0, 0, 0, 0);
        for (AudioChunk chunk : LoudnessStory.chunks("studio", pcm, 5_000)) {
            events.addAll(tagger.accept(chunk, table).events());
        }
        StatusBoard board = new StatusBoard();
        events.forEach(board::happened);
        assertThat(events).hasSizeGreaterThan(3);
        assertThat(board.events()).extracting(EventView::phase).containsExactly("CLOSE", "CLOSE");
        assertThat(board.events()).extracting(EventView::eventId).doesNotHaveDuplicates();
    }
}
