package io.earshot.lab;

import io.earshot.app.AudioOpening;
import io.earshot.app.LoadedModel;
import io.earshot.config.EarshotConfig;
import io.earshot.ingest.AudioFiles;
import io.earshot.query.DecisionRules;
import io.earshot.query.QueryTable;
import io.earshot.query.Sensitivity;
import io.earshot.query.StandingQuery;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Compares how often queries alarm with the requested rate, on the half of each recording that they were not fitted to. */
public final class CalibrationBench {
    private static final List<Double> ALARMS_PER_DAY = List.of(10., 50., 100., 240., 500., 1_000., 2_000.);

    /** Everyday sounds; most of them occur in no given recording. */
    public static final List<String> EVERYDAY_SOUNDS = List.of("""
            a dog barking, a cat meowing, a baby crying, a person speaking, a man speaking, a woman laughing, \
            children playing, a crowd cheering, people applauding, a person coughing, a person sneezing, someone snoring, \
            footsteps, a door closing, knocking on a door, glass breaking, keyboard typing, a telephone ringing, \
            an alarm clock, a fire alarm, a siren wailing, an ambulance siren, a car passing by, a car horn honking, \
            an engine running, a motorcycle, a train passing, a helicopter flying, an aeroplane, a chainsaw, a hammer, \
            a gunshot, an explosion, fireworks, thunder, rain falling, wind blowing, water running, ocean waves, \
            a bird singing, a crow cawing, a rooster crowing, a cow mooing, a horse neighing, a frog croaking, \
            crickets chirping, a bee buzzing, church bells, music playing, a guitar playing, a piano, drums, a violin, \
            singing, whistling, a vacuum cleaner, frying food, a clock ticking""".split(", "));

    private CalibrationBench() {}

    /**
     * Plays the recordings one after the other.
     *
     * @param recordings by source id
     * @param texts queries
     * @param progress gets a line after each recording
     */
    public static CalibrationReport run(
            EarshotConfig config, Map<String, Path> recordings, List<String> texts, Consumer<String> progress)
            throws IOException {
        try (AudioFiles audioFiles = AudioOpening.files(config);
                LoadedModel model = LoadedModel.open(config)) {
            List<HeldOutPair> pairs = new ArrayList<>();
            QueryTable queries = model.table(standing(texts));
            for (Map.Entry<String, Path> recording : recordings.entrySet()) {
                pairs.addAll(
                        new HeldOutAlarms(model, audioFiles, recording.getKey()).play(recording.getValue(), queries));
                progress.accept(recording.getKey() + ": " + pairs.size() + " pairs so far");
            }
            return CalibrationReport.of(pairs);
        }
    }

    private static List<StandingQuery> standing(List<String> texts) {
        List<StandingQuery> standing = new ArrayList<>();
        for (double rate : ALARMS_PER_DAY) {
            DecisionRules rules = DecisionRules.DEFAULT.withSensitivity(Sensitivity.ofAlarmsPerDay(rate));
            for (int i = 0; i < texts.size(); i++) {
                standing.add(new StandingQuery("q" + i + " at " + rate, texts.get(i), List.of(), rules));
            }
        }
        return standing;
    }
}
