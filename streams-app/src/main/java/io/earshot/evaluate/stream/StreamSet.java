package io.earshot.evaluate.stream;

import java.util.ArrayList;
import java.util.List;

/**
 * Streams that differ in nothing but how loud the sounds are.
 *
 * @param part what it is for
 * @param plantings in their order, without overlap
 */
record StreamSet(Part part, BackgroundTrack background, List<Planting> plantings) {
    enum Part {
        DEVELOPMENT,
        EVALUATION
    }

    /** One of them. */
    record Member(StreamSet set, int snrDb) {
        PlantedStream open(int rateHz) {
            return new PlantedStream(set.background, set.plantings, snrDb, rateHz);
        }
    }

    List<Member> members(List<Integer> snrsDb) {
        List<Member> members = new ArrayList<>();
        snrsDb.forEach(snrDb -> members.add(new Member(this, snrDb)));
        return members;
    }
}
