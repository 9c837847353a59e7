package io.earshot.topology;

import io.earshot.calibration.LiveCalibrations;
import io.earshot.match.EncodedSegment;
import io.earshot.metrics.TaggingMetrics;
import io.earshot.query.LiveQueryTable;
import io.earshot.tagger.TaggerStages;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * What the topology joins.
 *
 * @param tagger the stages that work, the same as without Kafka
 * @param queries the standing table
 * @param calibrations that the tagger's operating points are taken from
 * @param stall wall-clock silence after which a source's events are closed
 * @param forgetting when sources are forgotten that stay silent
 * @param timesRealTime seconds of audio that a source may send a second; 0: any
 * @param heard gets each segment; must be quick, as several threads call it
 * @param audio tells whether the sources could be heard
 * @param metrics counts
 */
public record TaggingStages(
        TaggerStages tagger,
        LiveQueryTable queries,
        LiveCalibrations calibrations,
        Duration stall,
        Forgetting forgetting,
        int timesRealTime,
        Consumer<EncodedSegment> heard,
        AwaitedAudio audio,
        TaggingMetrics metrics) {}
