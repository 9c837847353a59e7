package io.earshot.app;

import io.earshot.calibration.LiveCalibrations;
import io.earshot.config.EarshotConfig;
import io.earshot.config.Settings;
import io.earshot.match.EncodedSegment;
import io.earshot.metrics.TaggingMetrics;
import io.earshot.query.LiveQueryTable;
import io.earshot.topology.AudioMemory;
import io.earshot.topology.AwaitedAudio;
import io.earshot.topology.CalibrationStages;
import io.earshot.topology.CalibrationTopology;
import io.earshot.topology.Forgetting;
import io.earshot.topology.PartitionEnds;
import io.earshot.topology.QueryTopology;
import io.earshot.topology.RecordFailures;
import io.earshot.topology.TaggingStages;
import io.earshot.topology.TaggingTopology;
import io.earshot.topology.Topics;
import io.earshot.wire.WireSerdes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.common.Metric;

/** The three topologies as Streams applications: what they are made of by the settings, and how they do. */
record TaggingTopologies(
        EarshotConfig config,
        LoadedModel model,
        Topics topics,
        WireSerdes wire,
        LiveQueryTable queries,
        LiveCalibrations calibrations,
        TaggingMetrics metrics,
        Applications applications) {
    private static final String TAGGING = "tagging";
    private static final String ENCODING = "query encoding";
    private static final String CALIBRATION = "calibration";

    /**
     * What tagging joins.
     *
     * @param heard gets each segment
     * @param ends of the partitions of audio
     */
    TaggingStages stages(Consumer<EncodedSegment> heard, PartitionEnds ends) {
        return new TaggingStages(
                model.stages(calibrations),
                queries,
                calibrations,
                config.seconds(Settings.STALL_SECONDS),
                forgetting(),
                config.integer(Settings.SOURCE_RATE_MOST),
                heard,
                new AwaitedAudio(ends),
                metrics);
    }

    /** Events are closed before the audio is given up. */
    private Forgetting forgetting() {
        Duration audio = Duration.ofMinutes(config.integer(Settings.SOURCE_AUDIO_MINUTES));
        Duration stall = config.seconds(Settings.STALL_SECONDS);
        return new Forgetting(
                audio.compareTo(stall) < 0 ? stall : audio,
                Duration.ofDays(config.integer(Settings.SOURCE_CURSOR_DAYS)),
                AudioMemory.ofHeap());
    }

    /** @param isSettled whether queries may be fitted to sources */
    void start(TaggingStages stages, Path stateFolder, BooleanSupplier isSettled) {
        StreamsSettings settings = new StreamsSettings(
                config, stateFolder, model.bundle().space().modelDigest(), new RecordFailures(topics, metrics));
        applications.start(
                ENCODING,
                false,
                () -> QueryTopology.build(topics, wire, model.registrar(queries::current), metrics),
                settings.queries());
        applications.start(TAGGING, true, () -> TaggingTopology.build(topics, wire, stages), settings.tagging());
        if (config.integer(Settings.CALIBRATION_SOURCES) > 0) {
            CalibrationStages calibrating = calibrating(isSettled);
            applications.start(
                    CALIBRATION,
                    false,
                    () -> CalibrationTopology.build(topics, wire, calibrating),
                    settings.calibration());
        }
    }

    private CalibrationStages calibrating(BooleanSupplier isSettled) {
        return new CalibrationStages(
                model.bundle().space().modelDigest(),
                model.calibrator(),
                queries,
                calibrations,
                isSettled,
                Duration.ofMinutes(config.integer(Settings.CALIBRATION_EPOCH_MINUTES)),
                config.integer(Settings.CALIBRATION_SOURCES),
                metrics);
    }

    /** What Kafka measures of tagging. */
    Collection<? extends Metric> measured() {
        return applications.metrics(TAGGING);
    }

    /** Whether those run without which not every query is matched. */
    boolean areRunning() {
        return applications.isRunning(TAGGING) && applications.isRunning(ENCODING);
    }

    /** How those do without which not every query is matched, in words. */
    String state() {
        return "tagging is " + applications.state(TAGGING) + ", query encoding is " + applications.state(ENCODING);
    }

    /** Without calibration, audio is tagged all the same: it is named only where something is wrong. */
    String calibrationTrouble() {
        return applications.isRestarting(CALIBRATION) ? ", calibration is " + applications.state(CALIBRATION) : "";
    }
}
