package io.earshot.evaluate.stream;

import io.earshot.evaluate.stream.StreamPlan.Planting;
import java.util.List;

/**
 * Streams that differ in nothing but how loud the sounds are.
 *
 * @param name what they are for
 * @param plantings in their order, without overlap
 */
record StreamSet(String name, BackgroundTrack background, List<Planting> plantings) {
    static final String DEVELOPMENT = "development";
    static final String EVALUATION = "evaluation";

    /** One of them. */
    PlantedStream open(int snrDb, int rateHz) {
        return new PlantedStream(background, plantings, snrDb, rateHz);
    }
}
