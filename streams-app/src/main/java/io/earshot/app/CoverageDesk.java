package io.earshot.app;

import io.earshot.cluster.KafkaAccess;
import io.earshot.cluster.KeptCoverage;
import io.earshot.coverage.CoverageReport;
import io.earshot.http.CoverageLog;
import io.earshot.topology.Topics;
import io.earshot.wire.WireSerdes;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.kafka.common.KafkaException;

/** Reads what was heard of the sources, for the page. */
record CoverageDesk(KafkaAccess kafka, Topics topics, WireSerdes wire) implements CoverageLog {
    @Override
    public CoverageReport since(String sourceId, long sinceMicros) {
        try {
            return new KeptCoverage(
                            kafka, topics.coverage().name(), wire.coverage().deserializer())
                    .since(sourceId, sinceMicros);
        } catch (KafkaException e) {
            throw new UncheckedIOException(new IOException("coverage cannot be read: " + e.getMessage(), e));
        }
    }
}
