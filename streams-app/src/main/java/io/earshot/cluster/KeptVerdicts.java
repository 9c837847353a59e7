package io.earshot.cluster;

import io.earshot.topology.Topics;
import io.earshot.verdict.EventVerdict;
import io.earshot.wire.Decoded;
import io.earshot.wire.WireSerdes;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The verdicts in their topic. */
public final class KeptVerdicts {
    private KeptVerdicts() {}

    /** All that can be read now, that of the latest event first. */
    public static List<EventVerdict> read(KafkaAccess kafka, Topics topics, WireSerdes wire) {
        return TopicRead.newest(kafka, topics.verdicts().name(), wire.verdicts().deserializer()).values().stream()
                .map(Decoded::value)
                .flatMap(Optional::stream)
                .sorted(Comparator.comparingLong(EventVerdict::onsetMicros).reversed())
                .toList();
    }
}
