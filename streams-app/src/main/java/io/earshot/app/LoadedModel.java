package io.earshot.app;

import io.earshot.calibration.BackgroundFitter;
import io.earshot.calibration.LiveCalibrations;
import io.earshot.calibration.OperatingPoints;
import io.earshot.config.EarshotConfig;
import io.earshot.config.Settings;
import io.earshot.encoder.onnx.OnnxAudioEncoder;
import io.earshot.encoder.onnx.OnnxOptions;
import io.earshot.encoder.onnx.OnnxRuntime;
import io.earshot.encoder.onnx.OnnxTextEncoder;
import io.earshot.match.ExhaustiveMatcher;
import io.earshot.match.ScoreExplainer;
import io.earshot.model.ModelBundle;
import io.earshot.query.LiveQueryTable;
import io.earshot.query.QueryRegistration;
import io.earshot.query.QueryTable;
import io.earshot.query.RegisteredQuery;
import io.earshot.query.StandingQuery;
import io.earshot.register.QueryRegistrar;
import io.earshot.tagger.SourceCalibrator;
import io.earshot.tagger.TaggerStages;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** A model bundle with its encoders open. */
public final class LoadedModel implements AutoCloseable {
    /** Set by the launcher. */
    private static final String HOME_PROPERTY = "earshot.home";

    private static final String SHIPPED = "models/earshot-base";

    private final ModelBundle bundle;
    private final OnnxAudioEncoder audio;
    private final OnnxTextEncoder text;

    private LoadedModel(ModelBundle bundle, OnnxOptions options) {
        this.bundle = bundle;
        OnnxRuntime runtime = new OnnxRuntime(options);
        this.audio = new OnnxAudioEncoder(runtime, bundle);
        this.text = new OnnxTextEncoder(runtime, bundle);
    }

    /** Opens the bundle that the settings name. */
    public static LoadedModel open(EarshotConfig config) {
        OnnxOptions.Provider provider =
                OnnxOptions.Provider.valueOf(config.string(Settings.PROVIDER).toUpperCase(Locale.ROOT));
        return new LoadedModel(ModelBundle.load(folder(config)), new OnnxOptions(1, provider, 0));
    }

    /** The bundle that the settings name, or the one that ships with Earshot. */
    public static Path folder(EarshotConfig config) {
        String named = config.string(Settings.MODEL_DIR);
        return named.isEmpty() ? home().resolve(SHIPPED) : Path.of(named);
    }

    /** The folder of Earshot. */
    public static Path home() {
        return Path.of(System.getProperty(HOME_PROPERTY, ".")).toAbsolutePath().normalize();
    }

    public ModelBundle bundle() {
        return bundle;
    }

    /** The stages of audio, with the calibration that ships with the model; shared by all threads. */
    public TaggerStages stages() {
        return stages(new LiveCalibrations());
    }

    /** The stages of audio, with the published calibrations of its sources; shared by all threads. */
    public TaggerStages stages(LiveCalibrations calibrations) {
        return new TaggerStages(
                bundle.grid(),
                bundle.frontEnd(),
                audio,
                matcher(),
                new OperatingPoints(bundle.curve(), calibrations),
                new ScoreExplainer(bundle.space(), bundle.scoring(), bundle.factorNames()));
    }

    /** Fits queries to sources; for one thread. */
    public SourceCalibrator calibrator() {
        double hopSeconds = (double) bundle.grid().hopSamples() / bundle.grid().sampleRateHz();
        return new SourceCalibrator(
                matcher(), new BackgroundFitter(bundle.curve(), bundle.space().modelDigest()), hopSeconds);
    }

    /** Registers queries one by one. */
    public QueryRegistrar registrar() {
        return registrar(QueryTable::empty);
    }

    /**
     * Registers queries.
     *
     * @param known queries that a new one is compared with for duplicates
     */
    public QueryRegistrar registrar(Supplier<QueryTable> known) {
        return new QueryRegistrar(text, bundle.background(), known);
    }

    /** A table of these queries. */
    public QueryTable table(List<StandingQuery> queries) {
        return register(queries).current();
    }

    /** A table of these queries with their warnings. */
    public LiveQueryTable register(List<StandingQuery> queries) {
        LiveQueryTable table = new LiveQueryTable();
        QueryRegistrar registrar = registrar(table::current);
        for (StandingQuery query : queries) {
            QueryRegistration registration = registrar.register(query);
            RegisteredQuery registered = registration
                    .registered()
                    .orElseThrow(() -> new IllegalArgumentException("query " + query.id() + " cannot be matched"));
            table.register(registered, registration.warnings());
        }
        return table;
    }

    /** A new matcher; each keeps the table that it laid out last. */
    ExhaustiveMatcher matcher() {
        return new ExhaustiveMatcher(bundle.space(), bundle.scoring(), ExhaustiveMatcher.NO_FLOOR);
    }

    @Override
    public void close() {
        audio.close();
        text.close();
    }
}
