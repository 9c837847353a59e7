package io.earshot.preview;

import static io.earshot.preview.KeptStory.query;
import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.calibration.ReadableNumbers;
import io.earshot.query.DecisionRules;
import io.earshot.query.Sensitivity;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class PreviewTextTest {
    private static final DecisionRules AT_HALF = DecisionRules.ofConfidence(0.5);

    private final KeptStory story = new KeptStory();

    @Test
    void shouldGiveTheAnswerFirst() {
        story.hear(.1, .8, .95, .1, .1, .1, .42, .1, .1, .1);
        Preview preview = story.preview(query(AT_HALF), new PreviewScope(KeptStory.START, 20, false))
                .with(List.of("it says nothing"), List.of("Nothing was heard of source attic."));

        assertThat(PreviewText.lines(preview, ZoneOffset.ofHours(1)))
                .containsExactly(
                        "\"a dog barking\" on audio of yard since 2023-11-14 23:13:20 +01:00",
                        "1 event (8,640 per day), 1 near miss in 10.0 s of audio (10 segments).",
                        "Warning: it says nothing",
                        "    source  from                 to                    heard  events  per day  near misses  opens at",
                        "    yard    2023-11-14 23:13:20  2023-11-14 23:13:30  10.0 s       1    8,640            1  0.50, set by the query",
                        "The events, newest first:",
                        "    time                 source  length  confidence",
                        "    2023-11-14 23:13:21  yard     2.0 s        0.95",
                        "Events per day at other thresholds:",
                        "    threshold        events  per day",
                        "    0.30                  2   17,280",
                        "    0.40                  2   17,280",
                        "    0.50 (as asked)       1    8,640",
                        "    0.60                  1    8,640",
                        "    0.70                  1    8,640",
                        "    0.80                  1    8,640",
                        "    0.90                  1    8,640",
                        "Note: Only 10.0 s of audio: the events per day are a guess.",
                        "Note: Nothing was heard of source attic.");
    }

    @Test
    void shouldSayHowManyEventsAreNotListed() {
        story.hear(.8, .1, .1, .1, .8, .1, .1, .1);
        Preview preview = story.preview(query(AT_HALF), new PreviewScope(0, 1, false));

        assertThat(lines(preview)).contains("The newest 1 of 2 events:");
    }

    @Test
    void shouldSayWhereAQueryThatNamesNoThresholdOpens() {
        story.hear(.1, .8, .1, .1);
        Preview preview = story.preview(
                query(DecisionRules.DEFAULT.withSensitivity(new Sensitivity(Sensitivity.Kind.RAW_SCORE, 0.1))));

        assertThat(lines(preview))
                .anyMatch(line -> line.endsWith("0.731, set by the query"))
                .anyMatch(line -> line.startsWith("    as asked        1   21,600"));
    }

    @Test
    void shouldGiveAColumnToEachSourceOnlyIfTheyAreFew() {
        story.hear(.1, .8).in("attic").hear(.1, .1);
        assertThat(lines(story.preview(query(AT_HALF))))
                .contains(
                        "    threshold        events  per day  attic    yard",
                        "    0.30                  1   21,600    0.0  43,200");
        for (int i = 0; i < 20; i++) {
            story.in("source " + i).hear(.1);
        }
        assertThat(lines(story.preview(query(AT_HALF))))
                .contains("    threshold        events  per day")
                .anyMatch(line -> line.contains("attic, source 0, source 1, source 10, source 11 and 17 more since"));
    }

    @Test
    void shouldListTheSourcesWithTheMostEventsIfTheyAreMany() {
        for (int i = 10; i < 50; i++) {
            story.in("source " + i).hear(.1, i % 4 == 0 ? .8 : .1, .1, .1);
        }
        List<String> lines = lines(story.preview(query(AT_HALF)));

        assertThat(lines.get(3)).startsWith("    source 12  ");
        assertThat(lines).contains("    and 10 more sources with no more events than the last of these");
        assertThat(lines)
                .filteredOn(line -> line.matches(" {4}source \\d+ .*set by.*"))
                .hasSize(30);
    }

    @Test
    void shouldWriteNumbersAsPeopleReadThem() {
        assertThat(ReadableNumbers.rate(0.04)).isEqualTo("0.0");
        assertThat(ReadableNumbers.rate(9.94)).isEqualTo("9.9");
        assertThat(ReadableNumbers.rate(9.96)).isEqualTo("10");
        assertThat(ReadableNumbers.length(59.94)).isEqualTo("59.9 s");
        assertThat(ReadableNumbers.length(1_800)).isEqualTo("30 min");
        assertThat(ReadableNumbers.length(86_400)).isEqualTo("24.0 h");
        assertThat(ReadableNumbers.confidence(.5)).isEqualTo("0.50");
        assertThat(ReadableNumbers.confidence(.123)).isEqualTo("0.123");
        assertThat(ReadableNumbers.confidence(.00012)).isEqualTo("0.00012");
        assertThat(ReadableNumbers.count(0, "event", "events")).isEqualTo("no events");
    }

    private static List<String> lines(Preview preview) {
        return PreviewText.lines(preview, ZoneOffset.UTC);
    }
}
