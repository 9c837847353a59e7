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

/** Whether queries alarm as often as they were asked to on what was not used to fit them, and what fitting costs. */
public final class CalibrationBench {
    private static final List<Double> ALARMS_PER_DAY = List.of(10., 50., 100., 240., 500., 1_000., 2_000.);

    private final EarshotConfig config;
    private final Map<String, Path> recordings;
    private final List<String> texts;
    private final int costQueries;
    private final int costSources;
    private final Consumer<String> progress;

    /**
     * @param recordings by source id; none: only the cost is measured
     * @param texts queries
     * @param costQueries queries whose cost is measured; 0: it is not
     * @param costSources sources of that
     * @param progress is told how far it got
     */
    public CalibrationBench(
            EarshotConfig config,
            Map<String, Path> recordings,
            List<String> texts,
            int costQueries,
            int costSources,
            Consumer<String> progress) {
        this.config = config;
        this.recordings = Map.copyOf(recordings);
        this.texts = List.copyOf(texts);
        this.costQueries = costQueries;
        this.costSources = costSources;
        this.progress = progress;
    }

    /** Runs everything. */
    public CalibrationReport run() throws IOException {
        try (AudioFiles audioFiles = AudioOpening.files(config);
                LoadedModel model = LoadedModel.open(config)) {
            List<HeldOutPair> pairs = new ArrayList<>();
            QueryTable queries = recordings.isEmpty() ? QueryTable.empty() : model.table(standing());
            for (Map.Entry<String, Path> recording : recordings.entrySet()) {
                pairs.addAll(
                        new HeldOutAlarms(model, audioFiles, recording.getKey()).play(recording.getValue(), queries));
                progress.accept(recording.getKey() + ": " + pairs.size() + " pairs so far");
            }
            List<CalibrationReport.FitCost> cost = costQueries == 0
                    ? List.of()
                    : List.of(new CalibrationCost(model, costQueries, costSources, progress).measure());
            return CalibrationReport.of(pairs, cost);
        }
    }

    private List<StandingQuery> standing() {
        List<StandingQuery> standing = new ArrayList<>();
        for (double rate : ALARMS_PER_DAY) {
            for (int i = 0; i < texts.size(); i++) {
                DecisionRules rules = DecisionRules.DEFAULT.withSensitivity(Sensitivity.ofAlarmsPerDay(rate));
                standing.add(new StandingQuery("q" + i + " at " + rate, texts.get(i), List.of(), rules));
            }
        }
        return standing;
    }
}
