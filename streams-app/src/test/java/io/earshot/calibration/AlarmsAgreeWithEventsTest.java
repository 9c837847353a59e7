package io.earshot.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.audio.AudioChunk;
import io.earshot.decide.Event;
import io.earshot.decide.EventPhase;
import io.earshot.match.Match;
import io.earshot.query.DecisionRules;
import io.earshot.query.QueryTable;
import io.earshot.query.RegisteredQuery;
import io.earshot.query.Sensitivity;
import io.earshot.query.StandingQuery;
import io.earshot.story.LoudnessStory;
import io.earshot.tagger.AudioTagger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What is counted when a threshold is set, and what is told once it holds, are the same. */
class AlarmsAgreeWithEventsTest {
    private static final double HOP_SECONDS = 0.96;
    private static final int SECONDS = 400;

    private final List<Float> scores = new ArrayList<>();
    private final Map<String, Integer> opened = new TreeMap<>();

    @Test
    void shouldCountAsManyAlarmsAsThereAreEvents() {
        QueryTable table = QueryTable.empty();
        for (int i = 0; i < 12; i++) {
            table = table.with(query(0.3 + i * 0.05));
        }
        play(table);

        int all = 0;
        for (RegisteredQuery query : table.queries()) {
            double openScore = query.query().rules().sensitivity().value();
            int events = opened.getOrDefault(query.query().id(), 0);
            assertThat(counter(query).count(openScore)).as("at " + openScore).isEqualTo(events);
            all += events;
        }
        assertThat(all).isGreaterThan(50);
    }

    private void play(QueryTable table) {
        AudioTagger tagger = new AudioTagger(
                LoudnessStory.STAGES,
                "studio",
                (segment, report) ->
                        report.matches().stream().findFirst().map(Match::score).ifPresent(scores::add));
        double[] amplitudes =
                new Random(7).doubles(SECONDS).map(quiet -> Math.pow(quiet, 6)).toArray();
        amplitudes[0] = 0;
        amplitudes[1] = 0;
        for (AudioChunk chunk : LoudnessStory.chunks("studio", LoudnessStory.seconds(amplitudes), 16_000)) {
            for (Event event : tagger.accept(chunk, table).events()) {
                if (event.phase() == EventPhase.OPEN) {
                    opened.merge(event.query().id(), 1, Integer::sum);
                }
            }
        }
    }

    private AlarmCounter counter(RegisteredQuery query) {
        float[] heard = new float[scores.size()];
        for (int i = 0; i < heard.length; i++) {
            heard[i] = scores.get(i);
        }
        double closePart = query.query().rules().closePart();
        return new AlarmCounter(
                new BackgroundScores(heard, new int[] {0}, HOP_SECONDS),
                query.query().rules(),
                open -> LoudnessStory.CURVE.score(
                        closePart * LoudnessStory.CURVE.confidence(open, query.background()), query.background()));
    }

    private static RegisteredQuery query(double openScore) {
        return LoudnessStory.registered(new StandingQuery(
                "at " + openScore,
                "something loud",
                List.of(),
                DecisionRules.DEFAULT.withSensitivity(new Sensitivity(Sensitivity.Kind.RAW_SCORE, openScore))));
    }
}
