package io.earshot.http;

import io.earshot.coverage.CoverageReport;

/** What was heard of the sources. */
@FunctionalInterface
public interface CoverageLog {
    /**
     * What is recorded of a source from a time on; may take seconds.
     *
     * @param sinceMicros audio time, microseconds since 1970
     * @throws java.io.UncheckedIOException if the topic cannot be read
     */
    CoverageReport since(String sourceId, long sinceMicros);
}
