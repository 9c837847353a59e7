package io.earshot.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.query.DecisionRules;
import io.earshot.query.QueryTable;
import io.earshot.query.StandingQuery;
import io.earshot.story.LoudnessStory;
import java.util.List;
import org.junit.jupiter.api.Test;

class FitQueueTest {
    private final FitQueue queue = new FitQueue();

    @Test
    void shouldHaveNothingToDoAtFirst() {
        assertThat(queue.next(table(3))).isEmpty();
        assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    void shouldGoThroughAllQueriesOfASourceInSlices() {
        queue.addAll("studio");
        queue.addAll("studio");
        QueryTable table = table(2 * FitQueue.SLICE + 1);
        assertThat(queue.next(table).orElseThrow().isLast()).isFalse();
        assertThat(queue.next(table).orElseThrow().queries()).hasSize(FitQueue.SLICE);
        FitQueue.Slice last = queue.next(table).orElseThrow();
        assertThat(last.queries()).hasSize(1);
        assertThat(last.isLast()).isTrue();
        assertThat(queue.next(table)).isEmpty();
    }

    @Test
    void shouldPutNewQueriesFirst() {
        queue.addAll("studio");
        queue.add("street", LoudnessStory.loud("new"));
        queue.add("street", LoudnessStory.loud("new"));
        FitQueue.Slice first = queue.next(table(1)).orElseThrow();
        assertThat(first.sourceId()).isEqualTo("street");
        assertThat(first.queries()).hasSize(1);
        assertThat(queue.next(table(1)).orElseThrow().sourceId()).isEqualTo("studio");
    }

    @Test
    void shouldPassOverQueriesThatNameTheirOwnThreshold() {
        queue.addAll("studio");
        QueryTable table = table(2).with(LoudnessStory.registered(
                new StandingQuery("own", "own", List.of(), DecisionRules.ofConfidence(0.7))));
        assertThat(queue.next(table).orElseThrow().queries()).hasSize(2);
    }

    @Test
    void shouldEndWithATableThatShrank() {
        queue.addAll("studio");
        queue.next(table(2 * FitQueue.SLICE));
        FitQueue.Slice rest = queue.next(table(1)).orElseThrow();
        assertThat(rest.queries()).isEmpty();
        assertThat(rest.isLast()).isTrue();
    }

    @Test
    void shouldForgetASource() {
        queue.addAll("studio");
        queue.add("studio", LoudnessStory.loud("new"));
        queue.remove("studio");
        assertThat(queue.isEmpty()).isTrue();
    }

    private static QueryTable table(int size) {
        QueryTable table = QueryTable.empty();
        for (int i = 0; i < size; i++) {
            table = table.with(LoudnessStory.loud("q" + i));
        }
        return table;
    }
}
